/** What the sidecar is asked for on its command line. A slip must not start a sidecar that nobody wanted. */
import { didYouMean } from '#contract/base/nearest';

export type Asked =
  | { what: 'run' | 'check' }
  /** `file`: undefined where it was not given. */
  | { what: 'backup' | 'restore'; file: string | undefined }
  | { what: 'unknown'; problem: string };

const FLAGS = ['--check', '--backup', '--restore'] as const;
const USAGE = 'It takes nothing (to run), --check, --backup <file> or --restore <file>';

export function readArguments([flag, ...rest]: readonly string[]): Asked {
  switch (flag) {
    case undefined:
      return { what: 'run' };
    case '--check':
      return rest.length === 0 ? { what: 'check' } : unknown(rest[0]);
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
