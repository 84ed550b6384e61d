/** A link button that respects Grafana's sub path. */
import type { ComponentProps } from 'react';
import { locationUtil } from '@grafana/data';
// eslint-disable-next-line no-restricted-imports -- the one place that knows of the sub path
import { LinkButton as GrafanaLinkButton } from '@grafana/ui';

type Props = ComponentProps<typeof GrafanaLinkButton>;

/** Grafana's own button adds the sub path only on a click. To work in a new tab too, the address must contain it. */
export function LinkButton({ href, ...rest }: Props) {
  return <GrafanaLinkButton {...rest} href={href === undefined ? undefined : locationUtil.assureBaseUrl(href)} />;
}
