/**
 * The programme: tells each person of a unit the on-call duty that they will have, once a week and after each change,
 * and what no longer holds of it.
 */
import type { Unit } from '#domain/labour/facts/unit';
import { programmeChange, programmeHash, splitNotice } from '#domain/labour/programme/changes';
import type { PlannedDuty, ProgrammeChange } from '#domain/labour/programme/changes';
import { weeklyAround } from '#domain/labour/programme/times';
import type { ProgrammeNotice } from '#domain/notify/notice';
import { WEEK } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { zoneTable } from '#domain/time/zone';
import { readExceptional } from '../store/labour/decisions.ts';
import {
  insertNotices,
  lockNoticesOf,
  readToldUntil,
  saveNotices,
  saveToldUntil,
} from '../store/labour/notices/notices.ts';
import { peopleOf, plannedDuty } from '../store/labour/notices/planned-duty.ts';
import { triedBefore } from '../store/labour/notices/handed.ts';
import { requestNotices } from '../store/outbox-requests.ts';
import type { DecisionTable, NoticeTable } from '../store/schema/labour.ts';
import { readWhoIsReal } from '../store/shadow/people.ts';
import { SHADOW } from '../store/shadow/shadowed-incidents.ts';
import { outOfService } from '../store/stored/out-of-service.ts';
import type { Work } from '../store/work.ts';

/** Who makes notices that no person asked for. */
const VIGIE = 'vigie';
/** How far beyond the horizon duty is resolved, so that a shift that begins within it is told to its end. */
const BEYOND = 5 * WEEK;

/** How many people are told now, and of how many stretches of duty. */
export interface ToldCounts {
  people: number;
  notices: number;
}

/** Tells what is due and sends again what reached nobody. Doing it twice changes nothing. @returns the next instant */
export async function tickProgramme(work: Work, unit: Unit): Promise<number> {
  const { programme, timeZone } = unit;
  const zone = zoneTable(work.directory.facts.zones, timeZone);
  const { last, next } = weeklyAround(programme, zone, work.now);
  const told = await readToldUntil(work.tx, unit.id);
  // The first programme is the next one: whoever sets up a unit is still writing. What begins before it is told at once.
  const until = told === null ? next : told.toldAt < last ? Math.max(told.until, last + programme.horizon) : told.until;
  if (until !== told?.until) {
    await saveToldUntil(work, unit.id, until);
  }
  await tellUntil(work, unit, until, VIGIE);
  return next;
}

/** Tells everybody now what begins within the horizon. */
export async function publishProgramme(work: Work, unit: Unit, actor: string): Promise<ToldCounts> {
  const told = await readToldUntil(work.tx, unit.id);
  const until = Math.max(told?.until ?? 0, work.now + unit.programme.horizon);
  await saveToldUntil(work, unit.id, until);
  return tellUntil(work, unit, until, actor);
}

async function tellUntil(work: Work, unit: Unit, until: number, actor: string): Promise<ToldCounts> {
  const range = { start: work.now, end: Math.max(until, work.now) + BEYOND };
  const rows = await lockNoticesOf(work, unit.id);
  const byUser = Map.groupBy(rows, ({ user }) => user);
  const planned = plannedDuty(work.directory, unit, range);
  const listed = unit.duties.flatMap(({ rota, kind }) => (kind === 'onCall' ? [rota] : []));
  // What a rota says that cannot be read now is not known; nothing of it is taken back.
  const unknown = await outOfService(work, 'rotas', listed);
  const rotas = new Set(listed.filter((id) => !unknown.has(id)));
  const reasons = await readExceptional(work.tx, unit.id, range);
  const isReal = await readWhoIsReal(work);
  const counts: ToldCounts = { people: 0, notices: 0 };
  for (const user of peopleOf(work.directory, unit.id)) {
    const own = byUser.get(user) ?? [];
    const known = own.map(({ id, rota, start_at, end_at }) => ({ id, rota, start: start_at, end: end_at }));
    const change = programmeChange({ range, until, duties: planned.get(user) ?? [], rotas }, known);
    const made = await tellPerson(work, { unit: unit.id, user, actor, reasons, isReal: isReal(user) }, own, change);
    counts.people += made === 0 ? 0 : 1;
    counts.notices += made;
  }
  return counts;
}

interface Telling {
  unit: string;
  user: string;
  actor: string;
  reasons: readonly DecisionTable[];
  /** The person's messages leave; they are not in shadow. */
  isReal: boolean;
}

/** @returns how many stretches are told */
async function tellPerson(
  work: Work,
  telling: Telling,
  own: readonly NoticeTable[],
  { tell, withdraw }: ProgrammeChange,
): Promise<number> {
  const { unit, user } = telling;
  const gone = await withdrawParts(work, own, withdraw);
  const batch = work.ids.next();
  const rows = tell.map((duty) => noticeRow(work, telling, batch, duty));
  const sha256 = programmeHash(rows.map(hashed));
  await insertNotices(
    work,
    rows.map((row) => ({ ...row, sha256 })),
  );
  if (rows.length > 0 || gone.length > 0) {
    request(work, { unit, user, batch, gone, tried: [], first: firstStart(rows) });
  }
  await sendAgain(work, telling, own, withdraw);
  return rows.length;
}

