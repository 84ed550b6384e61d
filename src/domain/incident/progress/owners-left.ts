/** Gives back incidents whose acknowledgers are all disabled: nobody would work on them any more. */
import { note } from '#domain/incident/draft';
import type { DecisionFacts, IncidentDraft } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { reachedAgain } from '#domain/incident/progress/reached-again';

/** The people who acknowledged it, if all of them are disabled; else none. */
export function disabledOwners(
  { state, acknowledgedBy, acknowledgedKind, acks }: Incident,
  facts: Pick<DecisionFacts, 'responder'>,
): string[] {
  if (state !== 'acknowledged' || acknowledgedKind !== 'person' || acknowledgedBy === null) {
    return [];
  }
  const owners = [...new Set([acknowledgedBy, ...acks])];
  return owners.every((login) => facts.responder(login)?.disabled === true) ? owners : [];
}

/** Un-acknowledges, and enters the reached step again. Changes nothing while somebody is left. */
export function ownersLeft(draft: IncidentDraft): void {
  const users = disabledOwners(draft.incident, draft.facts);
  if (users.length > 0) {
    reachedAgain(draft, () =>
      note(draft, 'unacknowledged', null, `${users.join(', ')} cannot work on it, being disabled: escalating again.`, {
        reason: 'disabled',
        users,
      }),
    );
  }
}
