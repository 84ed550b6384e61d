/** Handoffs: at every change of who is on call, records the duties worked and tells people.
 * Handoffs that passed while Vigie was down are recorded with their true times.
 */
import { handoffNews, upcomingShifts } from '#domain/rota/handoff';
import type { HandoffNews } from '#domain/rota/handoff';
import type { AnyRota } from '#domain/rota/model';
import { resolve } from '#domain/rota/resolve';
import { DAY, HOUR, SECOND } from '#domain/time/duration';
import type { DutyNotice } from '#domain/notify/notice';
import {
  announceOnce,
  forgetDigest,
  forgetRota,
  addRotaMarks,
  latestNote,
  openDuties,
  readKnownRotas,
  readMark,
  saveDuties,
  writeMark,
} from '../../store/duties/duties.ts';
import { requestNotices } from '../../store/outbox-requests.ts';
import { readRevision } from '../../store/revision.ts';
import type { DutyTable } from '../../store/schema/duties.ts';
import { clearTimers, dueTimers, setDueNow, setTimers } from '../../store/timers.ts';
import type { Work } from '../../store/work.ts';
import type { RotaRefreshQueue } from './rota-refresh-queue.ts';

const BATCH = 100;
/**
 * How far ahead changes, and the ends of shifts, are looked for: far enough that a shift is seen
 * before the earliest time at which a person may want to hear of it.
 */
const LOOK_AHEAD = 70 * DAY;
/** The longest time between two checks of a rota; shifts are announced no further ahead. */
const LOOK_AGAIN = 8 * DAY;
/** A handoff that is later than this is recorded, but nobody is told about it. */
const STALE = HOUR;
/** A sidecar reads what another one has changed within this time. */
const MOMENT = SECOND;

/** Checks rotas now: after a start all, after a change of the configuration those that it touches. */
export async function adjustRotas(work: Work, looks: Pick<RotaRefreshQueue, 'take'>): Promise<void> {
  const { rotas } = work.directory;
  const known = await readKnownRotas(work);
  const isKnown = new Set(known);
  const unknown = [...rotas.keys()].filter((id) => !isKnown.has(id));
  await addRotaMarks(work, unknown);
  const touched = looks.take(work).filter((id) => rotas.has(id));
  const gone = known.filter((id) => !rotas.has(id));
  await setDueNow(work, 'rota', [...touched, ...unknown, ...gone]);
}

/** @returns how many rotas were looked at */
export async function tickRotas(work: Work): Promise<number> {
  const due = await dueTimers(work, 'rota', BATCH);
  for (const { subject } of due) {
    const rota = work.directory.rotas.get(subject);
    await (rota ? look(work, subject, rota) : close(work, subject));
  }
  await lookAgainIfOutdated(
    work,
    due.map(({ subject }) => subject),
  );
  return due.length;
}

/**
 * Another sidecar may have changed the configuration while this one looked at rotas as they were, and said before that they
 * are to be looked at. This sidecar says so, too, once it has read the change; if it never does, others look in a moment.
 */
async function lookAgainIfOutdated(work: Work, looked: readonly string[]): Promise<void> {
  const { revision, rotas } = work.directory;
  // Read after the timers were written: a change that is committed later finds them, and moves them.
  if (work.cap.shared && looked.length > 0 && (await readRevision(work.tx, work.unreadable)) !== revision) {
    const again = looked.filter((id) => rotas.has(id));
    await setTimers(
      work,
      again.map((subject) => ({ kind: 'rota', subject, due_at: work.now + MOMENT, rank: 0, attempt: 0 })),
    );
  }
}

