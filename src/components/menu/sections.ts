/** Where a page stands: the menu's entry that it belongs to, in the reader's language, since plugin.json has only one, and the tab below it. */
import { PLUGIN_ID, PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

/** Grafana's menu and its palette know the plugin by this name in every language. */
export const pluginName = () => t('menu.home', 'Vigie on-call');

const SECTIONS: Readonly<Record<string, () => string>> = {
  home: pluginName,
  incidents: () => t('incidents.title', 'Incidents'),
  rotas: () => t('rotas.title', 'Rotas'),
  policies: () => t('policies.title', 'Escalation policies'),
  integrations: () => t('integrations.title', 'Integrations'),
  people: () => t('people.title', 'People'),
  me: () => t('person.me', 'Me'),
  insights: () => t('insights.title', 'Insights'),
  maintenances: () => t('maintenances.title', 'Maintenance'),
};

/** The pages beside an entry's own one, as `?tab=` of its address. */
const TABS: Readonly<Record<string, readonly string[]>> = {
  rotas: ['calendars'],
  policies: ['windows'],
  integrations: ['channels', 'status-updates', 'imports'],
  people: ['teams', 'compliance'],
  me: ['hours'],
};

/** Addresses of pages that became tabs, and of the details below them: the entry that they are below now. */
export const MOVED = {
  calendars: 'rotas',
  channels: 'integrations',
  'status-updates': 'integrations',
  imports: 'integrations',
  compliance: 'people',
  hours: 'me',
} as const;

export interface PageSection {
  /** The first part of the address. */
  name: string;
  text: string;
  /** Path below Grafana's root. */
  url: string;
  /** null: the entry's own page, or a detail. */
  tab: string | null;
  /** Whether the page is one of several beside each other. */
  hasTabs: boolean;
}

interface Place {
  /** Path below Grafana's root, as in the router. */
  pathname: string;
  search: string;
}

/** @returns null if it is none of our pages */
export function sectionOf({ pathname, search }: Place): PageSection | null {
  const [, , id, name = '', ...more] = pathname.split('/');
  const text = id === PLUGIN_ID && Object.hasOwn(SECTIONS, name) ? SECTIONS[name] : undefined;
  if (text === undefined) {
    return null;
  }
  const tabs = more.length === 0 ? (TABS[name] ?? []) : [];
  const tab = tabs.find((one) => one === new URLSearchParams(search).get('tab')) ?? null;
  return { name, text: text(), url: `${PLUGIN_ROOT}/${name}`, tab, hasTabs: tabs.length > 0 };
}

/** Path of a tab below Grafana's root. @param tab null: the entry's own page */
export function tabPath(section: string, tab: string | null): string {
  return `${PLUGIN_ROOT}/${section}${tab === null ? '' : `?tab=${tab}`}`;
}

/** The address of a page that became a tab. @param search what the address asked for besides */
export function movedTo(section: string, tab: string, search: string): string {
  const asked = new URLSearchParams(search);
  asked.delete('tab');
  const rest = asked.toString();
  return `${tabPath(section, tab)}${rest === '' ? '' : `&${rest}`}`;
}

/** A detail of such a page is now below the entry, which Grafana marks in its menu by the address alone. */
export function movedBelow(section: string, { pathname, search }: Place): string {
  return `${PLUGIN_ROOT}/${section}${pathname.slice(PLUGIN_ROOT.length)}${search}`;
}
