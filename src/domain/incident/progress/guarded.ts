/** Applies a change to a draft completely or not at all. */
import { draftOf } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';

/** Applies `work` to the draft, or nothing of it if it throws. @returns the error as text; null if it was applied */
export function guarded(draft: IncidentDraft, work: () => void): string | null {
  const { incident } = draftOf(draft.incident, draft.now, draft.facts);
  const effects = draft.effects.length;
  try {
    work();
    return null;
  } catch (error) {
    draft.incident = incident;
    draft.effects.length = effects;
    return error instanceof Error ? error.message : String(error);
  }
}
