/** Says which of several incidents an undo left as they were. */
import type { ApiFailure } from '../../api/client/failure.ts';
import type { BulkResult } from '../../api/resources/incidents.ts';
import { t } from '../../language.ts';
import { bulkReason, moreText, SHOWN } from './bulk-reason.ts';

export type UndoableInBulk = 'resolve' | 'acknowledge' | 'snooze';

const LEFT: Readonly<Record<UndoableInBulk, (count: number) => string>> = {
  resolve: (count) =>
    t('undo.still-resolved', '', {
      count,
      defaultValue_one: '{{count}} incident stays resolved. Reopen it to page again.',
      defaultValue_other: '{{count}} incidents stay resolved. Reopen them to page again.',
    }),
  acknowledge: (count) =>
    t('undo.still-acknowledged', '', {
      count,
      defaultValue_one: '{{count}} incident stays acknowledged.',
      defaultValue_other: '{{count}} incidents stay acknowledged.',
    }),
  snooze: (count) =>
    t('undo.still-snoozed', '', {
      count,
      defaultValue_one: '{{count}} incident stays snoozed.',
      defaultValue_other: '{{count}} incidents stay snoozed.',
    }),
};

/** Those that something else happened to meanwhile, and those for which it is too late. */
export function notUndone(
  done: UndoableInBulk,
  { items, failure }: BulkResult,
  names: ReadonlyMap<string, string>,
): ApiFailure | null {
  const left = items.filter(({ ok }) => !ok);
  if (failure !== null || left.length === 0) {
    return failure;
  }
  const details = left
    .slice(0, SHOWN)
    .map((item) => ({ path: names.get(item.id) ?? item.id, message: bulkReason(item) }))
    .concat(left.length > SHOWN ? [{ path: '…', message: moreText(left.length - SHOWN) }] : []);
  return { kind: 'in-the-way', status: 409, message: LEFT[done](left.length), reason: null, data: null, details };
}
