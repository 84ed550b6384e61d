/** The parts of messages about rest: what holds is read when the message is sent. */
import { paramsAt, rulePeriods } from '#domain/labour/pack';
import { isToTakeBack } from '#domain/labour/telling';
import type { DutyMessage, ReleaseMessage } from '#domain/notify/message/message';
import { zoneTable } from '#domain/time/zone';
import { DAY, HOUR } from '#domain/time/duration';
import type { StoredContent } from '../../../store/deliveries/stored-content.ts';
import { readInterventionRecords } from '../../../store/labour/intervention-records.ts';
import { interventionsToConfirm } from '../../../store/labour/intervention-details.ts';
import { hearsInTime, whoHears } from '../../../store/labour/listeners.ts';
import { startOfWork } from '../../../store/labour/ordinary-hours.ts';
import { readRestsOf, readRestsOfUnit, toldRelease } from '../../../store/labour/rests/rests.ts';
import type { ToldRelease } from '../../../store/labour/rests/rests.ts';
import { restRecord } from '../../../store/labour/rests/stored-rests.ts';
import type { RestTable } from '../../../store/schema/labour.ts';
import type { Work } from '../../../store/work.ts';
import type { MessageLinks } from './message.ts';

type RestParts = Pick<DutyMessage, 'release' | 'asPlanned' | 'whenStopped' | 'releases'>;

export interface RestRecipient {
  login: string;
  name(login: string): string;
  links: MessageLinks;
}

/**
 * Links to the responder page end a day after the resolution, and whoever reads the message hours later must not find it
 * ended. After a weekend the person answers on their page in Grafana.
 */
const LINK_USABLE = 16 * HOUR;

/** null: there is nothing to say any more. */
export async function restParts(
  work: Work,
  { release, whenStopped, releases }: StoredContent,
  { login, name, links }: RestRecipient,
): Promise<RestParts | null> {
  const own = release ? await ownPart(work, login, release.start, name) : {};
  const asked = whenStopped ? await interventionsToConfirm(work, whenStopped) : [];
  const questions = asked.map(({ incident, number, at, resolvedAt }) => {
    const isOpen = resolvedAt === null || work.now - resolvedAt < LINK_USABLE;
    const url = isOpen ? links.responder(incident, login).page : (links.hours ?? links.home);
    return { number, at, url };
  });
  const moved = releases ? await movedStarts(work, releases, { login, name }) : [];
  return Object.keys(own).length > 0 || questions.length > 0 || moved.length > 0
    ? {
        ...own,
        ...(questions.length > 0 && { whenStopped: questions }),
        ...(moved.length > 0 && { releases: moved }),
      }
    : null;
}

async function ownPart(
  work: Work,
  login: string,
  start: number,
  name: (login: string) => string,
): Promise<Pick<RestParts, 'release' | 'asPlanned'>> {
  const [row] = await readRestsOf(work.tx, [login], start, start + 1);
  const told = row ? takenBack(work, row, 'user') : null;
  if (row && told !== null) {
    return { asPlanned: { start: row.planned_at > work.now ? row.planned_at : null, instead: told.start } };
  }
  const release = row && (await releasePart(work, row, name));
  return release ? { release } : {};
}

async function releasePart(
  work: Work,
  row: RestTable,
  name: (login: string) => string,
): Promise<ReleaseMessage | null> {
  const unit = work.directory.units.get(row.unit);
  if (!unit || !isHeld(row, work.now)) {
    return null;
  }
  const zone = zoneTable(work.directory.facts.zones, unit.timeZone);
  const rest = paramsAt(rulePeriods(unit.rules, zone), row.rule, row.planned_at)?.rest;
  if (rest === undefined) {
    return null;
  }
  const end = row.earliest_at - rest;
  const moved = { person: row.user, earliestAt: row.earliest_at, now: work.now };
  const [first] = whoHears(work.directory, unit, moved)
    .filter((one) => hearsInTime(one, row.earliest_at))
    .sort((a, b) => a.at - b.at);
  const manager = first === undefined ? null : { name: name(first.user), at: first.at };
  return { earliest: row.earliest_at, rest, end, start: await beganAt(work, row, end), manager };
}

function isHeld({ state, started_at, earliest_at }: RestTable, now: number): boolean {
  return state === 'applies' && started_at === null && earliest_at > now;
}

/** What was told of a release that no longer holds, to whoever would still stay away; null: nothing is to take back. */
function takenBack(work: Work, row: RestTable, who: 'user' | 'managers'): ToldRelease | null {
  const told = toldRelease(row, who, work.unreadable);
  return told !== null && isToTakeBack(restRecord(row, work.unreadable), told.start, work.now) ? told : null;
}

/** When the work that ended at `end` began, travel included. */
async function beganAt(work: Work, row: RestTable, end: number): Promise<number | null> {
  const { causes } = restRecord(row, work.unreadable);
  const records = await readInterventionRecords(work.tx, [row.user], { start: end - DAY, end: end + 1 });
  const starts = (records.get(row.user) ?? [])
    .filter(({ id }) => causes.includes(id))
    .map(({ start, travelBefore }) => start - travelBefore)
    .filter((at) => at <= end);
  return starts.length === 0 ? null : Math.max(...starts);
}

/** Whether an earlier message reached this manager: one that was to leave at the same time as this one did not. */
function hasHeard(
  { directory }: Work,
  login: string,
  { unit: id, told }: { unit: string; told: number },
  at: number,
): boolean {
  const unit = directory.units.get(id);
  if (unit === undefined) {
    return false;
  }
  const heard = unit.disconnect ? startOfWork(directory, unit, login, told) : told;
  return heard !== null && heard < at;
}

/** Whose start of this day moved, and whose moved back after it was told. */
async function movedStarts(
  work: Work,
  { unit, at }: NonNullable<StoredContent['releases']>,
  { login, name }: Pick<RestRecipient, 'login' | 'name'>,
): Promise<NonNullable<DutyMessage['releases']>> {
  const rows = await readRestsOfUnit(work.tx, unit, at - DAY, at + DAY);
  const held = rows.filter((row) => isHeld(row, work.now));
  const back = rows.flatMap((row) => {
    const told = takenBack(work, row, 'managers');
    return told !== null && hasHeard(work, login, { unit, told: told.at }, at) ? [{ ...row, told }] : [];
  });
  return [
    ...held.map(({ user, earliest_at }) => ({ name: name(user), earliest: earliest_at })),
    ...back.map(({ user, told, planned_at }) => ({ name: name(user), earliest: told.start, planned: planned_at })),
  ];
}
