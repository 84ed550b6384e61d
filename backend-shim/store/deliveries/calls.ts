/** Maps each phone call to the delivery that it was made for. */
import { run } from '../query.ts';
import type { Work } from '../work.ts';

export interface CalledDelivery {
  user: string | null;
  /** Id of the room; null: the call goes to a person. */
  channel: string | null;
  /** All incidents that the call is about. */
  incidents: string[];
}

interface CalledRow {
  id: string;
  user: string | null;
  channel: string | null;
  incident: string | null;
}

/** null: the call belongs to no delivery, as for tests. */
export async function readCalled(work: Work, delivery: string): Promise<CalledDelivery | null> {
  const p = work.cap.placeholder;
  const text = `select id, "user", channel, incident from deliveries where id = ${p(1)} or (bundled_into = ${p(2)} and bundled_into is not null) order by id`;
  const rows = await run<CalledRow>(work.tx, text, [delivery, delivery]);
  const carrier = rows.find((row) => row.id === delivery);
  if (!carrier) {
    return null;
  }
  const incidents = rows.flatMap((row) => (row.incident === null ? [] : [row.incident]));
  return { user: carrier.user, channel: carrier.channel, incidents: [...new Set(incidents)] };
}
