/** Judges a person's time after a change that gives them duty. */
import { findingsOf } from '#domain/labour/check';
import type { DutySpan, LabourFacts } from '#domain/labour/facts/model';
import type { Finding } from '#domain/labour/finding';
import { RULE_KINDS } from '#domain/labour/pack';
import type { PersonTime } from '#domain/labour/time-of';
import { intersectSpans, mergeSpans, subtractSpans } from '#domain/time/span';

const OTHERS = RULE_KINDS.filter((kind) => kind !== 'notice');

/**
 * Notice of what is gained is judged by itself, also where it goes on from duty that was not told: once it is told, it is
 * a part of its own.
 *
 * @param time after the change
 * @param gained what the change adds to it
 */
export function findingsAfter(time: PersonTime, facts: LabourFacts, gained: readonly DutySpan[]): Finding[] {
  const rotas = [...new Set(time.duties.map(({ rota }) => rota))];
  const byRota = (part: typeof subtractSpans): DutySpan[] =>
    rotas.flatMap((rota) => {
      const [all, added] = [time.duties, gained].map((duties) => mergeSpans(duties.filter((one) => one.rota === rota)));
      return part(all ?? [], added ?? []).map((span) => ({ rota, ...span }));
    });
  const notice = (duties: readonly DutySpan[]) => findingsOf({ ...time, duties }, facts, ['notice']);
  return [...findingsOf(time, facts, OTHERS), ...notice(byRota(subtractSpans)), ...notice(byRota(intersectSpans))];
}
