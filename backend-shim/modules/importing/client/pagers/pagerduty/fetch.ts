/** Reads PagerDuty's configuration and its own answers. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportFailure, ImportResult } from '#modules/importing/contract/failures';
import { DAY } from '#domain/time/duration';
import type { PagerAccess, PagerAnswer, PagerObject } from '../../pager.ts';
import { instantText } from '../shared/rota-body.ts';
import { checkedAnswer } from '../shared/checked-answer.ts';
import { answerOfEach } from '../shared/each-schedule.ts';
import { isNoted } from '../../reading/noted.ts';
import { classicPage, cursorPage, pagerdutyAnswer, reference } from './schema.ts';

const PAGE = 100;
/** PagerDuty refuses `offset + limit` beyond this. */
const DEEPEST = 10_000;
const CHUNK = 30 * DAY;
const MARGIN = 2 * DAY;

const LISTS = [
  { kind: 'users', path: 'users', query: '&include[]=contact_methods&include[]=notification_rules' },
  { kind: 'teams', path: 'teams', query: '' },
  { kind: 'schedules', path: 'schedules', query: '' },
  { kind: 'policies', path: 'escalation_policies', query: '' },
  { kind: 'services', path: 'services', query: '&include[]=integrations' },
  { kind: 'maintenances', path: 'maintenance_windows', query: '&filter=open' },
] as const;
/** The name of the list in the answer, where it is not its path. */
const FIELDS: Readonly<Record<string, string>> = { event_orchestrations: 'orchestrations' };

export async function readConfig(access: PagerAccess): Promise<ImportResult<PagerObject[]>> {
  const objects: PagerObject[] = [];
  for (const { kind, path, query } of LISTS) {
    const bodies = await readList(access, path, query);
    if (!bodies.ok) {
      return bodies;
    }
    access.progress(`PagerDuty: ${kind} ${bodies.value.length}`);
    objects.push(...bodies.value.map((body) => ({ kind, id: body.id, body })));
  }
  // Without its layers in the list; one request each.
  const whole = await wholeSchedules(access, objects);
  const members = whole.ok ? await teamMembers(access, objects) : whole;
  const shifts = members.ok ? await shiftSchedules(access) : members;
  if (!whole.ok || !members.ok || !shifts.ok) {
    return [whole, members, shifts].find((one): one is ImportFailure => !one.ok) as ImportFailure;
  }
  const orchestrations = await readList(access, 'event_orchestrations', '');
  if (!orchestrations.ok) {
    access.problem({ kind: 'orchestrations', id: '*', why: orchestrations.code });
  }
  return done([
    ...objects.filter(({ kind }) => kind !== 'schedules'),
    ...whole.value,
    ...members.value,
    ...shifts.value,
    ...(orchestrations.ok ? orchestrations.value : []).map((body) => ({ kind: 'orchestrations', id: body.id, body })),
  ]);
}

/** All pages; an object that comes with two pages, since the list moved meanwhile, counts once. */
async function readList(
  access: PagerAccess,
  path: string,
  query: string,
): Promise<ImportResult<Array<{ id: string }>>> {
  const found = new Map<string, { id: string }>();
  for (let offset = 0; offset + PAGE <= DEEPEST; offset += PAGE) {
    const answer = await get(access, `the list ${path}`, `${path}?limit=${PAGE}&offset=${offset}${query}`);
    if (!answer.ok) {
      return answer;
    }
    const page = classicPage.safeParse(answer.value);
    const bodies = reference.array().safeParse((answer.value as Record<string, unknown>)[FIELDS[path] ?? path]);
    if (!page.success || !bodies.success) {
      return importFailure('unexpected-shape', { what: `the list ${path}`, detail: `offset ${offset}` });
    }
    bodies.data.forEach((body) => found.set(body.id, body));
    if (page.data.more !== true) {
      return done([...found.values()]);
    }
  }
  access.problem({ kind: path, id: '*', why: `PagerDuty lists no more than ${DEEPEST}` });
  return done([...found.values()]);
}

/** The layers of a schedule; the rendering is that of a fixed day, so that reading twice gives the same. */
async function wholeSchedules(
  access: PagerAccess,
  objects: readonly PagerObject[],
): Promise<ImportResult<PagerObject[]>> {
  const found: PagerObject[] = [];
  for (const { id, body } of objects.filter(({ kind }) => kind === 'schedules')) {
    const range = `since=${instantText(access.from)}&until=${instantText(access.from + DAY)}&time_zone=UTC`;
    const answer = await get(access, `the schedule ${id}`, `schedules/${id}?${range}`);
    if (!answer.ok) {
      if (isNoted(access, 'schedules', id, answer)) {
        continue;
      }
      return answer;
    }
    found.push({ kind: 'schedules', id, body: inOwnZone((answer.value as { schedule?: unknown }).schedule, body) });
  }
  return done(found);
}

