/** Loads what is recorded of a period, without what cannot be gone through again. */
import { readApplyingRests } from '../store/labour/rests/rests.ts';
import {
  readDowntimes,
  readLeftOut,
  readPastCommands,
  readPastDeliveries,
  readPastIncidents,
  readPastPages,
  readPastSignals,
  readTurnsAt,
} from '../store/past/read-period.ts';
import type { LeftOutBecause, PastRange, PastReader } from '../store/past/read-period.ts';
import type { RecordedPeriod } from './recorded.ts';

/** `earlier`: they were open when the period began. */
type LeftOutCause = LeftOutBecause | 'earlier' | 'by-hand';

export interface LoadedPeriod {
  period: RecordedPeriod;
  /** Incidents that are not gone through again. */
  leftOut: ReadonlyMap<string, LeftOutCause>;
}

export async function loadPeriod(reader: PastReader, range: PastRange): Promise<LoadedPeriod> {
  const opened = await readPastIncidents(reader, range);
  const all = await readPastSignals(reader, range);
  const because = await readLeftOut(
    reader,
    range,
    opened.map(({ id }) => id),
  );
  const known = new Set(opened.map(({ id }) => id));
  const leftOut = new Map<string, LeftOutCause>([
    ...all.flatMap(({ incident }) =>
      incident === null || known.has(incident) ? [] : [[incident, 'earlier'] as const],
    ),
    ...opened.flatMap(({ id, integration }) => {
      const cause = integration === null ? 'by-hand' : because.get(id);
      return cause === undefined ? [] : [[id, cause] as const];
    }),
  ]);
  const counted = opened.flatMap(({ id }) => (leftOut.has(id) ? [] : [id]));
  const period: RecordedPeriod = {
    ...range,
    signals: all.filter(({ incident }) => incident === null || !leftOut.has(incident)),
    commands: await readPastCommands(reader, range, counted),
    deliveries: await readPastDeliveries(reader, range, counted),
    pages: await readPastPages(reader, range, counted),
    rests: Map.groupBy(await readApplyingRests(reader.db, range.from), ({ user }) => user),
    turns: await readTurnsAt(reader, range.from),
    downtimes: await readDowntimes(reader, range),
  };
  return { period, leftOut };
}
