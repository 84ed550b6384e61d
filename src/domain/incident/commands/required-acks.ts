/** Counts the acknowledgements that the reached step requires. */
import type { Incident } from '#domain/incident/model';

/** How many different people must acknowledge, by the step that was reached; usually 1. */
export function currentRequiredAcks(incident: Incident): number {
  const { run } = incident;
  if (!run) {
    return 1;
  }
  const reached = run.policy.steps[Math.min(run.step, run.policy.steps.length - 1)];
  return reached?.requireAcks ?? 1;
}
