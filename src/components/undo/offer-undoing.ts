/** Offers to take back what was just done to incidents. */
import type { IncidentWire } from '#contract/incidents/incident';
import type { ApiFailure } from '../../api/client/failure.ts';
import { command, commandMany } from '../../api/resources/incidents.ts';
import { t } from '../../language.ts';
import { notUndone } from './not-undone.ts';
import type { UndoableInBulk } from './not-undone.ts';
import { offerUndo } from './undo-offer.ts';

const DONE = {
  resolve: (number: number) => t('undo.resolved', '#{{number}} is resolved', { number }),
  merge: (number: number) => t('undo.merged', '#{{number}} is merged', { number }),
  acknowledge: (number: number) => t('undo.acknowledged', '#{{number}} is acknowledged', { number }),
  snooze: (number: number) => t('undo.snoozed', '#{{number}} is snoozed', { number }),
};

export type UndoableName = keyof typeof DONE;

export function isUndoable(name: string): name is UndoableName {
  return name in DONE;
}

/** The state that an undone command leaves. */
const STILL: Readonly<Record<UndoableName, IncidentWire['state'] | null>> = {
  resolve: 'resolved',
  merge: 'resolved',
  acknowledge: 'acknowledged',
  // It may have been snoozed before, until another time.
  snooze: null,
};

/** An older sidecar takes back resolutions only, and answers the rest with the incident as it is. */
const STAYS: ApiFailure = {
  kind: 'in-the-way',
  status: 409,
  message: '',
  reason: 'answer-stays',
  data: {},
  details: [],
};

/** Undoing a merge splits the two incidents again. */
export function offerUndoing(
  done: UndoableName,
  { id, number }: { id: string; number: number },
  onUndone: () => void,
): void {
  offerUndo({
    text: DONE[done](number),
    undo: async () => {
      const sent = await command(id, 'undo');
      return !sent.ok ? sent.failure : sent.value.state === STILL[done] ? STAYS : null;
    },
    onUndone,
  });
}

const ALL_DONE: Readonly<Record<UndoableInBulk, (count: number) => string>> = {
  resolve: (count: number) =>
    t('undo.resolved-many', '', {
      count,
      defaultValue_one: '{{count}} incident is resolved',
      defaultValue_other: '{{count}} incidents are resolved',
    }),
  acknowledge: (count: number) =>
    t('undo.acknowledged-many', '', {
      count,
      defaultValue_one: '{{count}} incident is acknowledged',
      defaultValue_other: '{{count}} incidents are acknowledged',
    }),
  snooze: (count: number) =>
    t('undo.snoozed-many', '', {
      count,
      defaultValue_one: '{{count}} incident is snoozed',
      defaultValue_other: '{{count}} incidents are snoozed',
    }),
};

export function isUndoableInBulk(name: string): name is UndoableInBulk {
  return name in ALL_DONE;
}

/** @param names by id */
export function offerUndoingMany(
  done: UndoableInBulk,
  ids: readonly string[],
  names: ReadonlyMap<string, string>,
  onUndone: () => void,
): void {
  offerUndo({
    text: ALL_DONE[done](ids.length),
    undo: async () => notUndone(done, await commandMany(ids, 'undo'), names),
    onUndone,
  });
}
