/**
 * Deletes old rows, a portion in each transaction, so that a large backlog never holds up paging. No portion reads what it
 * leaves: a table is gone through from its oldest row, and a pass ends at the first row that is young enough.
 */
import { DAY, HOUR } from '#domain/time/duration';
import { holdIncidents } from '../incidents/incidents.ts';
import { dropDaysOf } from '../insight/kept/changes.ts';
import { removeTakenTurns } from '../past/recorded.ts';
import { removeSignalBodies } from '../past/signal-bodies.ts';
import { removeVersionsBefore } from '../past/versions.ts';
import { run, selectIn } from '../query.ts';
import type { RunTransaction, Work } from '../work.ts';
import { removeLabour } from './labour-retention.ts';
import { removeIn } from './remove-in.ts';

export interface RetentionTimes {
  /** ms after their resolution that incidents are kept. */
  incidents: number;
  /** ms that raw payloads are kept. */
  payloads: number;
  /** ms that entries of the audit log are kept; what units keep longer is kept as long. */
  audit: number;
}

/** Each incident has some fifteen rows in the other tables. */
const INCIDENTS = 50;
const ROWS = 500;
/** Rows of which most are only looked at. */
const LOOKED_AT = 1000;
/** A clock that was set back made rows that are younger than later ones. */
const CLOCKS_DIFFER = HOUR;
const LONGEST_YEAR = 366 * DAY;

/**
 * Tables that hold parts of an incident; 0.1 still writes `sync_memory` where it runs beside this release.
 * Interventions are kept longer, since pay and law require them.
 */
const PARTS = [
  'alerts',
  'timeline',
  'pages',
  'signals',
  'incident_keys',
  'syncs',
  'sync_memories',
  'sync_memory',
  'source_questions',
  'quiet_alerts',
  'deliveries',
  'advance_failures',
  'shadow_spans',
  'commands_given',
  'ratings',
  'reviews',
  'review_actions',
];

interface RemovedCounts {
  incidents: number;
  messages: number;
  payloads: number;
  audit: number;
  /** There may be more to remove. */
  more: boolean;
}

export interface Retention {
  /** Removes one portion of each kind, each in a transaction of its own. */
  removeSome(transact: RunTransaction, now: number): Promise<RemovedCounts>;
}

/** What one portion removed, and where the next begins; null: nothing that is left is old. */
interface Portion<Cursor> {
  removed: number;
  next: Cursor | null;
}

const NOTHING_LEFT = { removed: 0, next: null };

interface Cursors {
  incidents: number | null;
  messages: string | null;
  payloads: number | null;
  audit: string | null;
  others: true | null;
}

const START: Cursors = { incidents: 0, messages: '', payloads: 0, audit: '', others: true };

export function createRetention(times: RetentionTimes): Retention {
  let at = START;
  return {
    removeSome: async (transact, now) => {
      const portion = <Cursor>(
        from: Cursor | null,
        remove: (work: Work, from: Cursor) => Promise<Portion<Cursor>>,
      ): Promise<Portion<Cursor>> =>
        from === null ? Promise.resolve(NOTHING_LEFT) : transact((work) => remove(work, from), now);
      const [before, payloadsBefore] = [now - times.incidents, now - times.payloads];
      const incidents = await portion(at.incidents, (work, from) => removeIncidents(work, before, from));
      const messages = await portion(at.messages, (work, from) => removeMessages(work, before, from));
      const payloads = await portion(at.payloads, (work, from) => removePayloads(work, payloadsBefore, from));
      const audit = await portion(at.audit, (work, from) => removeAudit(work, times.audit, from));
      const others = await portion(at.others, (work) => removeOthers(work, times));
      at = {
        incidents: incidents.next,
        messages: messages.next,
        payloads: payloads.next,
        audit: audit.next,
        others: others.next,
      };
      const more = Object.values(at).some((next) => next !== null);
      // Signals stay for long after their payload, so the next pass begins where this one ended.
      at = more ? at : { ...START, payloads: Math.max(0, payloadsBefore - HOUR) };
      return {
        incidents: incidents.removed,
        messages: messages.removed,
        payloads: payloads.removed,
        audit: audit.removed,
        more,
      };
    },
  };
}

/** Numbers follow the order of opening, and nothing is resolved before it is opened. */
async function removeIncidents(work: Work, before: number, from: number): Promise<Portion<number>> {
  const p = work.cap.placeholder;
  const rows = await run<{ id: string; number: number; opened_at: number; resolved_at: number | null }>(
    work.tx,
    `select id, number, opened_at, resolved_at from incidents where state = 'resolved' and number > ${p(1)} order by number limit ${INCIDENTS}`,
    [from],
  );
  const old = rows.filter((row) => row.resolved_at !== null && row.resolved_at < before);
  if (old.length > 0) {
    await removeWithParts(
      work,
      old.map(({ id }) => id),
    );
    await dropDaysOf(
      work,
      old.map(({ opened_at }) => opened_at),
    );
  }
  return { removed: old.length, next: behind(rows, INCIDENTS, before, (row) => [row.opened_at, row.number]) };
}

