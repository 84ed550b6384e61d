/** What the sidecar is asked for on its command line. A slip must not start a sidecar that nobody wanted. */
import { didYouMean } from '#contract/base/nearest';

export type Asked =
  | { what: 'run' | 'rekey' }
  /** `json`: for programs. */
  | { what: 'check'; json: boolean }
  /** `file`: undefined where it was not given. */
  | { what: 'backup' | 'restore'; file: string | undefined }
  | { what: 'unknown'; problem: string };

const FLAGS = ['--check', '--backup', '--restore', '--rekey'] as const;
const USAGE = 'Usage: no argument (to run), --check, --check --json, --backup <file>, --restore <file> or --rekey';

export function readArguments([flag, ...rest]: readonly string[]): Asked {
  switch (flag) {
    case undefined:
      return { what: 'run' };
    case '--check': {
      const wrong = rest.find((word, i) => word !== '--json' || i > 0);
      return wrong === undefined ? { what: 'check', json: rest.length > 0 } : unknown(wrong);
    }
    case '--rekey':
      return rest.length === 0 ? { what: 'rekey' } : unknown(rest[0]);
    case '--backup':
    case '--restore':
      return rest.length <= 1 ? { what: flag === '--backup' ? 'backup' : 'restore', file: rest[0] } : unknown(rest[1]);
    default:
      return unknown(flag);
  }
}

function unknown(word = ''): Asked {
  return {
    what: 'unknown',
    problem: `the argument "${word}" is not understood.${didYouMean(word, [...FLAGS, '--json'])} ${USAGE}.`,
  };
}
