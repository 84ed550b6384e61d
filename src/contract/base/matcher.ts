/** Schemas of matchers, apart from other scalars: reading them takes a compiler of regular expressions, which most pages do without. */
import { z } from 'zod';
import { parseMatcher } from '#domain/routing/matcher';
import { addProblem } from '#contract/base/why';

/** Alertmanager's syntax, one matcher per text. */
export const matcher = z
  .string()
  .max(2_000)
  .superRefine((value, ctx) => {
    const parsed = parseMatcher(value);
    if (!parsed.ok) {
      addProblem(ctx, [], parsed.reason, { reason: 'wrong-matcher', data: { detail: parsed.reason } });
    }
  });

/** Parses a matcher that the schema has accepted; any other text is a bug. */
export function toMatcher(value: string) {
  const parsed = parseMatcher(value);
  if (!parsed.ok) {
    throw new Error(`matcher ${JSON.stringify(value)} was not checked: ${parsed.reason}`);
  }
  return parsed.matcher;
}
