/** The menu entries in the reader's language, for breadcrumbs and titles, since plugin.json has only one language. */
import { PLUGIN_ID, PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

const SECTIONS: Readonly<Record<string, () => string>> = {
  home: () => t('menu.home', 'Vigie on-call'),
  incidents: () => t('incidents.title', 'Incidents'),
  rotas: () => t('rotas.title', 'Rotas'),
  policies: () => t('policies.title', 'Escalation policies'),
  integrations: () => t('integrations.title', 'Integrations'),
  channels: () => t('channels.title', 'Channels'),
  people: () => t('people.title', 'People'),
  me: () => t('person.me', 'Me'),
  hours: () => t('menu.hours', 'On-call hours'),
  compliance: () => t('compliance.title', 'Compliance'),
  insights: () => t('insights.title', 'Insights'),
  maintenances: () => t('maintenances.title', 'Maintenance'),
  'status-updates': () => t('subscriptions.title', 'Status updates'),
};

/** Pages without their own menu entry, and the entry they belong to. */
const BELONGS: Readonly<Record<string, string>> = { calendars: 'rotas', imports: 'home' };

export interface PageSection {
  text: string;
  /** Path below Grafana's root. */
  url: string;
}

/** @param pathname path below Grafana's root, as in the router @returns null if it is none of our pages */
export function sectionOf(pathname: string): PageSection | null {
  const [, , id, first = ''] = pathname.split('/');
  const name = BELONGS[first] ?? first;
  const text = id === PLUGIN_ID && Object.hasOwn(SECTIONS, name) ? SECTIONS[name] : undefined;
  return text === undefined ? null : { text: text(), url: `${PLUGIN_ROOT}/${name}` };
}