async function look(work: Work, id: string, rota: AnyRota): Promise<void> {
  const mark = await readMark(work, id);
  const from = Math.min(mark ?? work.now, work.now);
  const open = await openDuties(work, id);
  const past = resolve(rota, work.directory.facts, from, work.now + 1);
  const news = handoffNews(past, new Set(open.map((row) => row.user)), work.now);
  await saveDuties(work, [...ended(open, news), ...begun(work, id, news)]);
  await writeMark(work, id);
  const ahead = resolve(rota, work.directory.facts, work.now, work.now + LOOK_AHEAD);
  const tells = mark === null ? [] : await changes(work, id, open, news, endOfShifts(ahead));
  const { tell, next } = await announcements(work, id, ahead);
  requestNotices(work, [...tells, ...tell]);
  const change = ahead[0]?.end ?? work.now + LOOK_AHEAD;
  await setTimers(work, [
    { kind: 'rota', subject: id, due_at: Math.min(change, next, work.now + LOOK_AGAIN), rank: 0, attempt: 0 },
  ]);
}

function ended(open: readonly DutyTable[], news: HandoffNews): DutyTable[] {
  return open.flatMap((row) => {
    const end = news.ended.find((one) => one.user === row.user)?.end;
    return end === undefined ? [] : [{ ...row, end_at: end }];
  });
}

function begun(work: Work, rota: string, news: HandoffNews): DutyTable[] {
  return news.began.map((duty) => ({
    id: work.ids.next(),
    rota,
    user: duty.user,
    start_at: duty.start,
    end_at: duty.end,
    why: JSON.stringify(duty.source),
  }));
}

function endOfShifts(ahead: ReturnType<typeof resolve>): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { user } of ahead[0]?.onCall ?? []) {
    const off = ahead.find((segment) => !segment.onCall.some((one) => one.user === user));
    if (off) {
      ends.set(user, off.start);
    }
  }
  return ends;
}

async function changes(
  work: Work,
  rota: string,
  open: readonly DutyTable[],
  news: HandoffNews,
  ends: ReadonlyMap<string, number>,
): Promise<DutyNotice[]> {
  const on = news.began.filter((duty) => duty.end === null && work.now - duty.start <= STALE);
  const onNow = new Set([...news.began.filter((duty) => duty.end === null).map((duty) => duty.user)]);
  const off = news.ended.filter((one) => !onNow.has(one.user) && work.now - one.end <= STALE);
  const since = Math.min(work.now, ...open.map((row) => row.start_at));
  const note = on.length > 0 ? await latestNote(work, rota, since) : null;
  return [
    ...on.map((duty): DutyNotice => ({
      kind: 'tellDuty',
      user: duty.user,
      duty: {
        rota,
        start: null,
        end: ends.get(duty.user) ?? null,
        on: true,
        note: note && { by: note.user, text: note.text },
      },
    })),
    ...off.map((one): DutyNotice => ({
      kind: 'tellDuty',
      user: one.user,
      duty: { rota, start: null, end: one.end, on: false, note: null },
    })),
  ];
}

/** Each person chooses how long ahead; a shift is announced once. */
async function announcements(
  work: Work,
  rota: string,
  ahead: ReturnType<typeof resolve>,
): Promise<{ tell: DutyNotice[]; next: number }> {
  const tell: DutyNotice[] = [];
  let next = Infinity;
  const seen = ahead.at(-1)?.end ?? work.now;
  for (const shift of upcomingShifts(ahead, work.now)) {
    const before = work.directory.responders.get(shift.user)?.handoffAhead ?? null;
    const at = before === null ? null : shift.start - before;
    if (at !== null && at > work.now) {
      next = Math.min(next, at);
    } else if (at !== null && (await announceOnce(work, rota, shift.user, shift.start))) {
      tell.push({
        kind: 'tellDuty',
        user: shift.user,
        duty: { rota, start: shift.start, end: shift.end < seen ? shift.end : null, on: true, note: null },
      });
    }
  }
  return { tell, next };
}

/** Ends the duties of a deleted rota. */
async function close(work: Work, id: string): Promise<void> {
  const open = await openDuties(work, id);
  await saveDuties(
    work,
    open.map((row) => ({ ...row, end_at: work.now })),
  );
  await forgetRota(work, id);
  await forgetDigest(work, id);
  await clearTimers(work, 'rota', [id]);
}
