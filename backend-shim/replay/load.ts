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
import type { LeftOutBecause, PastIncident, PastRange, PastReader } from '../store/past/read-period.ts';
import type { RecordedPeriod } from './recorded.ts';

export interface LoadedPeriod {
  period: RecordedPeriod;
  incidents: ReadonlyMap<string, PastIncident>;
  /** Incidents that are not gone through again. `earlier`: they were open when the period began. */
  leftOut: ReadonlyMap<string, LeftOutBecause | 'earlier' | 'by-hand'>;
}

export async function loadPeriod(reader: PastReader, range: PastRange): Promise<LoadedPeriod> {
  const incidents = new Map((await readPastIncidents(reader, range)).map((one) => [one.id, one]));
  const because = await readLeftOut(reader, range, [...incidents.keys()]);
  const leftOut = new Map(
    [...incidents.values()].flatMap(
      ({ id, openedAt, integration }): Array<[string, LeftOutBecause | 'earlier' | 'by-hand']> => {
        const cause = openedAt < range.from ? 'earlier' : integration === null ? 'by-hand' : because.get(id);
        return cause === undefined ? [] : [[id, cause]];
      },
    ),
  );
  const counts = ({ incident }: { incident: string | null }) =>
    incident === null || (incidents.has(incident) && !leftOut.has(incident));
  const period: RecordedPeriod = {
    ...range,
    signals: (await readPastSignals(reader, range)).filter(counts),
    commands: (await readPastCommands(reader, range)).filter(counts),
    deliveries: (await readPastDeliveries(reader, range)).filter(counts),
    pages: (await readPastPages(reader, range)).filter(counts),
    rests: Map.groupBy(await readApplyingRests(reader.db, range.from), ({ user }) => user),
    turns: await readTurnsAt(reader, range.from),
    downtimes: await readDowntimes(reader, range),
  };
  return { period, incidents, leftOut };
}
