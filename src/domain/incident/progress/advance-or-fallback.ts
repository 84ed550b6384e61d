/** Advances an incident; where that throws, the last resort is used at once. */
import { advance } from '#domain/incident/advance';
import type { AdvanceResult, IncidentEvent } from '#domain/incident/advance';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { advanceWithFallback } from '#domain/incident/progress/advance-with-fallback';

/** @param report hears of what was thrown */
export function advanceOrFallback(
  incident: Incident,
  events: readonly IncidentEvent[],
  now: number,
  facts: DecisionFacts,
  report: (error: unknown) => void,
): AdvanceResult {
  try {
    return advance(incident, events, now, facts);
  } catch (error) {
    report(error);
    return advanceWithFallback(incident, events, now, facts, { tries: 0, since: now });
  }
}
