/** Stands in for Grafana's page frame: title, subtitle, actions, as `PluginPage` shows them. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';

const styles = (theme: GrafanaTheme2) => ({
  page: css({ padding: theme.spacing(2, 4, 4), [theme.breakpoints.down('md')]: { padding: theme.spacing(2) }, flex: 1, minWidth: 0, background: theme.colors.background.primary }),
  head: css({ display: 'flex', gap: theme.spacing(2), flexWrap: 'wrap', justifyContent: 'space-between', marginBottom: theme.spacing(2) }),
  subtitle: css({ color: theme.colors.text.secondary, marginTop: theme.spacing(0.5) }),
  // As Grafana's: in one row, whatever its width.
  actions: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start' }),
});

export function HostPage({ children, pageNav, renderTitle, subTitle, actions }: PluginPageProps) {
  const look = useStyles2(styles);
  const title = pageNav?.text ?? '';
  return (
    <div className={look.page}>
      <div className={look.head}>
        <div>
          {renderTitle ? renderTitle(title) : <h1>{title}</h1>}
          {subTitle !== undefined && <div className={look.subtitle}>{subTitle}</div>}
        </div>
        {actions !== undefined && <div className={look.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
