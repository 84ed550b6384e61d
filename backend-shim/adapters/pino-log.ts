/** Implements the log port with pino. */
import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Log } from '../ports/log.ts';

/** Writes one JSON object per line to stdout. Fields with names of secrets are redacted wherever they appear. */
export function createLog(level: string): Log {
  const redact = [
    'token',
    'secret',
    'password',
    'authorization',
    '*.token',
    '*.secret',
    '*.password',
    '*.authorization',
    'req.headers.authorization',
  ];
  return wrap(
    pino({
      level,
      base: undefined,
      redact,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    }),
  );
}

function wrap(logger: Logger): Log {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    child: (fields) => wrap(logger.child(fields)),
  };
}
