/** A small coloured tile for a product. No maker's logo is used. */
import { css } from '@emotion/css';
import type { IconName } from '@grafana/ui';
import { Icon, useStyles2 } from '@grafana/ui';

const getStyles = () =>
  css({
    display: 'inline-grid',
    placeItems: 'center',
    flexShrink: 0,
    width: 28,
    height: 28,
    borderRadius: 6,
    color: '#fff',
    fontSize: 13,
    fontWeight: 600,
    lineHeight: 1,
  });

export interface TileLook {
  /** Dark enough for white letters on it. */
  color: string;
  sign: { letters: string } | { icon: IconName };
}

/** The name stands beside it. */
export function Tile({ color, sign }: TileLook) {
  const tile = useStyles2(getStyles);
  return (
    <span aria-hidden className={tile} style={{ background: color }}>
      {'letters' in sign ? sign.letters : <Icon name={sign.icon} />}
    </span>
  );
}
