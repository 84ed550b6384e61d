/** Hooks that load everything the page of a rota needs, at once, as domain values. */
import { useMemo } from 'react';
import type { AbsenceWire } from '#contract/rotas/absence';
import type { ListPage } from '#contract/list';
import type { SegmentWire } from '#contract/rotas/on-call';
import type { SwapWire } from '#contract/rotas/swap';
import type { OnCallSegment } from '#domain/rota/model';
import { segment } from '../../../api/client/client.ts';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { useApi, useApiPages } from '../../../api/client/use-api.ts';
import { useCalendar } from '../../../api/resources/calendar.ts';
import type { ListedOverride, StoredRota, VersionWire } from '../../../api/resources/rotas.ts';
import { useDirectory } from '../../../components/people/directory.tsx';
import type { TimeRange } from '../timeline/view.ts';
import type { RotaData, RotaAnswers } from './to-domain.ts';
import { useOutside } from './use-outside.ts';
import { dataOf, regionsOf, zonesOf } from './to-domain.ts';

export interface RotaAnswer {
  data: RotaData | null;
  failure: ApiFailure | null;
  isLoading: boolean;
  reload: () => void;
}

export function useRota(id: string, ownZone: string): RotaAnswer {
  const { people } = useDirectory();
  const asked = useApi<StoredRota>({ path: `rotas/${segment(id)}` }, { live: ['rota'], id });
  const versions = useApi<ListPage<VersionWire>>({ path: `rotas/${segment(id)}/versions` }, { live: ['rota'], id });
  const overrides = useApiPages<ListedOverride>({ path: `rotas/${segment(id)}/overrides` }, { live: ['rota'], id });
  const absences = useApiPages<AbsenceWire>({ path: 'absences' }, { live: ['rota'] });
  const swaps = useApiPages<SwapWire>({ path: 'swaps', query: { rota: id } }, { live: ['rota'], id });

  const { outside, failure: notOutside } = useOutside();
  const told = useMemo<RotaAnswers | null>(() => {
    if (
      asked.data === null ||
      versions.data === null ||
      overrides.data === null ||
      absences.data === null ||
      swaps.data === null ||
      outside === null
    ) {
      return null;
    }
    return {
      wire: asked.data,
      versions: versions.data.items,
      overrides: overrides.data,
      absences: absences.data,
      swaps: swaps.data,
      outside,
    };
  }, [asked.data, versions.data, overrides.data, absences.data, swaps.data, outside]);
  const zones = useMemo(() => new Map(people.map(({ key, timeZone }) => [key, timeZone])), [people]);
  const { calendar, failure } = useCalendar(
    told && zonesOf(told, zones, ownZone),
    told === null ? [] : regionsOf(told),
  );
  const data = useMemo(
    () => (told === null || calendar === null ? null : dataOf(told, calendar, zones)),
    [told, calendar, zones],
  );

  const all = [asked, versions, overrides, absences, swaps];
  return {
    data,
    failure: all.find((one) => one.failure !== null)?.failure ?? notOutside ?? failure,
    isLoading: data === null,
    reload: () => all.forEach((one) => one.reload()),
  };
}

interface TimelineAnswer {
  segments: SegmentWire[];
}

/** The final timeline, as the sidecar resolves it. */
export function useResolvedRota(id: string, range: TimeRange | null) {
  const query =
    range === null ? {} : { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  const asked = useApi<TimelineAnswer>(range === null ? null : { path: `rotas/${segment(id)}/timeline`, query }, {
    live: ['rota'],
    id,
  });
  const segments = useMemo(
    () =>
      asked.data?.segments.map(({ start, end, onCall }): OnCallSegment => ({
        start: Date.parse(start),
        end: Date.parse(end),
        onCall,
      })) ?? null,
    [asked.data],
  );
  return { segments, failure: asked.failure, reload: asked.reload };
}
