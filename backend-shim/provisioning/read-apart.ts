/** Reads short files where they are asked for, and long ones in a thread. */
import type { Threads } from '../ports/heavy/work.ts';
import { variablesIn } from './interpolate.ts';
import type { VariableLookup } from './interpolate.ts';
import type { ReadYaml } from './yaml-file.ts';

/** Characters; a file of this length takes some 15 ms. */
const AT_ONCE = 16 * 1024;

export interface FileQuestion {
  text: string;
  variables: Readonly<Record<string, string>>;
}

export type ReadFileText = (text: string, variables: VariableLookup) => Promise<ReadYaml>;

/** For commands, beside which nobody is paged. */
export const readHere: ReadFileText = async (text, variables) =>
  (await import('./yaml-file.ts')).readYaml(text, variables);

/** A thread has less memory than the process: at a start, when nobody is paged yet, the process reads what is too much for it. */
export function readApart(threads: Threads, isStart: () => boolean): ReadFileText {
  return async (text, variables) => {
    if (text.length <= AT_ONCE) return readHere(text, variables);
    const question: FileQuestion = { text, variables: valuesIn(text, variables) };
    const outcome = await threads.run('files', { job: 'file', question, lists: {} });
    if (outcome.ok) return JSON.parse(new TextDecoder().decode(outcome.answer as Uint8Array)) as ReadYaml;
    if (isStart()) return readHere(text, variables);
    return { ok: false, problems: [tooLarge] };
  };
}

/** MiB: a thread beside a heap of 256 MiB reads a file of this size, unless every few characters are a value. */
const ALWAYS_READ = 1;
const tooLarge = {
  line: null,
  path: '',
  message: `takes more time or memory to be read than a reload may take; split it into files of ${ALWAYS_READ} MiB`,
  reason: 'file-too-large',
  data: { max: ALWAYS_READ },
} as const;

function valuesIn(text: string, variables: VariableLookup): Record<string, string> {
  return Object.fromEntries(
    variablesIn(text).flatMap((name) => {
      const value = variables(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
