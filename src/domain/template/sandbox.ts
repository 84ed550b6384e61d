/**
 * Runs templates that people write over what strangers wrote: no files, no prototypes, bounded. The engine (Liquid) is
 * passed in, since it measures time; each caller sets the limits.
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

export interface TemplateSandbox<Tree> {
  parse(source: string): Tree;
  /** Describes the mistake in a template for its author. Rethrows errors that are our own bugs. */
  problemOf(error: unknown): string;
}

/**
 * @param isMistake whether the engine itself says so
 * @param most cached trees, and characters of a problem
 */
export function sandbox<Tree extends object>(
  engine: { parse(source: string): Tree },
  isMistake: (error: unknown) => boolean,
  most: { trees: number; problem: number },
): TemplateSandbox<Tree> {
  return {
    parse: remembered((source) => engine.parse(source), most.trees),
    problemOf: (error) => {
      // Besides the engine's own errors: an exceeded limit, and a value that exhausted the stack.
      if (
        error instanceof Error &&
        (isMistake(error) || error instanceof RangeError || error.name === 'AssertionError')
      ) {
        // The first line says what and where, and never a value; the rest repeats the template.
        return (error.message.split('\n')[0] ?? '').slice(0, most.problem);
      }
      throw error;
    },
  };
}
