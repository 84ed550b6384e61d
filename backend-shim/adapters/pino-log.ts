/** Implements the log port with pino. */
import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Log } from '../ports/log.ts';

/** One JSON object a line on stdout. Names that hold secrets are cut wherever they appear. */
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
