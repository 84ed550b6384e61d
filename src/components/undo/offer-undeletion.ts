/** Says that an object was deleted, and offers to take that back. */
import type { RestorableName } from '#contract/deletion';
import { undoDeletion } from '../../api/client/restored.ts';
import { t } from '../../language.ts';
import { offerUndo } from './undo-offer.ts';

export interface DeletedObject {
  resource: RestorableName;
  id: string;
  name: string;
  /** What undoing does not bring back, in a sentence. */
  lost?: string | undefined;
}

export function offerUndeletion({ resource, id, name, lost }: DeletedObject): void {
  const text = t('delete.done', '{{name}} was deleted', { name });
  offerUndo({
    text: lost === undefined ? text : `${text}. ${lost}`,
    undo: async () => {
      const sent = await undoDeletion(resource, id);
      return sent.ok ? null : sent.failure;
    },
    // Every list that is shown has been asked for again.
    onUndone: () => undefined,
  });
}
