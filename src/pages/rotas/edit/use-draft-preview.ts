/** Previews a draft: drawn here after every change, examined by the sidecar once typing pauses. */
import { useMemo, useRef } from 'react';
import type { AbsenceWire } from '#contract/rotas/absence';
import { parse } from '#contract/base/schema';
import { rota as rotaSchema, toRota } from '#contract/rotas/rota';
import type { AnyRota, Override, Rota, RotaFacts, Swap } from '#domain/rota/model';
import { factsNeeded, versionsOf } from '#domain/rota/model';
import { DAY } from '#domain/time/duration';
import type { QueryState } from '../../../api/client/use-api.ts';
import { useApi } from '../../../api/client/use-api.ts';
import type { FieldProblem } from '../../../api/client/failure.ts';
import type { RotaPreviewWire } from '../../../api/resources/rotas.ts';
import { useCalendar } from '../../../api/resources/calendar.ts';
import { useDebounced } from '../../../components/browser/use-debounced.ts';
import { absencesIn } from '../data/to-domain.ts';
import type { OutsideData } from '../data/use-outside.ts';
import type { RotaBody } from './draft.ts';

/** The saved data, besides the draft. */
export interface SavedRotaData {
  /** null for a new rota. */
  history: AnyRota | null;
  /** Overrides that people made. */
  made: readonly Override[];
  swaps: readonly Swap[];
  absences: readonly AbsenceWire[];
  zones: ReadonlyMap<string, string | undefined>;
  /** Further zones that the page needs. */
  alsoZones: readonly string[];
  outside: OutsideData;
}

/** The draft in force from `start` on, and the earlier states before it. */
function withDraft(history: AnyRota | null, rota: Rota, start: number): AnyRota {
  if (history === null) {
    return rota;
  }
  const past = versionsOf(history).filter(({ from }) => from === null || from < start);
  return { versions: [...past, { from: start, rota }] };
}

export interface DrawnDraft {
  rota: Rota;
  /** The rota with its past. */
  whole: AnyRota;
  facts: RotaFacts;
}

/** @returns the last valid draft, and the problems of the present one */
export function useDrawnDraft(
  id: string,
  body: RotaBody,
  background: SavedRotaData,
  start: number,
): { drawn: DrawnDraft | null; problems: FieldProblem[] } {
  const parsed = useMemo(() => parse(rotaSchema, { id, ...body }), [id, body]);
  const rota = useMemo<Rota | null>(() => {
    if (!parsed.ok) {
      return null;
    }
    const plain = toRota(parsed.value);
    return { ...plain, overrides: [...plain.overrides, ...background.made] };
  }, [parsed, background.made]);
  const whole = useMemo(() => rota && withDraft(background.history, rota, start), [rota, background.history, start]);
  const needed = useMemo(() => whole && factsNeeded(whole), [whole]);
  const { absences, swaps, zones, alsoZones, outside } = background;
  const names = needed && [
    ...needed.zones,
    ...alsoZones,
    ...absences.map((one) => one.timeZone ?? zones.get(one.user) ?? body.timeZone),
  ];
  const { calendar } = useCalendar(names, needed?.regions ?? []);
  const facts = useMemo<RotaFacts | null>(
    () =>
      calendar && {
        ...calendar,
        swaps,
        absences: [...absencesIn(absences, calendar, zones, body.timeZone), ...outside.absences],
        calendars: outside.shifts,
      },
    [calendar, swaps, absences, zones, outside, body.timeZone],
  );
  const last = useRef<DrawnDraft | null>(null);
  if (rota !== null && whole !== null && facts !== null) {
    last.current =
      last.current?.whole === whole && last.current.facts === facts ? last.current : { rota, whole, facts };
  }
  return { drawn: last.current, problems: parsed.ok ? [] : parsed.problems };
}

/** How far ahead the draft is examined. */
const JUDGED = 90 * DAY;

/** @param from when the draft takes effect; null for now */
export function useDraftFindings(
  rota: (RotaBody & { id?: string }) | null,
  from: number | null,
  now: number,
): QueryState<RotaPreviewWire> {
  const start = from ?? now;
  const asked =
    rota === null
      ? null
      : {
          rota,
          from: new Date(start).toISOString(),
          to: new Date(start + JUDGED).toISOString(),
          ...(from !== null && { holdsFrom: new Date(from).toISOString() }),
        };
  const text = useDebounced(asked === null ? null : JSON.stringify(asked));
  return useApi<RotaPreviewWire>(
    text === null ? null : { method: 'POST', path: 'rotas/preview', body: JSON.parse(text) as unknown },
    { keep: true, live: ['rota'] },
  );
}
