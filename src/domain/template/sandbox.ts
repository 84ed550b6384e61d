/**
 * Templates that people write, run over what strangers wrote: no files, no prototypes, bounded. The engine
 * (Liquid) is handed in, for it measures time; how much it may use is for each place to say.
 */
import { remembered } from '#domain/remembered';

/** Options of every engine. */
export const SANDBOX = {
  // An empty map instead of the file system: `include` and `render` find nothing.
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  timezoneOffset: 0,
} as const;

export interface Sandbox<Tree> {
  parse(source: string): Tree;
  /** What is wrong with a template, for whoever wrote it. Throws what is a bug of ours. */
  problemOf(error: unknown): string;
}

/**
 * @param isMistake whether the engine itself says so
 * @param most trees that are remembered, and characters of a problem
 */
export function sandbox<Tree extends object>(
  engine: { parse(source: string): Tree },
  isMistake: (error: unknown) => boolean,
  most: { trees: number; problem: number },
): Sandbox<Tree> {
  return {
    parse: remembered((source) => engine.parse(source), most.trees),
    problemOf: (error) => {
      // Besides its own: a limit that was passed, and a stack that a value exhausted.
      if (
        error instanceof Error &&
        (isMistake(error) || error instanceof RangeError || error.name === 'AssertionError')
      ) {
        // The first line says what and where, and never a value; the rest shows the template.
        return (error.message.split('\n')[0] ?? '').slice(0, most.problem);
      }
      throw error;
    },
  };
}
