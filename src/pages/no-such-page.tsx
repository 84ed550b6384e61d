/** For addresses that lead nowhere: a link with a typo, or from another version. */
import { EmptyState } from '@grafana/ui';
import { useLocation } from 'react-router';
import { LinkButton } from '../components/page/link-button.tsx';
import { Page } from '../components/page/page.tsx';
import { PLUGIN_ROOT } from '../constants.ts';
import { t } from '../language.ts';

export default function NoSuchPage() {
  const { pathname } = useLocation();
  return (
    <Page title={t('no-page.title', 'There is no such page')}>
      <EmptyState
        variant="not-found"
        message={t('no-page.message', 'Vigie has no page at {{path}}', { path: pathname })}
        button={<LinkButton href={`${PLUGIN_ROOT}/home`}>{t('no-page.home', 'Open the start page')}</LinkButton>}
      >
        {t('no-page.more', 'The address may have a typo, or be of another version of the plugin.')}
      </EmptyState>
    </Page>
  );
}
