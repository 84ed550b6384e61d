/** Says why nothing can be written. */
import { STORE_TROUBLES } from '#contract/reasons/store';
import { wordsOf } from '#contract/reasons/reason';
import type { ReasonTexts } from '#contract/reasons/reason';
import { t } from '../../language.ts';

const TEXTS: ReasonTexts<typeof STORE_TROUBLES> = {
  'disk-full': ({ where }) =>
    where === null
      ? t('store.disk-full-server', 'The disk of the database server is full')
      : t('store.disk-full', 'The disk of {{where}} is full', { where }),
  'quota-used-up': ({ where }) =>
    where === null
      ? t('store.quota-server', 'The quota of the database server is used up')
      : t('store.quota', 'The quota of {{where}} is used up', { where }),
  'read-only': ({ where }) =>
    where === null
      ? t('store.read-only-server', 'The database is read-only')
      : t('store.read-only', '{{where}} is read-only', { where }),
  'disk-failing': ({ where }) =>
    where === null
      ? t('store.disk-failing-server', 'The disk of the database server is failing')
      : t('store.disk-failing', 'The disk of {{where}} is failing', { where }),
  damaged: ({ where }) =>
    where === null
      ? t('store.damaged-server', 'The database is damaged')
      : t('store.damaged', 'The database in {{where}} is damaged', { where }),
  locked: () => t('store.locked', 'Another program keeps the database locked'),
  'database-away': () => t('store.away', 'The database cannot be reached'),
  recovering: () => t('store.recovering', 'The database server is starting, or is a standby'),
  'nothing-left': () => t('store.nothing-left', 'The database server has no connections or memory left'),
  silent: () => t('store.silent', 'The database does not answer'),
  refusing: () => t('store.refusing', 'The database refuses to store anything'),
};

/** In the reader's language, or the sidecar's sentence if this version does not know its reason. */
export function storeTroubleWords(trouble: { reason: string; data?: unknown; message: string }): string {
  return wordsOf(STORE_TROUBLES, TEXTS, trouble) ?? trouble.message;
}
