/** Grafana's badge with a readable grey: in 12.4's light theme, Grafana's own grey has a contrast of 4.05. */
import type { GrafanaTheme2 } from '@grafana/data';
import { css } from '@emotion/css';
import type { BadgeProps } from '@grafana/ui';
// eslint-disable-next-line no-restricted-imports -- the one place that gives the grey badge another colour
import { Badge as GrafanaBadge, useStyles2 } from '@grafana/ui';

const styles = (theme: GrafanaTheme2) => ({ grey: css({ color: theme.colors.text.primary }) });

export function Badge(props: BadgeProps) {
  const { grey } = useStyles2(styles);
  return (
    <GrafanaBadge
      {...props}
      {...(props.color === 'darkgrey' && {
        className: props.className === undefined ? grey : `${props.className} ${grey}`,
      })}
    />
  );
}
