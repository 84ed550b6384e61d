/** Stores rows with a due time, the engine's only queue. */
import type { ShadowState } from '#domain/notify/shadow';
import type { StoreCapabilities } from './capabilities.ts';
import { run, upsertRows, write } from './query.ts';
import type { TimerTable } from './schema.ts';
import { readShadowStateWith } from './shadow/shadows.ts';
import type { Db } from './store.ts';
import type { Work } from './work.ts';

/**
 * The kinds of timers: an incident, a page, a heartbeat, a step whose deliveries all failed; a person's rests (by login),
 * a unit.
 */
export type TimerKind =
  'incident' | 'page' | 'heartbeat' | 'unreachable' | 'rota' | 'swap' | 'calendar' | 'rest' | 'unit';

export async function setTimers(work: Work, rows: readonly TimerTable[]): Promise<void> {
  await upsertRows(work.tx, work.cap, 'timers', ['kind', 'subject'], rows);
}

/** Makes these timers due in the round after this transaction. */
export function setDueNow(work: Work, kind: TimerKind, subjects: readonly string[]): Promise<void> {
  // Always in the same order, so that two transactions do not deadlock.
  const inOrder = [...new Set(subjects)].sort();
  return setTimers(
    work,
    inOrder.map((subject) => ({ kind, subject, due_at: work.now, rank: 0, attempt: 0 })),
  );
}

export async function clearTimers(work: Work, kind: TimerKind, subjects: readonly string[]): Promise<void> {
  if (subjects.length > 0) {
    const text = `delete from timers where kind = ${work.cap.placeholder(1)} and ${work.cap.inList('subject', work.cap.placeholder(2))}`;
    await write(work.tx, text, [kind, work.cap.listParameter(subjects)]);
  }
}

/** @returns what has a timer of this kind */
export async function readTimerSubjects({ tx, cap }: Work, kind: TimerKind): Promise<string[]> {
  const rows = await run<{ subject: string }>(tx, `select subject from timers where kind = ${cap.placeholder(1)}`, [
    kind,
  ]);
  return rows.map(({ subject }) => subject);
}

/**
 * Moves timers when the machine's clock was set back.
 * @param by ms, negative
 */
export async function shiftTimers({ tx, cap }: Work, kind: TimerKind, by: number): Promise<void> {
  const p = cap.placeholder;
  await run(tx, `update timers set due_at = due_at + ${p(1)} where kind = ${p(2)}`, [by, kind]);
}

/**
 * These timers have no other row as their owner: code that writes an intervention sets the timer, and waits while it is
 * handled.
 */
const ITSELF = 'timers owner where owner.kind = t.kind and owner.subject = t.subject';

/** The owner of each kind of timer, as `owner`; code that has locked the owner's row may move the timer. */
const OWNERS: Record<TimerKind, string> = {
  incident: 'incidents owner where owner.id = t.subject',
  page: 'pages join incidents owner on owner.id = pages.incident where pages.id = t.subject',
  heartbeat: 'heartbeats owner where owner.integration = t.subject',
  swap: "config owner where owner.kind = 'swaps' and owner.id = t.subject",
  calendar: 'calendar_states owner where owner.calendar = t.subject',
  rota: 'rota_marks owner where owner.rota = t.subject',
  unreachable: "incidents owner where owner.id = split_part(t.subject, ':', 1)",
  rest: ITSELF,
  unit: ITSELF,
};

/**
 * Reads due timers, most severe first; of equal ones in the order of their subjects, so that a replay takes turns alike.
 * Timers stay until the stage that handles them moves or clears them in the same transaction. Where sidecars share the
 * database, the owners (the incident, the heartbeat) are locked, and owners that another sidecar works on are skipped: no
 * transaction waits here, so none can deadlock. A timer may have been moved just before its owner was locked, so the
 * owner's own state, read after this, decides.
 */
export async function dueTimers(work: Work, kind: TimerKind, limit: number): Promise<TimerTable[]> {
  const { placeholder: p, shared } = work.cap;
  const due = `select * from timers where kind = ${p(1)} and due_at <= ${p(2)} order by rank desc, due_at, subject`;
  // `lateral` locks one owner after the other until there are enough; a join would look up those of all due timers.
  const held = `lateral (select 1 from ${OWNERS[kind]} for update of owner skip locked) held`;
  const text = shared ? `select t.* from (${due}) t, ${held} limit ${p(3)}` : `${due} limit ${p(3)}`;
  const found = await run<TimerTable>(work.tx, text, [kind, work.now, limit]);
  return shared && found.length === 0 && MAY_LOSE_OWNER.has(kind) ? dueWithoutOwner(work, kind, limit) : found;
}

/**
 * A change of the configuration deletes these owners, and another transaction that still saw one may set its timer
 * afterwards. Nobody could hold such a timer by its owner, and it would be due for ever; the stage clears it.
 */
