/** Implements the log port with pino. */
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { Log } from '../ports/log.ts';

const SECRETS = ['token', 'secret', 'password', 'authorization'];

/** Writes one JSON object per line to stdout. Fields with names of secrets are redacted wherever they appear. */
export function createLog(level: string): Log {
  const out = createOutput();
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const redact = [...SECRETS, ...SECRETS.map((name) => `*.${name}`), 'req.headers.authorization'];
  return wrap(pino({ ...options, redact }, out.stream), pino(options, out.stream), out.flush);
}

/**
 * Lines of one turn of the event loop are written together: in a storm, a system call for each costs more than the line.
 * What ends the process between two turns finds nothing unwritten.
 */
function createOutput(): { stream: DestinationStream; flush: () => void } {
  const destination = pino.destination({ dest: 1, sync: true });
  let gathered = '';
  const flush = () => {
    if (gathered !== '') {
      const lines = gathered;
      gathered = '';
      destination.write(lines);
    }
  };
  process.once('exit', flush);
  return {
    stream: {
      write: (line) => {
        if (gathered === '') {
          setImmediate(flush);
        }
        gathered += line;
      },
    },
    flush,
  };
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
