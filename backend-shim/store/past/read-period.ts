/** Reads what is recorded of a period, for a replay. */
import type { Command } from '#domain/incident/commands/command';
import type { Actor } from '#domain/incident/model';
import type { Alert } from '#domain/incident/signal/alert';
import type { StoreCapabilities } from '../capabilities.ts';
import { readPortions } from '../concurrency/by-portions.ts';
import { run, selectIn } from '../query.ts';
import type { Db } from '../store.ts';
import { readOr } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import { ALERT_BODY, COMMAND, toAlert, toCommand } from './stored-past.ts';

export interface PastReader {
  db: Db;
  cap: StoreCapabilities;
  noting: UnreadableReporter;
}

/** Periods are as long as 400 days, and paging goes on meanwhile. */
const PORTIONS = { size: 500, most: Infinity };

/** `[from, to)`, epoch ms. */
export interface PastRange {
  from: number;
  to: number;
}

/** Instants are epoch ms. */
export interface PastSignal {
  id: string;
  at: number;
  integration: string;
  /** The incident that it opened or joined. */
  incident: string | null;
  decision: string;
  pageTest: boolean;
  /** As its source's parser read it. */
  alert: Alert;
  /** The last alert with these keys came again, as it was: of `alert`, only these count. */
  repeats?: true;
}

interface SignalRow {
  id: string;
  at: number;
  integration: string;
  tests: number;
  body: string;
  incident: string | null;
  decision: string | null;
}

/** By instant. An alert that cannot be read is left out. */
export async function readPastSignals({ db, cap, noting }: PastReader, { from, to }: PastRange): Promise<PastSignal[]> {
  const p = cap.placeholder;
  const signals: PastSignal[] = [];
  await readPortions<SignalRow>(
    PORTIONS,
    (last) =>
      run(
        db,
        `select b.signal as id, b.at, b.integration, b.tests, b.body, s.incident, s.decision
         from signal_bodies b left join signals s on s.id = b.signal
         where (b.at, b.signal) > (${p(1)}, ${p(2)}) and b.at < ${p(3)} order by b.at, b.signal limit ${PORTIONS.size}`,
        [last?.at ?? from, last?.id ?? '', to],
      ),
    (rows) => {
      for (const { body, tests, decision, ...row } of rows) {
        const alert = readOr(ALERT_BODY, body, { kind: 'signalBodies', id: row.id, field: 'body' }, noting, null);
        if (alert !== null) {
          const { repeats, ...read } = alert;
          const more = repeats === undefined ? {} : { repeats };
          signals.push({ ...row, decision: decision ?? '', pageTest: tests === 1, alert: toAlert(read), ...more });
        }
      }
    },
  );
  return signals;
}

export interface PastCommand {
  at: number;
  incident: string;
  command: Command;
  actor: Actor;
}

interface CommandRow {
  id: string;
  at: number;
  incident: string;
  actor: string;
  actor_kind: string;
  via: string;
  command: string;
}

/** On these incidents, by instant. */
export async function readPastCommands(
  { db, cap, noting }: PastReader,
  { from, to }: PastRange,
  incidents: readonly string[],
): Promise<PastCommand[]> {
  const p = cap.placeholder;
  const rows: CommandRow[] = [];
  await byIncidents(incidents, async (ids) => {
    const text = `select * from commands_given where ${cap.inList('incident', p(1))} and at >= ${p(2)} and at < ${p(3)}`;
    rows.push(...(await run<CommandRow>(db, text, [cap.listParameter(ids), from, to])));
  });
  rows.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return rows.flatMap(({ id, at, incident, actor, actor_kind, via, command }): PastCommand[] => {
    const read = readOr(COMMAND, command, { kind: 'commandsGiven', id, field: 'command' }, noting, null);
    const by: Actor = { name: actor, kind: actor_kind as Actor['kind'], via };
    return read === null ? [] : [{ at, incident, command: toCommand(read, at), actor: by }];
  });
}

/** No index finds what happened in a period; that of an incident is found by its id. */
async function byIncidents(
  incidents: readonly string[],
  each: (ids: readonly string[]) => Promise<void>,
): Promise<void> {
  let start = 0;
  await readPortions<string>(
    PORTIONS,
    () => Promise.resolve(incidents.slice(start, (start += PORTIONS.size))),
    (ids) => (ids.length === 0 ? undefined : each(ids)),
  );
}

/** One delivery of a page, or one message to a room that a step names. */
export interface PastDelivery {
  id: string;
  incident: string;
  user: string | null;
  channel: string | null;
  method: string | null;
  state: string;
  outcome: string | null;
  createdAt: number;
  doneAt: number | null;
  attempts: Array<{ at: number; tookMs: number; outcome: 'done' | 'retry' | 'never'; reason: string | null }>;
}

