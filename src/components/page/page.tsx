/** One of our pages inside Grafana's frame. */
import type { ReactNode } from 'react';
import type { NavModelItem } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';

export interface PageProps {
  title: string;
  /** Beside the title, before the actions: states and badges. */
  beside?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** A page below one of the navigation's: its own breadcrumb. */
  isDetail?: boolean;
  /** For a page whose address does not begin with that of its entry in the navigation. */
  parent?: { text: string; url: string };
  children: ReactNode;
}

/** Pages of the navigation take their breadcrumb from there; only the title is ours (and translated). */
export function Page({ title, beside, subtitle, actions, isDetail = false, parent, children }: PageProps) {
  const nav: NavModelItem | undefined = isDetail ? { text: title, ...(parent !== undefined && { parentItem: parent }) } : undefined;
  const heading = () => (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
      <h1 style={{ margin: 0, overflowWrap: 'anywhere' }}>{title}</h1>
      {beside}
    </div>
  );
  // Grafana puts actions in one row that does not wrap.
  const tools = actions && <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', minWidth: 0 }}>{actions}</div>;
  return (
    <PluginPage pageNav={nav} renderTitle={heading} subTitle={subtitle} actions={tools}>
      {children}
    </PluginPage>
  );
}