/**
 * The zone as the list says it: an answer for one schedule is asked for in UTC, and may name the zone in which it is
 * written in place of the schedule's own.
 */
function inOwnZone(whole: unknown, listed: unknown): unknown {
  const { time_zone: zone } = listed as { time_zone?: unknown };
  return typeof whole === 'object' && whole !== null && typeof zone === 'string'
    ? { ...whole, time_zone: zone }
    : whole;
}

async function teamMembers(access: PagerAccess, objects: readonly PagerObject[]): Promise<ImportResult<PagerObject[]>> {
  const found: PagerObject[] = [];
  for (const { id } of objects.filter(({ kind }) => kind === 'teams')) {
    const members = await membersOf(access, id);
    if (!members.ok) {
      if (isNoted(access, 'members', id, members)) {
        continue;
      }
      return members;
    }
    found.push({ kind: 'members', id, body: { id, members: members.value } });
  }
  return done(found);
}

async function membersOf(access: PagerAccess, id: string): Promise<ImportResult<unknown[]>> {
  const members: unknown[] = [];
  for (let offset = 0, more = true; more; offset += PAGE) {
    const path = `teams/${id}/members?limit=${PAGE}&offset=${offset}`;
    const answer = await get(access, `the members of team ${id}`, path);
    if (!answer.ok) {
      return answer;
    }
    const page = answer.value as { members?: unknown[]; more?: boolean };
    members.push(...(page.members ?? []));
    more = page.more === true && offset + 2 * PAGE <= DEEPEST;
  }
  return done(members);
}

/** Shift-based schedules, which the list of schedules does not show. Accounts without them answer 404. */
async function shiftSchedules(access: PagerAccess): Promise<ImportResult<PagerObject[]>> {
  const found: PagerObject[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const path: string = `v3/schedules?limit=1000${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer: ImportResult<unknown> = await get(access, 'the shift-based schedules', path);
    if (!answer.ok) {
      return answer.code === 'not-found' || isNoted(access, 'shift-schedules', '*', answer) ? done(found) : answer;
    }
    const heads = reference.array().safeParse((answer.value as { schedules?: unknown }).schedules ?? []);
    for (const { id } of heads.success ? heads.data : []) {
      const one = await get(access, `the schedule ${id}`, `v3/schedules/${id}`);
      if (!one.ok) {
        if (isNoted(access, 'shift-schedules', id, one)) {
          continue;
        }
        return one;
      }
      found.push({ kind: 'shift-schedules', id, body: (one.value as { schedule?: unknown }).schedule });
    }
    const page = cursorPage.safeParse(answer.value);
    cursor = page.success ? page.data.next_cursor || null : null;
  }
  return done(found);
}

export function readAnswers(access: PagerAccess, config: readonly PagerObject[]): Promise<ImportResult<PagerAnswer[]>> {
  const schedules = config.filter(({ kind }) => kind === 'schedules' || kind === 'shift-schedules');
  const [from, to] = [instantText(access.from - MARGIN), instantText(access.to + MARGIN)];
  return answerOfEach('PagerDuty', access, schedules, async ({ id, kind }) => {
    const base = kind === 'schedules' ? `schedules/${id}` : `v3/schedules/${id}`;
    const pages = await readSchedule(access, id, base);
    return pages.ok ? done({ endpoint: base, from, to, pages: pages.value }) : pages;
  });
}

async function readSchedule(access: PagerAccess, id: string, base: string): Promise<ImportResult<unknown[]>> {
  const isShiftBased = base.startsWith('v3/');
  const pages: unknown[] = [];
  for (let start = access.from - MARGIN; start < access.to + MARGIN; start += CHUNK) {
    const end = Math.min(start + CHUNK, access.to + MARGIN);
    const range = `since=${instantText(start)}&until=${instantText(end)}`;
    const paths = isShiftBased
      ? [`${base}?include[]=final_schedule&${range}`, `${base}/overrides?${range}`, `${base}/custom_shifts?${range}`]
      : [`${base}?${range}&time_zone=UTC`, `${base}/overrides?${range}`];
    for (const path of paths) {
      const what = `the answer for schedule ${id}`;
      const answer = checkedAnswer(what, pagerdutyAnswer, await get(access, what, path));
      if (!answer.ok) {
        return answer;
      }
      pages.push(answer.value);
    }
  }
  return done(pages);
}

export function get({ reader, url, keys }: PagerAccess, what: string, path: string): Promise<ImportResult<unknown>> {
  return reader.json(what, {
    method: 'GET',
    url: `${url}/${path}`,
    headers: {
      authorization: `Token token=${keys[0] ?? ''}`,
      accept: 'application/vnd.pagerduty+json;version=2',
    },
  });
}
