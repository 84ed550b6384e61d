/** Writes down the source's own answer as overrides, where a layer cannot say the same. */
import { normalForm } from '#modules/importing/domain/normal-form';
import type { CrewSpan } from '#modules/importing/domain/model';
import { MAX_OVERRIDES } from '#contract/rotas/rota';
import { instantText } from './rota-body.ts';
import type { OverrideBody } from './rota-body.ts';

/**
 * @param timeline the source's answer, in ids of the source
 * @param withHoles also say where nobody is on call, for a rota that has layers
 */
export function frozenOverrides(
  prefix: string,
  timeline: readonly CrewSpan[],
  range: { from: number; to: number },
  loginOf: (sourceId: string) => string | null,
  withHoles: boolean,
): OverrideBody[] {
  const named = timeline.map((span) => ({ ...span, people: loginsOf(span.people, loginOf) }));
  return normalForm(named, range.from, range.to)
    .filter(({ people }) => withHoles || people.length > 0)
    .map(({ start, end, people }, i) => ({
      id: `${prefix}-${i + 1}`,
      start: instantText(start),
      end: instantText(end),
      set: [...people],
    }));
}

/** The whole answer as overrides: as many as a rota takes, and the instant until which they reach. */
export function frozenAnswer(
  timeline: readonly CrewSpan[],
  range: { from: number; to: number },
  loginOf: (sourceId: string) => string | null,
): { overrides: OverrideBody[]; until: number } {
  const all = frozenOverrides('frozen', timeline, range, loginOf, false);
  const tooMany = all[MAX_OVERRIDES];
  return {
    overrides: all.slice(0, MAX_OVERRIDES),
    until: tooMany === undefined ? range.to : Date.parse(tooMany.start),
  };
}

export function loginsOf(people: readonly string[], loginOf: (sourceId: string) => string | null): string[] {
  return people.flatMap((id) => loginOf(id) ?? []);
}