async function removeWithParts(work: Work, ids: readonly string[]): Promise<void> {
  await holdIncidents(work, ids);
  const deliveries = await selectIn<{ id: string }>(work.tx, work.cap, 'id from deliveries', 'incident', ids);
  const syncs = await selectIn<{ id: string }>(work.tx, work.cap, 'id from syncs', 'incident', ids);
  await removeIn(
    work,
    'attempts',
    'delivery',
    [...deliveries, ...syncs].map((row) => row.id),
  );
  for (const table of PARTS) {
    await removeIn(work, table, 'incident', ids);
  }
  await removeIn(work, 'incidents', 'id', ids);
}

/**
 * Removes deliveries that belong to no incident (weekly mails, handoffs, tests), since no removed incident takes them
 * with it. Ids follow the order of creation.
 */
async function removeMessages(work: Work, before: number, from: string): Promise<Portion<string>> {
  const rows = await run<{ id: string; incident: string | null; state: string; created_at: number }>(
    work.tx,
    `select id, incident, state, created_at from deliveries where id > ${work.cap.placeholder(1)} order by id limit ${LOOKED_AT}`,
    [from],
  );
  const ids = rows
    .filter((row) => row.incident === null && row.state !== 'due' && row.state !== 'sending' && row.created_at < before)
    .map((row) => row.id);
  await removeIn(work, 'attempts', 'delivery', ids);
  await removeIn(work, 'deliveries', 'id', ids);
  return { removed: ids.length, next: behind(rows, LOOKED_AT, before, (row) => [row.created_at, row.id]) };
}

/** Signals keep who, what and when; only the payload itself is removed. Strays are removed as a whole. */
async function removePayloads(work: Work, before: number, from: number): Promise<Portion<number>> {
  const p = work.cap.placeholder;
  const [next] = await run<{ received_at: number }>(
    work.tx,
    `select received_at from signals where received_at >= ${p(1)} order by received_at limit 1 offset ${LOOKED_AT}`,
    [from],
  );
  // Many may have come in the same millisecond.
  const to = next === undefined ? before : Math.min(before, Math.max(from + 1, Number(next.received_at)));
  const old = await run<{ id: string }>(
    work.tx,
    `select id from signals where received_at >= ${p(1)} and received_at < ${p(2)} and (raw is not null or incident is null)`,
    [from, to],
  );
  if (old.length > 0) {
    const list = work.cap.listParameter(old.map(({ id }) => id));
    await run(work.tx, `delete from signals where incident is null and ${work.cap.inList('id', p(1))}`, [list]);
    await run(work.tx, `update signals set raw = null where ${work.cap.inList('id', p(1))}`, [list]);
  }
  return { removed: old.length, next: to >= before ? null : to };
}

/** Ids follow the order of writing. Reading a statement is an entry, which is kept as long as the statement. */
async function removeAudit(work: Work, kept: number, from: string): Promise<Portion<string>> {
  const years = Math.max(0, ...[...work.directory.units.values()].map(({ retentionYears }) => retentionYears));
  const before = work.now - Math.max(kept, years * LONGEST_YEAR);
  const rows = await run<{ id: string; at: number }>(
    work.tx,
    `select id, at from audit where id > ${work.cap.placeholder(1)} order by id limit ${ROWS}`,
    [from],
  );
  const ids = rows.filter(({ at }) => at < before).map(({ id }) => id);
  await removeIn(work, 'audit', 'id', ids);
  return { removed: ids.length, next: behind(rows, ROWS, before, (row) => [row.at, row.id]) };
}

async function removeOthers(work: Work, times: RetentionTimes): Promise<Portion<true>> {
  const [before, payloadsBefore] = [work.now - times.incidents, work.now - times.payloads];
  const replayed = [
    await removeVersionsBefore(work, before, ROWS),
    await removeSignalBodies(work, before, ROWS),
    await removeSome(work, 'rejected', ['id'], payloadsBefore),
    await removeSome(work, 'orphans', ['integration', 'group_key', 'problem'], payloadsBefore),
    await removeSome(work, 'origins', ['integration', 'id'], payloadsBefore),
    await removeTakenTurns(work, before, ROWS),
  ];
  const isMore = (await removeLabour(work)) || replayed.some((removed) => removed >= ROWS);
  return { removed: 0, next: isMore ? true : null };
}

async function removeSome(work: Work, table: string, key: readonly string[], before: number): Promise<number> {
  const columns = key.join(', ');
  const removed = await run(
    work.tx,
    `delete from ${table} where (${columns}) in (select ${columns} from ${table} where at < ${work.cap.placeholder(1)} limit ${ROWS}) returning 1 as one`,
    [before],
  );
  return removed.length;
}

/**
 * Where the next portion begins. @param of when a row was made, and where it is in the order of rows @returns null: there
 * are no further rows, or they are too young
 */
function behind<Row, Cursor>(
  rows: readonly Row[],
  limit: number,
  before: number,
  of: (row: Row) => [madeAt: number, cursor: Cursor],
): Cursor | null {
  const last = rows.at(-1);
  const [madeAt, cursor] = last === undefined ? [before, null] : of(last);
  return rows.length < limit || Number(madeAt) >= before + CLOCKS_DIFFER ? null : cursor;
}
