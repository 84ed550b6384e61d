/** Grafana's entry of a menu, as high as a finger on a phone: menus lie outside of what a page styles. */
import type { ComponentProps } from 'react';
import { css } from '@emotion/css';
import { Menu } from '@grafana/ui';
import { FINGER, PHONE } from './touch-targets.ts';

const large = css({ [PHONE]: { minHeight: FINGER } });

export function MenuItem(props: ComponentProps<typeof Menu.Item>) {
  return <Menu.Item {...props} className={large} />;
}
