/** What is wrong with the account with which silences are followed, and what to ask for. */
import type { AccountRole } from '../../../api/service-accounts/service-accounts.ts';
import type { AccountState } from '../../../api/service-accounts/silence-account.ts';
import { t } from '../../../language.ts';

/** null: nothing is wrong, or nothing is known. */
export function accountTrouble(state: AccountState | null): string | null {
  switch (state) {
    case 'gone':
      return t(
        'follow.gone',
        'Its service account or token was deleted in Grafana, so Vigie sees no silences and keeps paging.',
      );
    case 'expired':
      return t('follow.expired', 'Its token has expired, so Vigie sees no silences and keeps paging.');
    case 'role':
      return t('follow.role', 'Its service account was disabled in Grafana, or has another role than it needs.');
    case 'elsewhere':
      return t('follow.elsewhere', 'Its service account is in another organization of Grafana: manage it from there.');
    case 'well':
    case 'unknown':
    case null:
      return null;
  }
}

/** For people whom Grafana refused. */
export function permissionsNeeded(): string {
  return t(
    'follow.ask-for',
    'Ask an administrator of this Grafana for the permissions serviceaccounts:read, serviceaccounts:create, serviceaccounts:write and serviceaccounts:delete. The role Admin has them by default.',
  );
}

export function roleText(role: AccountRole): string {
  return role === 'Editor' ? t('follow.editor', 'Editor') : t('follow.viewer', 'Viewer');
}
