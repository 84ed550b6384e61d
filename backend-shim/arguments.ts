/** What the sidecar is asked for on its command line. A slip must not start a sidecar that nobody wanted. */
import { didYouMean } from '#contract/base/nearest';

export type Asked =
  | { what: 'run' | 'check' | 'rekey' }
  /** `file`: undefined where it was not given. */
  | { what: 'backup' | 'restore'; file: string | undefined }
  | { what: 'unknown'; problem: string };

const FLAGS = ['--check', '--backup', '--restore', '--rekey'] as const;
const USAGE = 'Usage: no argument (to run), --check, --backup <file>, --restore <file> or --rekey';

export function readArguments([flag, ...rest]: readonly string[]): Asked {
  switch (flag) {
    case undefined:
      return { what: 'run' };
    case '--check':
    case '--rekey':
      return rest.length === 0 ? { what: flag === '--check' ? 'check' : 'rekey' } : unknown(rest[0]);
    case '--backup':
    case '--restore':
      return rest.length <= 1 ? { what: flag === '--backup' ? 'backup' : 'restore', file: rest[0] } : unknown(rest[1]);
    default:
      return unknown(flag);
  }
}

function unknown(word = ''): Asked {
  return { what: 'unknown', problem: `the argument "${word}" is not understood.${didYouMean(word, FLAGS)} ${USAGE}.` };
}
