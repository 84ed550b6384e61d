/** A small coloured tile for each kind of monitor. No maker's logo is used. */
import { css } from '@emotion/css';
import { Icon, useStyles2 } from '@grafana/ui';
import type { SourceKind } from '#domain/routing/integration';
import { tileOf } from './tiles.ts';

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

/** The name stands beside it. */
export function ProductTile({ kind, product }: { kind: SourceKind; product: string | null }) {
  const tile = useStyles2(getStyles);
  const { color, sign } = tileOf(kind, product);
  return (
    <span aria-hidden className={tile} style={{ background: color }}>
      {'letters' in sign ? sign.letters : <Icon name={sign.icon} />}
    </span>
  );
}
