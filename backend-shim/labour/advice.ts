/** The Monday advice: tells a unit's managers who slept badly and is on call again, and who could take a night. */
import { check } from '#domain/labour/check';
import type { LabourFacts, PersonFacts } from '#domain/labour/facts/model';
import type { Unit } from '#domain/labour/facts/unit';
import { rulePeriods } from '#domain/labour/pack';
import type { NightOnCall } from '#domain/labour/programme/advice';
import { fewestFirst, lateStarts, nightsOnCall, timeOnCall } from '#domain/labour/programme/advice';
import { weeklyAround } from '#domain/labour/programme/times';
import { horizonOf } from '#domain/labour/time-of';
import type { AdviceLine } from '#domain/notify/notice';
import { versionsOf } from '#domain/rota/model';
import { participantsOf } from '#domain/rota/participants';
import { DAY, HOUR, WEEK } from '#domain/time/duration';
import { dateOf } from '#domain/time/calendar';
import { profileOn } from '#domain/labour/facts/profile';
import { toLocal, zoneTable } from '#domain/time/zone';
import type { Directory } from '../ports/directory.ts';
import { readFacts } from '../store/labour/facts.ts';
import { peopleOf } from '../store/labour/notices/planned-duty.ts';
import { readRestsOfUnit } from '../store/labour/rests/rests.ts';
import { requestNotices } from '../store/outbox-requests.ts';
import { readAdvised, saveAdvised } from '../store/labour/advised.ts';
import type { TimerTable } from '../store/schema.ts';
import type { Work } from '../store/work.ts';
import { changedShift } from './duty-change.ts';

const MONDAY = { day: 'mon', at: '09:00' } as const;
const WEEKS_COUNTED = 12;
const MOST_NAMED = 2;
/** Pay, notices and documents are no matter of who could take a night. */
const NO_FACTS: Omit<LabourFacts, 'disconnect'> = { notices: null, decisions: [], unpaid: null, documents: null };

/**
 * Tells managers once for each Monday 09:00, later in the week where Vigie was down then or the unit could not be looked at.
 *
 * @returns the next Monday
 */
export async function tickAdvice(work: Work, unit: Unit, { due_at }: Pick<TimerTable, 'due_at'>): Promise<number> {
  const zone = zoneTable(work.directory.facts.zones, unit.timeZone);
  const { last, next } = weeklyAround(MONDAY, zone, work.now);
  const advised = await readAdvised(work, unit.id);
  // A unit that was never looked at is advised from the next Monday on.
  const isDue = advised === null ? due_at <= last : advised < last;
  if (advised !== last) {
    await saveAdvised(work, unit.id, last);
  }
  if (unit.advice && isDue) {
    const lines = await linesOf(work, unit);
    const managers = lines.length === 0 ? [] : [...new Set(unit.managers)];
    requestNotices(
      work,
      managers.map((user) => ({ kind: 'tellAdvice', user, advice: { unit: unit.id, lines } })),
    );
  }
  return next;
}

async function linesOf(work: Work, unit: Unit): Promise<AdviceLine[]> {
  const { directory, now } = work;
  const zone = zoneTable(directory.facts.zones, unit.timeZone);
  const rests = Map.groupBy(await readRestsOfUnit(work.tx, unit.id, now - WEEK, now), ({ user }) => user);
  const timesOf = (login: string) =>
    lateStarts(
      (rests.get(login) ?? []).map(({ planned_at, state }) => ({ plannedAt: planned_at, state })),
      now,
    );
  const logins = peopleOf(directory, unit.id);
  if (logins.every((login) => timesOf(login) === 0)) {
    return [];
  }
  const range = { start: now - WEEKS_COUNTED * WEEK, end: now + WEEK + DAY };
  const people = await readFacts(work.tx, directory, { unit, logins, range, now, kinds: ['onCall'] });
  const lines: AdviceLine[] = [];
  for (const person of people) {
    const times = timesOf(person.user);
    const nights = times === 0 ? [] : nightsOnCall(person.onCall, zone, now);
    const [first] = nights;
    if (first !== undefined) {
      const others = await couldTake(work, unit, person, people, nights);
      lines.push({ user: person.user, times, until: first.until, others });
    }
  }
  return lines;
}

/**
 * Colleagues of the rota who could take one of the nights, for whom it makes nothing worse than it is: those with the
 * fewest hours, which are looked at first, since checking somebody takes long.
 */
async function couldTake(
  work: Work,
  unit: Unit,
  { user: tired }: PersonFacts,
  people: readonly PersonFacts[],
  nights: readonly NightOnCall[],
): Promise<AdviceLine['others']> {
  const { directory, now } = work;
  const counted = { start: now - WEEKS_COUNTED * WEEK, end: now };
  const colleagues = people.flatMap(({ user, onCall }) => {
    const free = nights.filter((night) => user !== tired && mayTake(directory, unit, user, night));
    return free.length === 0 ? [] : [{ user, onCall: timeOnCall(onCall, counted), free }];
  });
  const found: AdviceLine['others'] = [];
  for (const { user, onCall, free } of fewestFirst(colleagues)) {
    if (found.length < MOST_NAMED && (await takesOne(work, unit, { user, tired, nights: free }))) {
      found.push({ user, hours: Math.round(onCall / HOUR) });
    }
  }
  return found;
}

/** Of that rota, on call without limits, and neither absent nor on call already. */
function mayTake(directory: Directory, unit: Unit, user: string, { rota: id, start, end }: NightOnCall): boolean {
  const { rotas, facts, profiles, responders } = directory;
  const rota = rotas.get(id);
  const state = rota && versionsOf(rota).at(-1)?.rota;
  const own = (profiles.get(user) ?? []).filter((profile) => profile.unit === unit.id);
  const date = dateOf(toLocal(zoneTable(facts.zones, unit.timeZone), start));
  return (
    state !== undefined &&
    responders.get(user)?.disabled !== true &&
    participantsOf(state.layers, facts, start, end).includes(user) &&
    profileOn(own, date)?.onCall === 'yes' &&
    !facts.absences.some((one) => one.user === user && one.start < end && one.end > start)
  );
}

interface NightsTaken {
  user: string;
  tired: string;
  nights: readonly NightOnCall[];
}

/** Whether one of the nights makes nothing outside the rules that is not so already. */
async function takesOne(work: Work, unit: Unit, { user, tired, nights }: NightsTaken): Promise<boolean> {
  const was = new Set(await outsideOf(work, work.directory, unit, user));
  for (const { rota, start, end } of nights) {
    const after = changedShift(work.directory, { rota, user: tired, by: user, start, end }, work.now);
    if (after !== null && (await outsideOf(work, after, unit, user)).every((id) => was.has(id))) {
      return true;
    }
  }
  return false;
}

async function outsideOf(work: Work, directory: Directory, unit: Unit, user: string): Promise<string[]> {
  const { tx, now } = work;
  const zone = zoneTable(directory.facts.zones, unit.timeZone);
  const range = { start: now, end: now + WEEK + DAY };
  const horizon = horizonOf(range, rulePeriods(unit.rules, zone));
  const [person] = await readFacts(tx, directory, { unit, logins: [user], range: horizon, now });
  return check(person as PersonFacts, unit.rules, { ...NO_FACTS, disconnect: unit.disconnect }, range, now)
    .filter(({ severity }) => severity === 'outside')
    .map(({ id }) => id);
}
