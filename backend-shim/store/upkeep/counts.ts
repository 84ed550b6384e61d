/** Counts rows for metrics, when they are scraped. */
import { run } from '../query.ts';
import { UNRESOLVED, UNRESOLVED_STATES } from '../incidents/list/unresolved.ts';
import type { Store } from '../store.ts';
import { CAPABILITIES } from '../capabilities.ts';

export interface LabelledCount {
  labels: Record<string, string>;
  value: number;
}

export async function incidentsByState({ read }: Store): Promise<LabelledCount[]> {
  const rows = await run<{ state: string; n: number }>(
    read,
    `select state, count(*) as n from incidents where ${UNRESOLVED} group by state`,
    [],
  );
  const found = new Map(rows.map((row) => [row.state, row.n]));
  return UNRESOLVED_STATES.map((state) => ({ labels: { state }, value: found.get(state) ?? 0 }));
}

export async function exhaustedIncidents({ read }: Store): Promise<LabelledCount[]> {
  const [row] = await run<{ n: number }>(
    read,
    `select count(*) as n from incidents where state = 'open' and exhausted = 1`,
    [],
  );
  return [{ labels: {}, value: row?.n ?? 0 }];
}

export async function timersArmed({ read }: Store): Promise<LabelledCount[]> {
  const rows = await run<{ kind: string; n: number }>(read, 'select kind, count(*) as n from timers group by kind', []);
  return rows.map((row) => ({ labels: { kind: row.kind }, value: row.n }));
}

/** Due timers that were not handled yet; if more than a few remain for long, the engine is behind. */
export async function timersLate({ read, dialect }: Store, now: number): Promise<LabelledCount[]> {
  const [row] = await run<{ n: number }>(
    read,
    `select count(*) as n from timers where due_at < ${CAPABILITIES[dialect].placeholder(1)}`,
    [now],
  );
  return [{ labels: {}, value: row?.n ?? 0 }];
}

export async function deliveriesWaiting({ read }: Store): Promise<LabelledCount[]> {
  const rows = await run<{ channel_kind: string; n: number }>(
    read,
    `select channel_kind, count(*) as n from deliveries where state in ('due', 'sending') group by channel_kind`,
    [],
  );
  return rows.map((row) => ({ labels: { channel: row.channel_kind }, value: row.n }));
}
