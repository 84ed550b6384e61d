/** The entry of the plugin, which Grafana loads. */
import type { ComponentType } from 'react';
import { Suspense, lazy } from 'react';
import type { AppPluginMeta, AppRootProps, PluginConfigPageProps } from '@grafana/data';
import { AppPlugin, PluginExtensionPoints } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { HOMEPAGE_EXTRA, PLUGIN_ID } from './constants.ts';
import type { ContextKind } from './components/incident/context/page-from-context.tsx';
import type {
  ExposedIncidentBadgeProps,
  ExposedOnCallProps,
  ExposedPageSomeoneProps,
} from './components/outside/exposed.ts';
import { Skeleton } from './components/loading/skeleton.tsx';
import type { TextsPart } from './language.ts';
import { initLanguage, loadTexts, t } from './language.ts';
import type { PluginSettings } from './api/connection/settings.ts';

await initLanguage();

/** Grafana loads this module on every page, for everybody: what is shown, and its texts, come when it is first shown. */
function part<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
  texts: readonly TextsPart[] = ['first', 'later'],
): ComponentType<P> {
  // React's type of a lazy component is about refs, which none of ours takes.
  const Part = lazy(
    async () => (await Promise.all([load(), import('./modules/index.ts'), ...texts.map(loadTexts)]))[0],
  ) as unknown as ComponentType<P>;
  return (props) => (
    <Suspense fallback={<Skeleton />}>
      <Part {...props} />
    </Suspense>
  );
}

const App = part<AppRootProps<PluginSettings>>(() => import('./app.tsx'), ['first']);
const PageSomeone = part(() => import('./components/incident/context/page-from-context.tsx'));
const ProfileTab = part(() => import('./pages/person/profile-tab.tsx'));
const AlertingHome = part(() => import('./pages/alerting-home/alerting-home.tsx'));
const OnCallNow = part<ExposedOnCallProps>(() => import('./components/outside/on-call-now.tsx'));
const IncidentBadge = part<ExposedIncidentBadgeProps>(() => import('./components/outside/incident-badge.tsx'));
const PageButton = part<ExposedPageSomeoneProps>(() => import('./components/outside/page-someone-button.tsx'));
const SettingsPage = part<PluginConfigPageProps<AppPluginMeta<PluginSettings>>>(
  () => import('./pages/settings/settings-page.tsx'),
);

/** Grafana's modal with our form. */
function pageSomeone(kind: ContextKind, context?: unknown) {
  const { search } = locationService.getLocation();
  const Body = ({ onDismiss }: { onDismiss?: () => void }) => (
    <PageSomeone kind={kind} context={context} search={search} onDismiss={onDismiss} />
  );
  return { title: t('page-someone.button', 'Page someone'), body: Body };
}

export const plugin = new AppPlugin<PluginSettings>()
  .setRootPage(App)
  .addConfigPage({ title: 'Configuration', icon: 'cog', body: SettingsPage, id: 'configuration' })
  .addLink({
    targets: [PluginExtensionPoints.CommandPalette],
    title: 'Who is on call?',
    description: 'Who is on call now and next, on every rota',
    icon: 'calendar-alt',
    // As it is stated in plugin.json, so it is registered; shown in the reader's language.
    configure: () => ({
      title: t('palette.who', 'Who is on call?'),
      description: t('palette.who-more', 'Who is on call now and next, on every rota'),
    }),
    // Over whatever page is open, so that nobody leaves it to know.
    onClick: (_event, { openModal }) => openModal({ title: 'Vigie on-call', body: AlertingHome }),
  })
  .addLink({
    targets: [PluginExtensionPoints.CommandPalette],
    title: 'Page someone',
    description: 'Page a person or a policy by hand',
    icon: 'bell',
    configure: () => ({
      title: t('page-someone.button', 'Page someone'),
      description: t('palette.page-more', 'Page a person or a policy by hand'),
    }),
    onClick: (_event, { openModal }) => openModal(pageSomeone('nothing')),
  })
  .addComponent({
    targets: [PluginExtensionPoints.UserProfileTab],
    title: 'My on-call',
    description: 'How you are reached, your notification rules and absences',
    component: ProfileTab,
  })
  .addComponent({
    targets: [PluginExtensionPoints.AlertingHomePage, HOMEPAGE_EXTRA],
    title: 'Who is on call now',
    description: 'Who is paged by the alerts of this Grafana, on every rota',
    component: AlertingHome,
  })
  .addLink({
    targets: [PluginExtensionPoints.AlertInstanceAction],
    title: 'Page the on-call',
    description: 'Page someone about this alert',
    icon: 'bell',
    configure: () => ({
      title: t('instance.page', 'Page the on-call'),
      description: t('instance.page-more', 'Page someone about this alert'),
    }),
    onClick: (_event, { context, openModal }) => openModal(pageSomeone('instance', context)),
  })
  .addLink({
    targets: [PluginExtensionPoints.AlertingAlertingRuleAction],
    title: 'Page someone about this rule',
    description: 'Page a person or a policy about an alert rule',
    icon: 'bell',
    configure: () => ({
      title: t('rule.page', 'Page someone about this rule'),
      description: t('rule.page-more', 'Page a person or a policy about an alert rule'),
    }),
    onClick: (_event, { context, openModal }) => openModal(pageSomeone('rule', context)),
  })
  .addLink({
    targets: [PluginExtensionPoints.DashboardPanelMenu],
    title: 'Page someone about this panel',
    description: 'Page a person or a policy about a panel',
    icon: 'bell',
    configure: () => ({
      title: t('panel-menu.page', 'Page someone about this panel'),
      description: t('panel-menu.page-more', 'Page a person or a policy about a panel'),
    }),
    onClick: (_event, { context, openModal }) => openModal(pageSomeone('panel', context)),
  })
  .exposeComponent({
    id: `${PLUGIN_ID}/on-call-now/v1`,
    title: 'On call now',
    description: 'Who is on call now and next, on one rota or on all',
    component: OnCallNow,
  })
  .exposeComponent({
    id: `${PLUGIN_ID}/incident-badge/v1`,
    title: 'Incident badge',
    description: 'Number of unresolved incidents, as a link',
    component: IncidentBadge,
  })
  .exposeComponent({
    id: `${PLUGIN_ID}/page-someone/v1`,
    title: 'Page someone button',
    description: 'Button that pages a person or a policy',
    component: PageButton,
  });
