import { Suspense, lazy } from 'react';
import type { AppPluginMeta, AppRootProps, PluginConfigPageProps } from '@grafana/data';
import { AppPlugin, PluginExtensionPoints } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { LoadingPlaceholder } from '@grafana/ui';
import { PLUGIN_ROOT } from './constants.ts';
import { instanceOf } from './components/incident/alert-instance.ts';
import { initLanguage, t } from './language.ts';
import type { Settings } from './api/connection/settings.ts';

await initLanguage();

const LazyApp = lazy(() => import('./app.tsx'));
const LazyPageSomeone = lazy(() => import('./components/incident/page-someone-modal.tsx'));
const LazyProfileTab = lazy(() => import('./pages/person/profile-tab.tsx'));
const LazySettings = lazy(() => import('./pages/settings/settings-page.tsx'));

const App = (props: AppRootProps<Settings>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyApp {...props} />
  </Suspense>
);

const SettingsPage = (props: PluginConfigPageProps<AppPluginMeta<Settings>>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazySettings {...props} />
  </Suspense>
);

const ProfileTab = () => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyProfileTab />
  </Suspense>
);

export const plugin = new AppPlugin<Settings>()
  .setRootPage(App)
  .addConfigPage({ title: 'Configuration', icon: 'cog', body: SettingsPage, id: 'configuration' })
  .addLink({
    targets: [PluginExtensionPoints.CommandPalette],
    title: 'Who is on call?',
    description: 'Who is on call now and next, on every rota',
    icon: 'calendar-alt',
    // Grafana 12.4 does nothing with an entry that has a `path` only.
    onClick: () => locationService.push(`${PLUGIN_ROOT}/home`),
  })
  .addComponent({
    targets: [PluginExtensionPoints.UserProfileTab],
    title: 'On-call',
    description: 'How you are reached, your notification rules and absences',
    component: ProfileTab,
  })
  .addLink({
    targets: [PluginExtensionPoints.AlertInstanceAction],
    title: 'Page the on-call',
    description: 'Page someone about this alert',
    icon: 'bell',
    onClick: (_event, { context, openModal }) => {
      const instance = instanceOf(context);
      const Body = ({ onDismiss }: { onDismiss?: () => void }) => (
        <Suspense fallback={<LoadingPlaceholder text="" />}>
          <LazyPageSomeone instance={instance} onDismiss={onDismiss} />
        </Suspense>
      );
      openModal({ title: t('page-someone.button', 'Page someone'), body: Body });
    },
  });
