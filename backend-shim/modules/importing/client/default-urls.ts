/**
 * Says where each pager's API is, if it is in the same place for everybody. The sidecar knows pagers by this list; the code that
 * reads them is loaded where their steps run, since loading it takes longer than a page may wait.
 */
import type { ImportSource } from '#modules/importing/domain/model';

/** null: each installation has its own address. */
export const DEFAULT_URLS: Readonly<Record<ImportSource, string | null>> = {
  goalert: null,
  jsm: null,
  oncall: null,
  opsgenie: 'https://api.opsgenie.com',
  pagerduty: 'https://api.pagerduty.com',
};
