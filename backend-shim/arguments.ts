/** Reads the command line of the sidecar. A typing mistake must not start a sidecar. */
import { parseArgs } from 'node:util';
import { didYouMean } from '#contract/base/nearest';

export type SidecarCommand =
  | { name: 'run' | 'rekey' }
  /** `json`: output for programs. */
  | { name: 'check'; json: boolean }
  /** `file`: undefined if it was not given. */
  | { name: 'backup' | 'restore'; file: string | undefined }
  | { name: 'unknown'; problem: string };

const OPTIONS = {
  check: { type: 'boolean' },
  json: { type: 'boolean' },
  backup: { type: 'string' },
  restore: { type: 'string' },
  rekey: { type: 'boolean' },
} as const;
const FLAGS = Object.keys(OPTIONS).map((name) => `--${name}`);
const USAGE =
  'Usage: npm run sidecar [-- --check | --check --json | --backup <file> | --restore <file> | --rekey] (without an argument, the sidecar runs)';

export function readArguments(args: readonly string[]): SidecarCommand {
  // Not strict: its messages name neither the nearest flag nor the usage.
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = Object.entries(values);
  const notUnderstood =
    given.map(([name, value]) => misread(name, value)).find((word) => word !== null) ?? positionals[0];
  if (notUnderstood !== undefined) {
    return unknown(notUnderstood);
  }
  const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated !== undefined) {
    return unknown(`--${repeated}`);
  }
  const { json = false, ...commands } = values;
  const [name, ...others] = Object.keys(commands) as Array<Exclude<keyof typeof OPTIONS, 'json'>>;
  if (others.length > 0 || (json && name !== 'check')) {
    return unknown(others.length > 0 ? `--${others[0]}` : '--json');
  }
  switch (name) {
    case undefined:
      return { name: 'run' };
    case 'check':
      return { name, json: json === true };
    case 'rekey':
      return { name };
    default:
      return { name, file: typeof values[name] === 'string' ? values[name] : undefined };
  }
}

/** @returns the argument that has no meaning here; null: the option is valid */
function misread(name: string, value: unknown): string | null {
  const known = Object.entries(OPTIONS).find(([option]) => option === name)?.[1];
  if (typeof value === 'string' && (known?.type === 'boolean' || value.startsWith('--'))) {
    return value.startsWith('--') ? value : `--${name}=${value}`;
  }
  return known ? null : `--${name}`;
}

function unknown(word: string): SidecarCommand {
  return {
    name: 'unknown',
    problem: `the argument "${word}" is unknown or stands in the wrong place.${didYouMean(word, FLAGS)} ${USAGE}`,
  };
}
