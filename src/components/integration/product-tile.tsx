/** A small coloured tile for each kind of monitor. The letters are drawn here: no maker's logo is used. */
import { css } from '@emotion/css';
import type { IconName } from '@grafana/ui';
import { Icon, useStyles2 } from '@grafana/ui';
import type { SourceKind } from '#domain/routing/integration';

interface Tile {
  /** Dark enough for white letters on it. */
  color: string;
  sign: { letters: string } | { icon: IconName };
}

const TILES: Record<SourceKind, Tile> = {
  grafana: { color: '#b3461b', sign: { letters: 'Gr' } },
  alertmanager: { color: '#a83232', sign: { letters: 'Am' } },
  zabbix: { color: '#b01030', sign: { letters: 'Zx' } },
  nagios: { color: '#2f4858', sign: { letters: 'Na' } },
  icinga2: { color: '#0a6b8a', sign: { letters: 'Ic' } },
  pagerduty: { color: '#0d6e35', sign: { letters: 'Pd' } },
  opsgenie: { color: '#1d4fb8', sign: { letters: 'Og' } },
  webhook: { color: '#5a3e9b', sign: { icon: 'link' } },
  email: { color: '#4a5568', sign: { icon: 'envelope' } },
  snmp: { color: '#4a5568', sign: { icon: 'sitemap' } },
  heartbeat: { color: '#97266d', sign: { icon: 'heart' } },
};

const PRODUCTS: Record<string, Tile> = {
  centreon: { color: '#2e5fa8', sign: { letters: 'Ce' } },
  checkmk: { color: '#0b6b4f', sign: { letters: 'Ck' } },
  cloudevents: { color: '#37599d', sign: { letters: 'Cl' } },
  gatus: { color: '#276749', sign: { letters: 'Ga' } },
  prtg: { color: '#1a5f9e', sign: { letters: 'Pr' } },
  'uptime-kuma': { color: '#246b3d', sign: { letters: 'Uk' } },
};

/** A product that has none of its own is one more webhook. */
export function tileOf(kind: SourceKind, product: string | null): Tile {
  return (product === null ? undefined : PRODUCTS[product]) ?? TILES[kind];
}

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
