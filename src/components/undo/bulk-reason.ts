/** Says why a command on several incidents left one of them as it was. */
import type { BulkOutcome } from '../../api/resources/incidents.ts';
import { t } from '../../language.ts';

/** Codes of later sidecars come with their English sentence. */
const WORDS: Readonly<Record<string, () => string>> = {
  'not-concerned': () => t('bulk.not-yours', 'you can’t act on it'),
  'read-only': () => t('bulk.read-only', 'you can only read'),
  'not-found': () => t('bulk.not-found', 'it no longer exists'),
  resolved: () => t('bulk.resolved', 'it is resolved'),
  conflict: () => t('bulk.conflict', 'another incident is open for the same problem'),
  'too-late': () => t('bulk.too-late', 'too late, or it has changed since'),
};

export function bulkReason({ reason, error }: BulkOutcome): string {
  return WORDS[reason ?? '']?.() ?? error ?? '';
}

/** Lines that a person reads; the others are counted. */
export const SHOWN = 10;

export function moreText(count: number): string {
  return t('diff.more', '', {
    count,
    defaultValue_one: 'and {{count}} more',
    defaultValue_other: 'and {{count}} more',
  });
}
