/** Stands in for Grafana's page frame: title, subtitle, actions, as `PluginPage` shows them. */
import { css } from '@emotion/css';
import type { GrafanaTheme2, NavModelItem } from '@grafana/data';
import { locationUtil } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { locationService } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { useEffect } from 'react';
import { breadcrumbsOf, getNav, nodeOf, showBreadcrumbs } from './nav.ts';

const styles = (theme: GrafanaTheme2) => ({
  page: css({
    padding: theme.spacing(2, 4, 4),
    [theme.breakpoints.down('md')]: { padding: theme.spacing(2) },
    flex: 1,
    minWidth: 0,
    background: theme.colors.background.primary,
  }),
  head: css({
    display: 'flex',
    gap: theme.spacing(2),
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    marginBottom: theme.spacing(2),
  }),
  title: css({ display: 'flex', flexDirection: 'row', alignItems: 'center', gap: theme.spacing(2) }),
  img: css({ width: 32, height: 32 }),
  subtitle: css({ color: theme.colors.text.secondary, marginTop: theme.spacing(0.5) }),
  // As Grafana's: in one row, whatever its width.
  actions: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start' }),
});

export function HostPage({ children, pageNav, renderTitle, subTitle, actions }: PluginPageProps) {
  const look = useStyles2(styles);
  const nav = getNav();
  const { pathname } = locationService.getLocation();
  // A page that says nothing of itself is the menu's entry, with what is written there.
  const item: Pick<NavModelItem, 'text' | 'subTitle' | 'img'> =
    pageNav ?? (nav === null ? { text: '' } : nodeOf(nav, pathname));
  const title = item.text;
  const sub = subTitle ?? item.subTitle;
  useEffect(() => {
    if (nav !== null) {
      showBreadcrumbs(breadcrumbsOf(nav, pathname, pageNav, locationUtil.stripBaseFromUrl));
    }
  });
  return (
    <div className={look.page}>
      <div className={look.head}>
        <div>
          <div className={look.title}>
            {item.img !== undefined && <img className={look.img} src={item.img} alt={`logo for ${item.text}`} />}
            {renderTitle ? renderTitle(title) : <h1>{title}</h1>}
          </div>
          {sub !== undefined && <div className={look.subtitle}>{sub}</div>}
        </div>
        {actions !== undefined && <div className={look.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** What Grafana shows in the place of an app that is not enabled in the organisation. */
export function NotEnabled() {
  return (
    <HostPage pageNav={{ text: 'Not enabled' }}>
      <p role="alert">Application Not Enabled</p>
    </HostPage>
  );
}
