/** Implements the log port with pino. */
import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Log } from '../ports/log.ts';
import { LogOutput } from './log-output.ts';

const SECRETS = ['token', 'secret', 'password', 'authorization'];

/** Said in a line of the log. */
const MISSING = 'lines of this log are missing here: whoever reads it did not keep up';

/** Writes one JSON object per line to stdout. Fields with names of secrets are redacted wherever they appear. */
export function createLog(level: string): Log {
  const out = new LogOutput((lines) => {
    const time = new Date().toISOString();
    return `${JSON.stringify({ level: 'warn', time, lines, msg: MISSING })}\n`;
  });
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const redact = [...SECRETS, ...SECRETS.map((name) => `*.${name}`), 'req.headers.authorization'];
  return wrap(pino({ ...options, redact }, out), pino(options, out), () => out.flush());
}

/** @param plain writes what holds no secret: pino copies whatever it looks through */
function wrap(redacting: Logger, plain: Logger, flush: () => void): Log {
  const loggerFor = (fields: object) => (isPlain(fields) ? plain : redacting);
  return {
    debug: (fields, message) => loggerFor(fields).debug(fields, message),
    info: (fields, message) => loggerFor(fields).info(fields, message),
    warn: (fields, message) => loggerFor(fields).warn(fields, message),
    error: (fields, message) => {
      loggerFor(fields).error(fields, message);
      // The process may be about to end.
      flush();
    },
    child: (fields) => wrap(redacting.child(fields), loggerFor(fields).child(fields), flush),
  };
}

function isPlain(fields: object): boolean {
  return Object.entries(fields).every(
    ([name, value]) => (typeof value !== 'object' || value === null) && !SECRETS.includes(name),
  );
}