function request(work: Work, { user, ...programme }: { user: string } & ProgrammeNotice['programme']): void {
  requestNotices(work, [{ kind: 'tellProgramme', user, programme }]);
}

function firstStart(rows: readonly NoticeTable[]): number | null {
  return rows.length === 0 ? null : Math.min(...rows.map(({ start_at }) => start_at));
}

function noticeRow(
  work: Work,
  { unit, user, actor, reasons }: Telling,
  batch: string,
  { rota, start, end, voluntary }: PlannedDuty,
): NoticeTable {
  const decided = reasons.findLast(
    (one) => one.user === user && one.rota === rota && one.start_at < end && one.end_at > start,
  );
  return {
    id: work.ids.next(),
    batch,
    unit,
    user,
    rota,
    voluntary,
    start_at: start,
    end_at: end,
    made_at: work.now,
    made_by: decided?.by ?? actor,
    reason: voluntary === null ? (decided?.reason ?? null) : null,
    sha256: '',
    delivery: null,
    channel: null,
    outcome: null,
    handed_at: null,
    seen_at: null,
    withdrawn_at: null,
  };
}

function hashed({ rota, start_at, end_at, reason }: NoticeTable) {
  return { rota, start: start_at, end: end_at, reason };
}

/** @returns what the person was told of it, or may have been */
async function withdrawParts(
  work: Work,
  own: readonly NoticeTable[],
  withdraw: ProgrammeChange['withdraw'],
): Promise<Array<Span & { rota: string }>> {
  const gone: Array<Span & { rota: string }> = [];
  const saved: NoticeTable[] = [];
  for (const { id, parts } of withdraw) {
    const row = own.find((one) => one.id === id);
    if (row !== undefined) {
      saved.push(...splitRow(work, row, parts));
      gone.push(...(isOnItsWay(row) ? [] : parts.map((part) => ({ rota: row.rota, ...part }))));
    }
  }
  const batches = new Set(saved.filter(isOnItsWay).map(({ batch }) => batch));
  const rows = new Map([...saved, ...hashedAnew(own, saved, batches)].map((row) => [row.id, row]));
  await saveNotices(work, [...rows.values()]);
  return gone;
}

/** Nobody has had the message yet, so that it will say what holds when it leaves. One of a shadow leaves after it. */
function isOnItsWay({ outcome, seen_at }: NoticeTable): boolean {
  return (outcome === null || outcome === SHADOW) && seen_at === null;
}

function splitRow(work: Work, row: NoticeTable, parts: readonly Span[]): NoticeTable[] {
  const { kept, gone } = splitNotice({ start: row.start_at, end: row.end_at }, parts);
  const pieces = [
    ...kept.map((span) => ({ ...row, start_at: span.start, end_at: span.end })),
    ...gone.map((span) => ({ ...row, start_at: span.start, end_at: span.end, withdrawn_at: work.now })),
  ];
  return pieces.map((piece, i) => (i === 0 ? piece : { ...piece, id: work.ids.next() }));
}

/** The hash of a message that has not left names what it will say. */
function hashedAnew(
  own: readonly NoticeTable[],
  saved: readonly NoticeTable[],
  batches: ReadonlySet<string>,
): NoticeTable[] {
  const replaced = new Map(saved.map((row) => [row.id, row]));
  const now = [...own.filter(({ id }) => !replaced.has(id)), ...saved];
  return [...batches].flatMap((batch) => {
    const left = now.filter((row) => row.batch === batch && row.withdrawn_at === null);
    const sha256 = programmeHash(left.map(hashed));
    return left.map((row) => ({ ...row, sha256 }));
  });
}

/**
 * What failed or bounced goes out by the person's next method, which they may have added since. So does what was told in
 * shadow, which nobody was sent, once the person is in it no more.
 */
async function sendAgain(
  work: Work,
  { unit, user, isReal }: Telling,
  own: readonly NoticeTable[],
  withdraw: ProgrammeChange['withdraw'],
): Promise<void> {
  const gone = new Set(withdraw.map(({ id }) => id));
  const failed = own.filter((row) => isUntold(row) && (isReal || row.outcome !== SHADOW) && !gone.has(row.id));
  for (const [batch, rows] of Map.groupBy(failed, (row) => row.batch)) {
    const tried = await triedBefore(work, rows[0]?.delivery ?? null);
    request(work, { unit, user, batch, ...tried, first: firstStart(rows) });
  }
}

function isUntold({ handed_at, seen_at, outcome }: NoticeTable): boolean {
  return handed_at === null && seen_at === null && outcome !== null;
}
