/** Says which address and which key each pager needs. `docs/moving` says more. */
import type { ImportSource } from '#modules/importing/domain/model';
import { t } from '../../../../language.ts';

const ADDRESSES: Record<ImportSource, () => string> = {
  oncall: () => t('import-address.oncall', 'Of Grafana OnCall’s engine: https://oncall.example.com'),
  opsgenie: () => t('import-address.opsgenie', 'Accounts in the EU: https://api.eu.opsgenie.com'),
  jsm: () => t('import-address.jsm', 'Of your site: https://example.atlassian.net'),
  pagerduty: () => t('import-address.pagerduty', 'Accounts in the EU: https://api.eu.pagerduty.com'),
  goalert: () => t('import-address.goalert', 'Of your GoAlert: https://goalert.example.com'),
};

export function addressHint(source: ImportSource): string {
  return ADDRESSES[source]();
}

const KEYS: Record<ImportSource, () => string> = {
  oncall: () => t('import-key.oncall', 'An API key of Grafana OnCall, as docs/moving/oncall.md says.'),
  opsgenie: () =>
    t(
      'import-key.opsgenie',
      'From Settings, API key management, with the rights Read and Configuration access. The key of a team’s integration sees that team only.',
    ),
  jsm: () =>
    t(
      'import-key.jsm',
      'As mail:token: the mail address of an administrator of Jira Service Management, and an API token of that account (id.atlassian.com, Security).',
    ),
  pagerduty: () =>
    t(
      'import-key.pagerduty',
      'A read-only key of the account: Integrations, API Access Keys. Keys belong to a region.',
    ),
  goalert: () =>
    t(
      'import-key.goalert',
      'A key for each of the queries in docs/moving/goalert.md, one on each line. Without the third, pages are not compared.',
    ),
};

export function keyHint(source: ImportSource): string {
  return KEYS[source]();
}
