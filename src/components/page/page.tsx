/** The frame of each of our pages inside Grafana. */
import type { ReactNode } from 'react';
import { Suspense } from 'react';
import type { NavModelItem } from '@grafana/data';
import { locationUtil } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { useLocation } from 'react-router';
import { readerZone } from '../time/format.ts';
import { ShownIn, zoneText } from '../time/zone.tsx';
import { useStyles2 } from '@grafana/ui';
import { getTouchStyles } from '../touch/touch-targets.ts';
import { DangerZone } from '../form/danger-zone.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { later } from '../../later.ts';
import type { PageSection } from '../menu/sections.ts';
import { pluginName, sectionOf } from '../menu/sections.ts';
import { Toolbar } from './toolbar.tsx';

const SectionTabs = later(() => import('../menu/section-tabs.tsx'));

export interface PageProps {
  title: string;
  /** States and badges beside the title, before the actions. */
  beside?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** States and commands in a row of their own, so that the title stays where it is while they change. */
  toolbar?: ReactNode;
  /** The zone of the page's times, named below the title. Without it, all times on the page must name their zone. */
  zone?: string | undefined;
  /** A page below an entry of the menu, with its own breadcrumb. */
  isDetail?: boolean;
  /** What deletes the object of the page; at its end, apart from everything else. */
  danger?: ReactNode;
  children: ReactNode;
}

const HEADING = { margin: 0, minWidth: 0, overflowWrap: 'anywhere' } as const;

/** Characters beyond which a title, such as that of an alert, would push everything else off a phone's screen. */
const LONG_TITLE = 120;
const LONG_HEADING = {
  ...HEADING,
  fontSize: '1.25rem',
  lineHeight: 1.3,
  display: '-webkit-box',
  WebkitLineClamp: 4,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
} as const;

/** Breadcrumbs and tabs of the browser show no more, and a crumb that is longer would push the others away. */
const LONGEST_CRUMB = 60;

function shortened(title: string): string {
  return title.length > LONGEST_CRUMB ? `${title.slice(0, LONGEST_CRUMB - 1)}…` : title;
}

/** What Grafana adds to the breadcrumbs by itself, below an entry's address. */
const root = (): NavModelItem => ({ text: pluginName(), url: locationUtil.assureBaseUrl(`${PLUGIN_ROOT}/home`) });

/**
 * The breadcrumbs and the browser's title. For a menu entry's own page it replaces the entry's text, which exists
 * in one language only and, on the first page, is the plugin's description.
 */
function navOf(section: PageSection | null, title: string, isDetail: boolean): NavModelItem {
  const own = { text: shortened(title) };
  if (section === null) {
    return { ...own, parentItem: root() };
  }
  const { text, url, tab } = section;
  const entry = { text, url: locationUtil.assureBaseUrl(url) };
  return isDetail || tab !== null ? { ...own, parentItem: entry } : entry;
}

export function Page(props: PageProps) {
  const { title, beside, subtitle, zone, actions, toolbar, isDetail = false, danger, children } = props;
  const section = sectionOf(useLocation());
  const touch = useStyles2(getTouchStyles);
  const heading = () => (
    <div className={touch} style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
      <h1 style={title.length > LONG_TITLE ? LONG_HEADING : HEADING}>{title}</h1>
      {beside}
    </div>
  );
  // Grafana's own row of actions does not wrap.
  const tools = actions && (
    <div className={touch} style={{ display: 'flex', gap: 8, flexWrap: 'wrap', minWidth: 0 }}>
      {actions}
    </div>
  );
  const below = [subtitle, zone !== undefined && zoneText(zone)].filter(Boolean);
  return (
    <ShownIn zone={zone ?? readerZone()}>
      <PluginPage
        pageNav={navOf(section, title, isDetail)}
        renderTitle={heading}
        subTitle={
          below.length === 0
            ? undefined
            : below.map((line, i) => (
                <div key={i} style={{ overflowWrap: 'anywhere' }}>
                  {line}
                </div>
              ))
        }
        actions={tools}
      >
        <div className={touch}>
          {section?.hasTabs === true && (
            <Suspense fallback={null}>
              <SectionTabs section={section.name} tab={section.tab} />
            </Suspense>
          )}
          {Boolean(toolbar) && <Toolbar>{toolbar}</Toolbar>}
          {children}
          {Boolean(danger) && <DangerZone>{danger}</DangerZone>}
        </div>
      </PluginPage>
    </ShownIn>
  );
}
