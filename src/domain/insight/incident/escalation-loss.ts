/** Counts entries of steps that nobody answered before the next one. */
import type { IncidentFact, StepFact } from '#domain/insight/facts';
import { figure } from '#domain/insight/figure';
import type { Figure, LeftOut } from '#domain/insight/figure';
import { percent } from '#domain/insight/statistics';

export interface StepEntry {
  incident: IncidentFact;
  step: number;
  users: readonly string[];
  /** The next step began, or the escalation ended, without an answer. */
  isLost: boolean;
}

/** The entries that paged somebody. */
export function stepEntries(incidents: readonly IncidentFact[]): StepEntry[] {
  const entries: StepEntry[] = [];
  for (const incident of incidents) {
    incident.steps.forEach(({ step, users, at }, i) => {
      if (step !== null && users.length > 0) {
        entries.push({ incident, step, users, isLost: isLost(incident, at, incident.steps[i + 1]) });
      }
    });
  }
  return entries;
}

/** An entry after a stop belongs to another run: the one before it was not lost. */
function isLost({ stops }: IncidentFact, at: number, next: StepFact | undefined): boolean {
  return next !== undefined && !stops.some((stop) => stop >= at && stop <= next.at);
}

export function lossFigure(entries: readonly StepEntry[], leftOut: LeftOut): Figure {
  const lost = entries.filter((entry) => entry.isLost).length;
  return figure('escalationLoss', percent(lost, entries.length), entries.length, leftOut);
}
