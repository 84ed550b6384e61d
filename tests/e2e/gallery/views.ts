/** Every page of the plugin, and every drawer and dialog, by the presses that open it. */
import type { View } from '../fixtures.ts';

/** Presses a button, tab or menu entry by the key of its text. */
export interface Press {
  key: string;
  data?: Record<string, string>;
  role?: 'button' | 'menuitem' | 'tab';
}

export interface Shown {
  name: string;
  path: string;
  person?: View['person'];
  presses?: readonly Press[];
  /** Key of a text that is there once what was pressed is done. */
  until?: string;
}

const press = (key: string, data?: Record<string, string>): Press => ({ key, data });
const item = (key: string): Press => ({ key, role: 'menuitem' });
const more = press('command.more');

/** Ids of one object of each kind, as they are in the world of a test. */
interface ShownObjects {
  incident: string;
  rota: string;
  policy: string;
  integration: string;
  person: string;
}

/** Every page once. Whoever walks through all of them takes them from here. */
export function pagesOf({ incident, rota, policy, integration, person }: ShownObjects): readonly Shown[] {
  return [
    { name: 'home', path: 'home' },
    { name: 'incidents', path: 'incidents' },
    { name: 'incident', path: `incidents/${incident}` },
    { name: 'review', path: `incidents/${incident}/review` },
    { name: 'rotas', path: 'rotas' },
    { name: 'rota', path: `rotas/${rota}` },
    { name: 'rota-new', path: 'rotas/new' },
    { name: 'rota-edit', path: `rotas/${rota}/edit` },
    { name: 'rota-history', path: `rotas/${rota}/history` },
    { name: 'calendars', path: 'rotas?tab=calendars' },
    { name: 'policies', path: 'policies' },
    { name: 'policy', path: `policies/${policy}` },
    { name: 'policy-new', path: 'policies/new' },
    { name: 'integrations', path: 'integrations' },
    { name: 'integration-new', path: 'integrations/new' },
    { name: 'integration', path: `integrations/${integration}` },
    { name: 'channels', path: 'integrations?tab=channels' },
    { name: 'channel-new', path: 'channels/new' },
    { name: 'channel-setup', path: 'channels/new?setup=slack' },
    { name: 'people', path: 'people' },
    { name: 'teams', path: 'people?tab=teams' },
    { name: 'person', path: `people/${person}` },
    { name: 'me', path: 'me' },
    { name: 'hours', path: 'me?tab=hours' },
    { name: 'compliance', path: 'people?tab=compliance' },
    { name: 'compliance-rules', path: 'compliance/rules' },
    { name: 'insights', path: 'insights?chapter=me' },
    { name: 'insights-team', path: 'insights' },
    { name: 'insights-alerts', path: 'insights?chapter=alerts' },
    { name: 'insights-pager', path: 'insights?chapter=pager' },
    { name: 'maintenances', path: 'maintenances' },
    { name: 'windows', path: 'policies?tab=windows' },
    { name: 'status-updates', path: 'integrations?tab=status-updates' },
    { name: 'imports', path: 'integrations?tab=imports' },
    { name: 'settings', path: '/plugins/vigie-oncall-app' },
  ];
}

/** In the demo; `#1` is the incident of this number. */
export const PAGES: readonly Shown[] = pagesOf({
  incident: '#1',
  rota: 'payments',
  policy: 'payments',
  integration: 'shop',
  person: 'dora',
});

