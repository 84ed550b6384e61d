/** Everything the page of one rota stands on, asked at once, as domain values. */
import { useMemo } from 'react';
import type { AbsenceWire } from '#contract/absence';
import { absenceId, toAbsence } from '#contract/absence';
import type { SegmentWire } from '#contract/on-call';
import { toOverride, toRota } from '#contract/rota';
import type { SwapWire } from '#contract/swap';
import type { Absence, Consent, Rota, RotaFacts, Segment, Swap } from '#domain/rota/model';
import { zoneTable } from '#domain/time/zone';
import { useCalendar } from '../../../api/resources/calendar.ts';
import { segment } from '../../../api/client/client.ts';
import type { Failure } from '../../../api/client/failure.ts';
import type { ListedOverride, StoredRota } from '../../../api/resources/rotas.ts';
import { useAsk, useAskAll } from '../../../api/client/use-ask.ts';
import type { Range } from '../timeline/view.ts';

/** Zones that the page needs besides the rota's own. */
export function zonesOf(rota: StoredRota, absences: readonly AbsenceWire[], own: string): string[] {
  return ['UTC', own, rota.timeZone, ...rota.layers.map(({ timeZone }) => timeZone ?? rota.timeZone), ...absences.map(({ timeZone }) => timeZone ?? rota.timeZone)];
}

/** Overrides that people made, after those of the rota itself, in the order of their making. */
function withOverrides(rota: StoredRota, listed: readonly ListedOverride[]): Rota {
  const base = toRota(rota);
  const known = new Set(base.overrides.map(({ id }) => id));
  const made = listed
    .filter(({ id }) => !known.has(id))
    .map((one) => toOverride(one, one.createdBy === null ? { kind: 'file' } : { kind: 'person', by: one.createdBy }, one.createdAt === null ? null : Date.parse(one.createdAt)));
  return { ...base, overrides: [...base.overrides, ...made] };
}

function toSwap({ id, rota, start, end, inReturn, askedOf, state, asked, taken, closed, note }: SwapWire): Swap {
  const consent = (given: { by: string; at: string }): Consent => ({ by: given.by, at: Date.parse(given.at) });
  const span = (given: { start: string; end: string }) => ({ start: Date.parse(given.start), end: Date.parse(given.end) });
  return { id, rota, window: span({ start, end }), inReturn: inReturn && span(inReturn), askedOf, state, asked: consent(asked), taken: taken && consent(taken), closed: closed && consent(closed), note };
}

export interface RotaData {
  wire: StoredRota;
  rota: Rota;
  facts: RotaFacts;
}

export interface RotaAnswer {
  data: RotaData | null;
  failure: Failure | null;
  isLoading: boolean;
  reload: () => void;
}

export function useRota(id: string, ownZone: string): RotaAnswer {
  const asked = useAsk<StoredRota>({ path: `rotas/${segment(id)}` }, { live: ['rota'], id });
  const overrides = useAskAll<ListedOverride>({ path: `rotas/${segment(id)}/overrides` }, { live: ['rota'], id });
  const absences = useAskAll<AbsenceWire>({ path: 'absences' }, { live: ['rota'] });
  const swaps = useAskAll<SwapWire>({ path: 'swaps', query: { rota: id, state: ['taken'] } }, { live: ['rota'], id });
  const names = asked.data === null || absences.data === null ? null : zonesOf(asked.data, absences.data, ownZone);
  const { calendar, failure } = useCalendar(names, asked.data?.holidays ?? null);

  const data = useMemo<RotaData | null>(() => {
    if (asked.data === null || overrides.data === null || absences.data === null || swaps.data === null || calendar === null) {
      return null;
    }
    const wire = asked.data;
    const away = absences.data.map((one): Absence => toAbsence({ ...one, id: absenceId(one) }, zoneTable(calendar.zones, one.timeZone ?? wire.timeZone)));
    return { wire, rota: withOverrides(wire, overrides.data), facts: { ...calendar, absences: away, swaps: swaps.data.map(toSwap) } };
  }, [asked.data, overrides.data, absences.data, swaps.data, calendar]);

  const reload = () => [asked, overrides, absences, swaps].forEach((one) => one.reload());
  return { data, failure: asked.failure ?? overrides.failure ?? absences.failure ?? swaps.failure ?? failure, isLoading: data === null, reload };
}

interface TimelineAnswer {
  segments: SegmentWire[];
}

/** Who is on call in the end, as the sidecar says: it knows earlier versions of the rota, too. */
export function useFinal(id: string, range: Range | null) {
  const query = range === null ? {} : { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  const asked = useAsk<TimelineAnswer>(range === null ? null : { path: `rotas/${segment(id)}/timeline`, query }, { live: ['rota'], id });
  const segments = useMemo(() => asked.data?.segments.map(({ start, end, onCall }): Segment => ({ start: Date.parse(start), end: Date.parse(end), onCall })) ?? null, [asked.data]);
  return { segments, failure: asked.failure, reload: asked.reload };
}
