/** Notes shown while the plugin does not know its sidecar. */
import { config } from '@grafana/runtime';
import { EmptyState } from '@grafana/ui';
import { SETTINGS_URL } from '../../constants.ts';
import { Page } from './page.tsx';
import { LinkButton } from './link-button.tsx';
import { t } from '../../language.ts';

/** The plugin is enabled, but the sidecar's address is not set. */
export function NotSetUpNote() {
  const isAdmin = config.bootData.user.orgRole === 'Admin';
  const button = isAdmin && (
    <LinkButton href={SETTINGS_URL} icon="cog">
      {t('not-set-up.button', 'Connect the sidecar')}
    </LinkButton>
  );
  return (
    <EmptyState variant="call-to-action" message={t('not-set-up.title', 'Vigie is not connected yet')} button={button}>
      {isAdmin
        ? t(
            'not-set-up.admin',
            'Vigie’s sidecar receives alerts and reaches people. Start it, then enter its address and token here.',
          )
        : t(
            'not-set-up.other',
            'Ask an administrator to enter the address and token of Vigie’s sidecar on the plugin’s configuration page.',
          )}
    </EmptyState>
  );
}

export function NotSetUp() {
  return (
    <Page title={t('not-set-up.page', 'On-call')}>
      <NotSetUpNote />
    </Page>
  );
}