/** Where it is. @param incidents ids by number */
export function pathOf({ path }: Shown, incidents: ReadonlyMap<number, string>): string {
  return path.replace(/#(\d+)/, (_, number: string) => incidents.get(Number(number)) ?? number);
}

/** Pages in other states, and what is ours on pages of Grafana's own. */
export const STATES: readonly Shown[] = [
  { name: 'home-of-one-on-call', path: 'home', person: 'cleo' },
  { name: 'incidents-all', path: 'incidents?state=open,acknowledged,snoozed,resolved' },
  { name: 'review-resolved', path: 'incidents/#4/review' },
  { name: 'incident-acknowledged', path: 'incidents/#2' },
  { name: 'incident-resolved', path: 'incidents/#4' },
  { name: 'incident-long', path: 'incidents/#8' },
  { name: 'rotas-timeline', path: 'rotas?look=timeline' },
  { name: 'rota-sun', path: 'rotas/network' },
  { name: 'integration-activity', path: 'integrations/shop?tab=came' },
  { name: 'integration-routes', path: 'integrations/shop?tab=routes' },
  { name: 'integration-settings', path: 'integrations/shop?tab=settings' },
  { name: 'integration-grafana', path: 'integrations/grafana' },
  { name: 'integration-heartbeat', path: 'integrations/backup' },
  { name: 'alerting-home', path: '/alerting' },
  { name: 'profile', path: '/profile?tab=my%20on-call', person: 'ann' },
  { name: 'panel', path: '/d/wall' },
];

const PAST_NIGHTS = { presses: [press('replay.begin')], until: 'replay.before' };

export const DRAWERS: readonly Shown[] = [
  { name: 'policy-past-nights', path: 'policies/payments', ...PAST_NIGHTS },
  { name: 'rota-past-nights', path: 'rotas/payments/edit', ...PAST_NIGHTS },
  {
    name: 'review-action',
    path: 'incidents/#4/review',
    presses: [press('review.add-section'), press('review.add-action')],
  },
  { name: 'page-someone', path: 'home', presses: [press('page-someone.button')] },
  { name: 'incident-reassign', path: 'incidents/#1', presses: [press('command.reassign')] },
  { name: 'incident-escalate', path: 'incidents/#1', presses: [more, item('command.escalate')] },
  { name: 'incident-responders', path: 'incidents/#1', presses: [press('command.responders')] },
  { name: 'incident-severity', path: 'incidents/#1', presses: [more, item('command.severity')] },
  { name: 'incident-merge', path: 'incidents/#1', presses: [more, item('command.merge')] },
  { name: 'incident-restart', path: 'incidents/#2', presses: [more, item('command.restart')] },
  { name: 'incident-more', path: 'incidents/#2', presses: [more] },
  { name: 'rota-override', path: 'rotas/payments', presses: [press('override.add-button')] },
  { name: 'rota-swap', path: 'rotas/sre', person: 'cleo', presses: [press('swap.ask')] },
  { name: 'rota-away', path: 'rotas/sre', person: 'cleo', presses: [press('away.button')] },
  { name: 'calendar', path: 'rotas?tab=calendars', presses: [press('calendars.add')] },
  {
    name: 'channel-edit',
    path: 'integrations?tab=channels',
    presses: [press('teams.edit-label', { name: 'Payments room' })],
  },
  { name: 'people-add', path: 'people', presses: [press('people.add')] },
  { name: 'team', path: 'people?tab=teams', presses: [press('teams.add')] },
  { name: 'team-edit', path: 'people?tab=teams', presses: [press('teams.edit-label', { name: 'Payments' })] },
  { name: 'team-paging', path: 'people?tab=teams', presses: [press('shadow.paging-label', { name: 'Payments' })] },
  {
    name: 'team-to-shadow',
    path: 'people?tab=teams',
    presses: [press('shadow.paging-label', { name: 'Payments' }), press('shadow.to-shadow')],
  },
  { name: 'person-disable', path: 'people/dora', presses: [press('account.disable')] },
  { name: 'person-erase', path: 'people/dora', presses: [press('account.erase')] },
  { name: 'method', path: 'me', presses: [press('methods.add')] },
  { name: 'phone', path: 'me', presses: [press('devices.add')] },
  { name: 'rules', path: 'me', presses: [press('rules.edit')] },
  { name: 'quiet', path: 'me', presses: [press('quiet.add')] },
  { name: 'maintenance', path: 'maintenances', presses: [press('maintenances.add')] },
  { name: 'maintenance-begin', path: 'maintenances', presses: [press('switch.begin')] },
  { name: 'window', path: 'policies?tab=windows', presses: [press('windows.add')] },
  { name: 'subscription', path: 'integrations?tab=status-updates', presses: [press('subscriptions.add')] },
];
