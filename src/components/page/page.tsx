/** One of our pages inside Grafana's frame. */
import type { ReactNode } from 'react';
import type { NavModelItem } from '@grafana/data';
import { locationUtil } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { useLocation } from 'react-router';
import { readerZone } from '../time/format.ts';
import { ShownIn, zoneText } from '../time/zone.tsx';
import { sectionOf } from './sections.ts';

export interface PageProps {
  title: string;
  /** Beside the title, before the actions: states and badges. */
  beside?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** In which its times are; said below the title. Without it no time but those that name their zone are on the page. */
  zone?: string | undefined;
  /** A page below one of the navigation's: its own breadcrumb. */
  isDetail?: boolean;
  children: ReactNode;
}

/**
 * What a page says of itself stands in breadcrumbs and in the browser's title. For the address of an entry of the menu
 * it stands in the entry's place, which has one language and, on the first page, the plugin's description.
 */
function useNav(title: string, isDetail: boolean): NavModelItem | undefined {
  const section = sectionOf(useLocation().pathname);
  const entry = section === null ? undefined : { text: section.text, url: locationUtil.assureBaseUrl(section.url) };
  return isDetail ? { text: title, ...(entry !== undefined && { parentItem: entry }) } : entry;
}

export function Page({ title, beside, subtitle, zone, actions, isDetail = false, children }: PageProps) {
  const nav = useNav(title, isDetail);
  const heading = () => (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
      <h1 style={{ margin: 0, overflowWrap: 'anywhere' }}>{title}</h1>
      {beside}
    </div>
  );
  // Grafana puts actions in one row that does not wrap.
  const tools = actions && <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', minWidth: 0 }}>{actions}</div>;
  const below = [subtitle, zone !== undefined && zoneText(zone)].filter(Boolean);
  return (
    <ShownIn zone={zone ?? readerZone()}>
      <PluginPage
        pageNav={nav}
        renderTitle={heading}
        subTitle={below.length === 0 ? undefined : below.map((line, i) => <div key={i}>{line}</div>)}
        actions={tools}
      >
        {children}
      </PluginPage>
    </ShownIn>
  );
}
