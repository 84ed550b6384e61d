/** Finds matchers of stored objects that are more work than is allowed; releases before 0.2 took any. */
import { matchersAt, tooHeavy } from '#contract/matchers/matcher';
import { MATCHERS } from '#contract/matchers/places';
import type { MatcherRule } from '#contract/matchers/places';
import { hasRegex, readMatcher } from '#domain/routing/matcher';
import { regexWeight } from '#domain/routing/regex/regex';

export interface HeavyMatcher {
  path: PropertyKey[];
  text: string;
  message: string;
}

/** Those that are too heavy by themselves, and all after those that fill what an object may have. */
export function heavyMatchersOf(kind: string, body: unknown): HeavyMatcher[] {
  const rule: MatcherRule | undefined = Object.hasOwn(MATCHERS, kind)
    ? MATCHERS[kind as keyof typeof MATCHERS]
    : undefined;
  let weight = 0;
  return matchersAt(rule?.places(body) ?? []).flatMap((one): HeavyMatcher[] => {
    const read = readMatcher(one.text);
    if (!read.ok || !hasRegex(read.matcher)) {
      return [];
    }
    const alone = tooHeavy(read.matcher);
    weight += alone === null ? regexWeight(read.matcher.value) : 0;
    if (alone === null && weight <= (rule?.most ?? 0)) {
      return [];
    }
    const message = alone ?? 'with the matchers before it is more work than is allowed';
    return [{ ...one, message: `${message}; until it is simpler, it is unclear whether it matches` }];
  });
}

/** Passes where the matcher would not. */
const PLACEHOLDER = 'alertname=""';

export function withPlaceholders(value: unknown, heavy: readonly HeavyMatcher[]): unknown {
  return replaced(value, heavy, () => PLACEHOLDER);
}

export function withTexts(value: unknown, heavy: readonly HeavyMatcher[]): unknown {
  return replaced(value, heavy, ({ text }) => text);
}

function replaced(value: unknown, heavy: readonly HeavyMatcher[], textOf: (one: HeavyMatcher) => string): unknown {
  const copy: unknown = structuredClone(value);
  for (const one of heavy) {
    const list = one.path.slice(0, -1).reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown>)[part], copy);
    (list as unknown[])[Number(one.path.at(-1))] = textOf(one);
  }
  return copy;
}
