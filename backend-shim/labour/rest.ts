/** Brings the rests of a person up to date, tells whoever must know, and asks the person when they stopped. */
import type { InterventionRecord, RestRecord } from '#domain/labour/facts/model';
import type { Unit } from '#domain/labour/facts/unit';
import { isAssumed } from '#domain/labour/intervention-end';
import { asksAt, isToTell, settlesAt, tellsAt } from '#domain/labour/telling';
import { timeAndRests } from '#domain/labour/time-of';
import type { PersonTime } from '#domain/labour/time-of';
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { readRestFacts } from '../store/labour/facts.ts';
import { markAsked } from '../store/labour/intervention-details.ts';
import { unitsOf } from '../store/labour/ordinary-hours.ts';
import { changedRestRow, lockRestsOf, newRestRow, saveRests, toldStart } from '../store/labour/rests/rests.ts';
import { restRecord } from '../store/labour/rests/stored-rests.ts';
import { interventionsToAsk } from '../store/labour/confirmation/to-confirm.ts';
import { requestNotices } from '../store/outbox-requests.ts';
import type { RestTable } from '../store/schema/labour.ts';
import { outOfService } from '../store/stored/out-of-service.ts';
import { clearTimers, holdTimer, setTimers } from '../store/timers.ts';
import type { Work } from '../store/work.ts';
import { tellManagers } from './managers.ts';

/** How far from now planned starts are examined, both ways. */
const LOOKED_AT = 8 * DAY;

/** Brings the rests of one person up to date. Doing it twice changes nothing. */
export async function tickRests(work: Work, login: string): Promise<void> {
  if ((await holdTimer(work, 'rest', login)) === null) {
    return;
  }
  const range = { start: work.now - LOOKED_AT, end: work.now + LOOKED_AT };
  const rows = await lockRestsOf(work, login, range.start, range.end);
  const units = unitsOf(work.directory, login);
  const saved: RestTable[] = [];
  let next = Infinity;
  for (const unit of units) {
    const look = await lookAtUnit(work, { login, unit, range }, rows);
    saved.push(...look.rows);
    next = Math.min(next, look.next);
  }
  const others = rows.filter(({ unit, state }) => state !== 'void' && !units.some(({ id }) => id === unit));
  const broken = await outOfService(
    work,
    'units',
    others.map(({ unit }) => unit),
  );
  const gone = others.filter(({ unit }) => !broken.has(unit));
  saved.push(...gone.map((row) => changed(work, row, { ...recordOf(work, row), state: 'void' })));
  await saveRests(
    work,
    onePerStart(saved).filter((row) => !rows.includes(row)),
  );
  await (next === Infinity
    ? clearTimers(work, 'rest', [login])
    : setTimers(work, [{ kind: 'rest', subject: login, due_at: next, rank: 0, attempt: 0 }]));
}

/** Where a planned start passed from one unit to another, what the new unit says of it replaces the old one's void. */
function onePerStart(saved: readonly RestTable[]): RestTable[] {
  const last = saved.toSorted((a, b) => Number(b.state === 'void') - Number(a.state === 'void'));
  return [...new Map(last.map((row) => [row.id, row])).values()];
}

interface RestSubject {
  login: string;
  unit: Unit;
  range: Span;
}

interface RestLook {
  rows: RestTable[];
  /** The instant of the next look; Infinity: the next one follows a change. */
  next: number;
}

async function lookAtUnit(work: Work, subject: RestSubject, known: readonly RestTable[]): Promise<RestLook> {
  const { login, unit, range } = subject;
  const person = await readRestFacts(work.tx, work.directory, { login, unit, range, now: work.now });
  const own = known.filter((row) => row.unit === unit.id).map((row) => recordOf(work, row));
  const { time, rests } = timeAndRests(person, unit.rules, own, range, work.now);
  const rows = rests.flatMap((record) => rowOf(work, subject, record, known));
  const told = await tell(work, subject, rows);
  const asked = await ask(work, subject, time, rests, told.now);
  return { rows: told.rows, next: Math.min(told.next, asked) };
}

function recordOf(work: Work, row: RestTable): RestRecord {
  return restRecord(row, work.unreadable);
}

function changed(work: Work, row: RestTable, record: RestRecord): RestTable {
  return changedRestRow(row, record, work.now, work.unreadable);
}

/** A planned start of another unit, which had the person before, becomes one of this unit. */
function rowOf(work: Work, { login, unit }: RestSubject, record: RestRecord, known: readonly RestTable[]): RestTable[] {
  const row = known.find(({ planned_at }) => planned_at === record.plannedAt);
  if (row === undefined) {
    return [newRestRow(work, { user: login, unit: unit.id }, record)];
  }
  if (row.unit !== unit.id && record.state === 'void') {
    return [];
  }
  const after = changed(work, row, record);
  return [row.unit === unit.id ? after : { ...after, unit: unit.id }];
}

interface ToldRests extends RestLook {
  /** Planned starts that the person is told of now. */
  now: number[];
}

async function tell(work: Work, { unit }: RestSubject, rows: readonly RestTable[]): Promise<ToldRests> {
  const told: ToldRests = { rows: [], next: Infinity, now: [] };
  for (const row of rows) {
    const record = recordOf(work, row);
    const after = { ...row };
    if (isToTell(record, toldStart(row, 'user', work.unreadable), work.now)) {
      if (tellsAt(record) <= work.now) {
        after.told_user_at = work.now;
        told.now.push(row.planned_at);
      } else {
        told.next = Math.min(told.next, tellsAt(record));
      }
    }
    if (isToTell(record, toldStart(row, 'managers', work.unreadable), work.now)) {
      await tellManagers(work, unit, row.user, record);
      after.told_managers_at = work.now;
    }
    const isSame = after.told_user_at === row.told_user_at && after.told_managers_at === row.told_managers_at;
    told.rows.push(isSame ? row : after);
  }
  return told;
}

/**
 * Asks once for each end that is assumed, together with the releases that are told now.
 *
 * @returns when to ask next
 */
async function ask(
  work: Work,
  { login, unit }: RestSubject,
  time: PersonTime,
  records: readonly RestRecord[],
  releases: readonly number[],
): Promise<number> {
  const open = time.person.interventions.filter((one) => one.start >= time.since && isAssumed(one));
  const unasked = await interventionsToAsk(work.tx, work.directory, { login, unit: unit.id, since: time.since });
  const holding = records.filter(({ state }) => state === 'applies');
  const asked: InterventionRecord[] = [];
  let next = Math.min(Infinity, ...open.flatMap((one) => settlesAt(one, unit.tail, work.now) ?? []));
  for (const one of unasked) {
    // Somebody on a longer leave is asked once a start is in sight.
    const at = asksAt(one, time, holding) ?? work.now + LOOKED_AT;
    if (at <= work.now) {
      asked.push(one);
    } else {
      next = Math.min(next, at);
    }
  }
  await markAsked(work, login, asked);
  const [first = null, ...more] = releases;
  const ids = asked.map(({ id }) => id);
  if (first !== null || ids.length > 0) {
    const others = more.map((start) => ({ kind: 'tellRest' as const, user: login, start, asked: [] }));
    requestNotices(work, [{ kind: 'tellRest', user: login, start: first, asked: ids }, ...others]);
  }
  return next;
}
