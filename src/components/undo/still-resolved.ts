/** Says which of several incidents an undo left resolved. */
import type { ApiFailure } from '../../api/client/failure.ts';
import type { BulkAnswer } from '../../api/resources/incidents.ts';
import { t } from '../../language.ts';

/** Those that something else happened to meanwhile, and those for which it is too late. */
export function stillResolved({ items }: BulkAnswer, names: ReadonlyMap<string, string>): ApiFailure | null {
  const left = items.filter(({ ok }) => !ok);
  if (left.length === 0) {
    return null;
  }
  const message = t('undo.still-resolved', '', {
    count: left.length,
    defaultValue_one: '{{count}} incident stays resolved. Reopen it to page again.',
    defaultValue_other: '{{count}} incidents stay resolved. Reopen them to page again.',
  });
  const details = left.map(({ id, error }) => ({ path: names.get(id) ?? id, message: error ?? '' }));
  return { kind: 'in-the-way', status: 409, message, reason: null, data: null, details };
}