/** About these incidents. */
export async function readPastDeliveries(
  { db, cap }: PastReader,
  { from, to }: PastRange,
  incidents: readonly string[],
): Promise<PastDelivery[]> {
  const p = cap.placeholder;
  const deliveries: PastDelivery[] = [];
  await byIncidents(incidents, async (ids) => {
    const rows = await run<Omit<PastDelivery, 'attempts'>>(
      db,
      `select id, incident, "user", channel, method, state, outcome, created_at as "createdAt", done_at as "doneAt"
       from deliveries where ${cap.inList('incident', p(1))} and kind = 'page'
         and created_at >= ${p(2)} and created_at < ${p(3)}`,
      [cap.listParameter(ids), from, to],
    );
    const attempts = await selectIn<PastDelivery['attempts'][number] & { delivery: string }>(
      db,
      cap,
      'delivery, at, took_ms as "tookMs", outcome, reason from attempts',
      'delivery',
      rows.map(({ id }) => id),
      'order by delivery, attempt, at',
    );
    const byDelivery = Map.groupBy(attempts, ({ delivery }) => delivery);
    deliveries.push(...rows.map((row) => ({ ...row, attempts: byDelivery.get(row.id) ?? [] })));
  });
  return deliveries;
}

export interface PastPage {
  incident: string;
  user: string;
  urgency: string;
  startedAt: number;
  endedAt: number | null;
}

/** About these incidents. */
export async function readPastPages(
  { db, cap }: PastReader,
  { from, to }: PastRange,
  incidents: readonly string[],
): Promise<PastPage[]> {
  const p = cap.placeholder;
  const pages: PastPage[] = [];
  await byIncidents(incidents, async (ids) => {
    const rows = await run<PastPage>(
      db,
      `select incident, "user", urgency, started_at as "startedAt", ended_at as "endedAt" from pages
       where ${cap.inList('incident', p(1))} and started_at >= ${p(2)} and started_at < ${p(3)} order by incident, id`,
      [cap.listParameter(ids), from, to],
    );
    pages.push(...rows);
  });
  return pages;
}

export interface PastIncident {
  id: string;
  integration: string | null;
  openedAt: number;
}

/** What was opened in the period, in order. */
export async function readPastIncidents({ db, cap }: PastReader, { from, to }: PastRange): Promise<PastIncident[]> {
  const p = cap.placeholder;
  const incidents: PastIncident[] = [];
  await readPortions<PastIncident>(
    PORTIONS,
    (last) =>
      run(
        db,
        `select id, integration, opened_at as "openedAt" from incidents
         where (opened_at, id) > (${p(1)}, ${p(2)}) and opened_at < ${p(3)} order by opened_at, id limit ${PORTIONS.size}`,
        [last?.openedAt ?? from, last?.id ?? '', to],
      ),
    (rows) => void incidents.push(...rows),
  );
  return incidents;
}

/** Why an incident cannot be gone through again. */
export type LeftOutBecause = 'merged' | 'silenced' | 'shadow';

/** Of these incidents, by whose ids it is found: no index finds the timeline of a period. */
export async function readLeftOut(
  { db, cap }: PastReader,
  { from, to }: PastRange,
  incidents: readonly string[],
): Promise<Map<string, LeftOutBecause>> {
  const p = cap.placeholder;
  const isOne = (first: number) => cap.inList('incident', p(first));
  const text = `select incident, 'merged' as because from timeline
       where ${isOne(1)} and at >= ${p(2)} and at < ${p(3)} and kind = 'merged'
     union select incident, 'silenced' from timeline
       where ${isOne(4)} and at >= ${p(5)} and at < ${p(6)} and kind = 'held' and data like '%"silenced"%'
     union select incident, 'shadow' from timeline
       where ${isOne(7)} and at >= ${p(8)} and at < ${p(9)} and kind = 'shadow'
     union select incident, 'shadow' from deliveries
       where ${isOne(10)} and outcome = 'shadow' and created_at >= ${p(11)} and created_at < ${p(12)}
     union select incident, 'shadow' from shadow_spans where ${isOne(13)} and to_at >= ${p(14)} and from_at < ${p(15)}`;
  const found = new Map<string, LeftOutBecause>();
  await byIncidents(incidents, async (ids) => {
    const one = [cap.listParameter(ids), from, to];
    const rows = await run<{ incident: string; because: LeftOutBecause }>(db, text, [
      ...one,
      ...one,
      ...one,
      ...one,
      ...one,
    ]);
    rows.forEach(({ incident, because }) => found.set(incident, because));
  });
  return found;
}

/** The turn of each round-robin at an instant. One that is passed over is taken without a trace, before the next one is. */
export async function readTurnsAt({ db, cap }: PastReader, at: number): Promise<Map<string, number>> {
  const text = `select key, max(next) as next from turns_taken where at < ${cap.placeholder(1)} group by key`;
  const taken = await run<{ key: string; next: number }>(db, text, [at]);
  return new Map(taken.map(({ key, next }) => [key, Number(next)]));
}

export async function readDowntimes(
  { db, cap }: PastReader,
  { from, to }: PastRange,
): Promise<Array<{ from: number; to: number }>> {
  const p = cap.placeholder;
  return run(
    db,
    `select from_at as "from", to_at as "to" from downtimes where to_at > ${p(1)} and from_at < ${p(2)} order by from_at`,
    [from, to],
  );
}
