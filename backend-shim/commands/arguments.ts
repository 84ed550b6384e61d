/** Reads the command line of the sidecar: `vigie check`, or `--check` as before 0.2. A typing mistake starts no sidecar. */
import { parseArgs } from 'node:util';
import { didYouMean } from '#contract/base/nearest';

export type SidecarCommand =
  | { name: 'run' | 'help' }
  | { name: 'rekey' | 'status' | 'token' }
  /** `files`: judges the files alone. `json`: output for programs. */
  | { name: 'check'; files: boolean; json: boolean }
  /** `file`: undefined if it was not given. */
  | { name: 'backup' | 'restore'; file: string | undefined }
  /** A command of a module, which reads `args` itself. */
  | { name: 'module'; command: string; args: string[] }
  /** `args`: read by `replay.ts`. */
  | { name: 'replay'; args: string[] }
  | { name: 'unknown'; problem: string };

const OPTIONS = {
  check: { type: 'boolean' },
  files: { type: 'boolean' },
  json: { type: 'boolean' },
  backup: { type: 'string' },
  restore: { type: 'string' },
  rekey: { type: 'boolean' },
  status: { type: 'boolean' },
  token: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;
/** Options of `check`, which are no commands. */
const OF_CHECK: readonly string[] = ['files', 'json'];
const FLAGS = Object.keys(OPTIONS).map((name) => `--${name}`);
const WORDS = ['run', 'replay', ...Object.keys(OPTIONS).filter((name) => !OF_CHECK.includes(name))];

/** @param more lines of modules */
export const usageOf = (
  more: readonly string[],
): string => `Usage: vigie [command] (in a clone of the repository: npm run sidecar -- [command])

  run               the sidecar, until it is stopped; so does no command at all
  check [--json]    would it start with these settings, files and database? It changes nothing
  check --files     are the files right? Without settings, key and database, for pipelines
  status            how is the running sidecar?
  token             the token for Grafana's plugin
  backup <file>     copies the embedded database, also while the sidecar runs
  restore <file>    puts such a copy back; stop the sidecar first
  rekey             seals all secrets anew with VIGIE_SECRET_KEY
  replay            what other files would have done to past nights; replay --help says more
${more.map((line) => `  ${line}\n`).join('')}  help              this text`;

/** Modules add words, and a line of the usage for each. */
export interface MoreCommands {
  names: readonly string[];
  usage: readonly string[];
}

/** `backup <file>` is `--backup <file>`. */
function asFlags([word = 'run', ...rest]: readonly string[]): string[] {
  return word === 'run' ? rest : [WORDS.includes(word) ? `--${word}` : word, ...rest];
}

export function readArguments(words: readonly string[], more: MoreCommands): SidecarCommand {
  const [first = '', ...others] = words;
  if (more.names.includes(first)) {
    return { name: 'module', command: first, args: others };
  }
  if (first === 'replay') {
    return { name: first, args: others };
  }
  return readFlags(words, (word) => unknown(word, more));
}

function readFlags(words: readonly string[], unknown: (word: string) => SidecarCommand): SidecarCommand {
  const args = asFlags(words);
  // Not strict: its messages name neither the nearest flag nor the usage.
  const { values, positionals, tokens } = parseArgs({
    args,
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
  const { json = false, files = false, ...commands } = values;
  const [name, ...others] = Object.keys(commands) as Array<Exclude<keyof typeof OPTIONS, 'json' | 'files'>>;
  if (others.length > 0 || ((json || files) && name !== 'check')) {
    return unknown(`--${others[0] ?? (json ? 'json' : 'files')}`);
  }
  switch (name) {
    case undefined:
      return { name: 'run' };
    case 'check':
      return { name, files: files === true, json: json === true };
    case 'rekey':
    case 'status':
    case 'token':
      return { name };
    case 'help':
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

function unknown(word: string, { names, usage }: MoreCommands): SidecarCommand {
  const known = word.startsWith('-') ? FLAGS : [...WORDS, ...names];
  return {
    name: 'unknown',
    problem: `the argument "${word}" is unknown or stands in the wrong place.${didYouMean(word, known)} ${usageOf(usage)}`,
  };
}
