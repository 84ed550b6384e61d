/** How heartbeats do, for people to see. */
import type { HeartbeatTable } from '../schema/intake.ts';
import type { Db } from '../store.ts';

export interface Heartbeats {
  rows: ReadonlyMap<string, HeartbeatTable>;
  /** When silence becomes an alert, epoch ms, by integration. */
  due: ReadonlyMap<string, number>;
}

export async function readHeartbeats(db: Db): Promise<Heartbeats> {
  const rows = await db.selectFrom('heartbeats').selectAll().execute();
  const timers = await db.selectFrom('timers').select(['subject', 'due_at']).where('kind', '=', 'heartbeat').execute();
  return {
    rows: new Map(rows.map((row) => [row.integration, row])),
    due: new Map(timers.map((timer) => [timer.subject, timer.due_at])),
  };
}