const MAY_LOSE_OWNER: ReadonlySet<TimerKind> = new Set(['heartbeat', 'rota', 'swap', 'calendar']);

/** Asked for only where a kind is due and no timer of it can be held by its owner. */
function dueWithoutOwner(work: Work, kind: TimerKind, limit: number): Promise<TimerTable[]> {
  const { placeholder: p } = work.cap;
  const text = `select t.* from timers t where t.kind = ${p(1)} and t.due_at <= ${p(2)}
    and not exists (select 1 from ${OWNERS[kind]}) order by t.subject limit ${p(3)} for update of t skip locked`;
  return run<TimerTable>(work.tx, text, [kind, work.now, limit]);
}

/** The due timer of a subject, locked; null: it is not due any more, or another sidecar has it. */
export async function holdTimer(work: Work, kind: TimerKind, subject: string): Promise<TimerTable | null> {
  const { placeholder: p, forUpdateSkipLocked } = work.cap;
  const [timer] = await run<TimerTable>(
    work.tx,
    `select * from timers where kind = ${p(1)} and subject = ${p(2)} and due_at <= ${p(3)} ${forUpdateSkipLocked}`,
    [kind, subject, work.now],
  );
  return timer ?? null;
}

const FIRST_BACKOFF = 1000;
const LONGEST_BACKOFF = 5 * 60_000;

/** A row that throws is pushed back and never blocks the others. */
export async function reschedule(work: Work, timer: TimerTable): Promise<void> {
  const wait = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** Math.min(timer.attempt, 20));
  await setTimers(work, [{ ...timer, due_at: work.now + wait, attempt: timer.attempt + 1 }]);
}

/** The kinds of rows that may be due: timers, deliveries, receipts, updates of sources, expired leases. */
export type DueKind = TimerKind | 'delivery' | 'receipt' | 'sync';

const timersOf = (kind: TimerKind) => `select min(due_at) as at from timers where kind = '${kind}'`;

/** Finds the earliest row of each kind. A missing kind does not compile, since nothing would wake the engine for it. */
const EARLIEST_OF: Record<DueKind, readonly string[]> = {
  incident: [timersOf('incident')],
  // Requests to the outbox that their transaction did not plan are due at once.
  page: [timersOf('page'), 'select min(0) as at from outbox_requests'],
  heartbeat: [timersOf('heartbeat')],
  rota: [timersOf('rota')],
  swap: [timersOf('swap')],
  calendar: [timersOf('calendar')],
  unreachable: [timersOf('unreachable')],
  rest: [timersOf('rest')],
  unit: [timersOf('unit')],
  delivery: [
    "select min(due_at) as at from deliveries where state = 'due'",
    "select min(lease_until) as at from deliveries where state = 'sending'",
  ],
  receipt: ['select min(due_at) as at from receipts'],
  sync: [
    "select min(due_at) as at from syncs where state = 'due'",
    "select min(lease_until) as at from syncs where state = 'sending'",
  ],
};

const EARLIEST = Object.entries(EARLIEST_OF)
  .flatMap(([kind, selects]) => selects.map((select) => select.replace('select ', `select '${kind}' as kind, `)))
  .join(' union all ');

/** A row of `EARLIEST`. */
interface Earliest {
  kind: DueKind;
  at: number | null;
}

async function earliestOfEach(db: Db): Promise<Array<{ kind: DueKind; at: number }>> {
  return present(await run<Earliest>(db, EARLIEST, []));
}

function present(rows: readonly Earliest[]): Array<{ kind: DueKind; at: number }> {
  return rows.flatMap(({ kind, at }) => (at === null ? [] : [{ kind, at }]));
}

/** The earliest instant at which a timer or a delivery is due, or a lease ends; null: none. */
export async function earliestDue(db: Db): Promise<number | null> {
  const found = await earliestOfEach(db);
  return found.length === 0 ? null : Math.min(...found.map(({ at }) => at));
}

/** The kinds with due rows at `now`; the other kinds need no transaction. */
export async function dueKinds(db: Db, now: number): Promise<ReadonlySet<DueKind>> {
  return kindsUntil(await earliestOfEach(db), now);
}

/** The same, and what is in shadow. */
export async function dueKindsAndShadow(
  db: Db,
  cap: StoreCapabilities,
  now: number,
): Promise<{ kinds: ReadonlySet<DueKind>; shadow: ShadowState }> {
  const [shadow, rows] = await readShadowStateWith<Earliest>(db, cap, [{ text: EARLIEST, parameters: [] }]);
  return { kinds: kindsUntil(present(rows), now), shadow };
}

function kindsUntil(found: ReadonlyArray<{ kind: DueKind; at: number }>, now: number): ReadonlySet<DueKind> {
  return new Set(found.filter(({ at }) => at <= now).map(({ kind }) => kind));
}
