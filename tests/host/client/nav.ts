/**
 * The plugin's part of Grafana 12's menu, and where a page stands in it. The page that `plugin.json` makes the default
 * is the plugin's own entry, with its description and logo, and no entry below it.
 */
import { useSyncExternalStore } from 'react';
import type { NavModelItem, PluginInclude } from '@grafana/data';

export interface NavItem {
  text: string;
  url: string;
  subTitle?: string;
  img?: string;
}

export interface PluginNav {
  /** `More apps`, where plugins are unless an administrator says otherwise. */
  section: NavItem;
  root: NavItem;
  pages: NavItem[];
}

interface Described {
  id: string;
  name: string;
  /** The package's type does not know `defaultNav`. */
  includes?: ReadonlyArray<
    Pick<PluginInclude, 'type' | 'name' | 'path' | 'role' | 'addToNav'> & { defaultNav?: boolean }
  >;
  info: { description: string; logos: { small: string } };
}

const RANK: Record<string, number> = { Viewer: 1, Editor: 2, Admin: 3 };

export function navOf({ id, name, includes = [], info }: Described, role: string): PluginNav {
  const shown = includes.filter(
    (one) =>
      one.type === 'page' &&
      one.addToNav === true &&
      one.path !== undefined &&
      (RANK[role] ?? 0) >= (RANK[one.role ?? 'Viewer'] ?? 0),
  );
  const urlOf = (path = '') => path.replace('%PLUGIN_ID%', id);
  const url = urlOf(shown.find((one) => one.defaultNav)?.path ?? `/a/${id}`);
  const root = { text: name, url, subTitle: info.description, img: `public/plugins/${id}/${info.logos.small}` };
  const pages = shown.map((one) => ({ text: one.name, url: urlOf(one.path) })).filter((one) => one.url !== url);
  return { section: { text: 'More apps', url: '/apps' }, root, pages };
}

/** Whether the page is the plugin's; Grafana's own stand elsewhere. */
const isOurs = ({ root }: PluginNav, path: string) =>
  path.startsWith('/plugins/') || path.startsWith(root.url.split('/').slice(0, 3).join('/'));

/** The entry whose address the path begins with, the longest of them; else the section that the plugin is in. */
export function nodeOf({ section, root, pages }: PluginNav, path: string): NavItem {
  const found = [root, ...pages].filter(({ url }) => path.startsWith(url)).sort((a, b) => b.url.length - a.url.length);
  return found[0] ?? section;
}

/** @param withoutBase takes the sub path off an address */
export function breadcrumbsOf(
  nav: PluginNav,
  path: string,
  pageNav?: Pick<NavModelItem, 'text' | 'url' | 'parentItem'>,
  withoutBase: (url: string) => string = (url) => url,
): Array<{ text: string; url?: string }> {
  const node = nodeOf(nav, path);
  const above =
    !isOurs(nav, path) || node === nav.section ? [] : node === nav.root ? [nav.section] : [nav.section, nav.root];
  const own: Array<{ text: string; url?: string }> = [];
  for (let item = pageNav; item !== undefined; item = item.parentItem) {
    own.unshift({ text: item.text, url: item.url });
  }
  // What a page says of the entry's own address stands in the entry's place.
  const isSaid = own[0]?.url !== undefined && withoutBase(own[0].url) === node.url;
  return [{ text: 'Home', url: '/' }, ...above, ...(isOurs(nav, path) && !isSaid ? [node] : []), ...own].map(
    ({ text, url }) => ({ text, url }),
  );
}

/** What the page that is shown says of itself, for the bar above it. */
let shown: ReturnType<typeof breadcrumbsOf> = [];
const listeners = new Set<() => void>();

export function showBreadcrumbs(crumbs: typeof shown): void {
  if (JSON.stringify(crumbs) !== JSON.stringify(shown)) {
    shown = crumbs;
    listeners.forEach((one) => one());
  }
}

export function useBreadcrumbs(): typeof shown {
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return useSyncExternalStore(subscribe, () => shown);
}

let current: PluginNav | null = null;
export const setNav = (nav: PluginNav): void => void (current = nav);
export const getNav = (): PluginNav | null => current;
