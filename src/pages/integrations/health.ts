/** How an integration does, from what came in and what was refused. */
import { DAY } from '#domain/time/duration';
import type { ReceivedAlert, RejectedPayload } from '../../api/resources/integrations.ts';

export type Health =
  /** Nothing ever came: not set up yet, or set up wrongly. */
  | { kind: 'unused' }
  /** What came last was refused. */
  | { kind: 'refusing'; count: number }
  | { kind: 'some-refused'; count: number }
  /** A heartbeat stays away. */
  | { kind: 'silent' }
  | { kind: 'well' }
  /** Could not be asked. */
  | { kind: 'unknown' };

interface Facts {
  isHeartbeat: boolean;
  /** Not resolved yet. */
  openIncidents: number;
  last: Pick<ReceivedAlert, 'receivedAt'> | null;
  /** Newest first; what was replayed is settled. null: not for this reader. */
  rejected: ReadonlyArray<Pick<RejectedPayload, 'at' | 'replayedAt'>> | null;
}

/** @param now epoch ms; refusals older than a day are history. */
export function healthOf({ isHeartbeat, openIncidents, last, rejected }: Facts, now: number): Health {
  const recent = (rejected ?? []).filter(({ at, replayedAt }) => replayedAt === null && Date.parse(at) > now - DAY);
  const [newest] = recent;
  if (isHeartbeat) {
    return openIncidents > 0 ? { kind: 'silent' } : { kind: 'well' };
  }
  if (newest !== undefined && (last === null || newest.at > last.receivedAt)) {
    return { kind: 'refusing', count: recent.length };
  }
  if (newest !== undefined) {
    return { kind: 'some-refused', count: recent.length };
  }
  return last === null ? { kind: 'unused' } : { kind: 'well' };
}
