/** Offers to take back the resolution or the merge of incidents. */
import { command, commandMany } from '../../api/resources/incidents.ts';
import { t } from '../../language.ts';
import { stillResolved } from './still-resolved.ts';
import { offerUndo } from './undo-offer.ts';

const DONE = {
  resolve: (number: number) => t('undo.resolved', '#{{number}} is resolved', { number }),
  merge: (number: number) => t('undo.merged', '#{{number}} is merged', { number }),
};

export type UndoableCommand = keyof typeof DONE;

export function isUndoable(name: string): name is UndoableCommand {
  return name in DONE;
}

/** Undoing a merge splits the two incidents again. */
export function offerUndoing(
  done: UndoableCommand,
  { id, number }: { id: string; number: number },
  onUndone: () => void,
): void {
  offerUndo({
    text: DONE[done](number),
    undo: async () => {
      const sent = await command(id, 'undo');
      return sent.ok ? null : sent.failure;
    },
    onUndone,
  });
}

/** @param names by id */
export function offerUnresolvingMany(ids: string[], names: ReadonlyMap<string, string>, onUndone: () => void): void {
  offerUndo({
    text: t('undo.resolved-many', '', {
      count: ids.length,
      defaultValue_one: '{{count}} incident is resolved',
      defaultValue_other: '{{count}} incidents are resolved',
    }),
    undo: async () => {
      const sent = await commandMany(ids, 'undo');
      return sent.ok ? stillResolved(sent.value, names) : sent.failure;
    },
    onUndone,
  });
}
