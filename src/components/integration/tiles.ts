/** Chooses the colour and the letters of the tile of each kind of monitor. */
import type { SourceKind } from '#domain/routing/integration';
import type { TileLook } from '../gallery/tile.tsx';

const TILES: Record<SourceKind, TileLook> = {
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

const PRODUCTS: Record<string, TileLook> = {
  centreon: { color: '#2e5fa8', sign: { letters: 'Ce' } },
  checkmk: { color: '#0b6b4f', sign: { letters: 'Ck' } },
  cloudevents: { color: '#37599d', sign: { letters: 'Cl' } },
  gatus: { color: '#276749', sign: { letters: 'Ga' } },
  prtg: { color: '#1a5f9e', sign: { letters: 'Pr' } },
  'uptime-kuma': { color: '#246b3d', sign: { letters: 'Uk' } },
};

/** A product that has none of its own is one more webhook. */
export function tileOf(kind: SourceKind, product: string | null): TileLook {
  return (product === null ? undefined : PRODUCTS[product]) ?? TILES[kind];
}
