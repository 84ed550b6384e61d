/** Stores heartbeats of integrations: when the last signal came, and when its absence becomes an alert. */
import { run, upsertRows } from '../query.ts';
import type { HeartbeatTable } from '../schema/intake.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

export interface HeartbeatStates {
  rows: ReadonlyMap<string, HeartbeatTable>;
  /** When silence becomes an alert, epoch ms, by integration. */
  due: ReadonlyMap<string, number>;
}

/** Reads all heartbeats for people to see. */
export async function readHeartbeats(db: Db): Promise<HeartbeatStates> {
  const rows = await readHeartbeatRows(db);
  const timers = await db.selectFrom('timers').select(['subject', 'due_at']).where('kind', '=', 'heartbeat').execute();
  return {
    rows: new Map(rows.map((row) => [row.integration, row])),
    due: new Map(timers.map((timer) => [timer.subject, timer.due_at])),
  };
}

export function readHeartbeatRows(db: Db): Promise<HeartbeatTable[]> {
  return db.selectFrom('heartbeats').selectAll().execute();
}

/** @returns the heartbeat, locked until the transaction ends; null: never armed */
export async function lockHeartbeat(work: Work, integration: string): Promise<HeartbeatTable | null> {
  const rows = await run<HeartbeatTable>(
    work.tx,
    `select * from heartbeats where integration = ${work.cap.placeholder(1)} ${work.cap.forUpdate}`,
    [integration],
  );
  return rows[0] ?? null;
}

export function saveHeartbeat(work: Work, row: HeartbeatTable): Promise<void> {
  return upsertRows(work.tx, work.cap, 'heartbeats', ['integration'], [row]);
}

/** @param by ms, negative */
export async function shiftLastHeartbeats(work: Work, by: number): Promise<void> {
  await run(work.tx, `update heartbeats set last_at = last_at + ${work.cap.placeholder(1)} where last_at is not null`, [
    by,
  ]);
}
