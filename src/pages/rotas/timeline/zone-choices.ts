/** The zones in which a rota can be shown: its own, the reader's, UTC. */
import { readerZone } from '../../../components/time/format.ts';
import { t } from '../../../language.ts';
import type { ZoneChoice } from './toolbar.tsx';

export function zoneChoices(rotaZone: string): ZoneChoice[] {
  const named = [
    { zone: rotaZone, label: t('zone.rota', 'Rota: {{zone}}', { zone: rotaZone }) },
    { zone: readerZone(), label: t('zone.mine', 'Mine: {{zone}}', { zone: readerZone() }) },
    { zone: 'UTC', label: 'UTC' },
  ];
  return named.filter(({ zone }, i) => named.findIndex((other) => other.zone === zone) === i);
}

/** The chosen zone in `?zone=`, else the rota's. */
export function shownZone(params: URLSearchParams, rotaZone: string): string {
  return zoneChoices(rotaZone).find(({ zone }) => zone === params.get('zone'))?.zone ?? rotaZone;
}
