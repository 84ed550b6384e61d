/** Reads OnCall's configuration and its own answers. */
import { done } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { DAY } from '#domain/time/duration';
import type { PagerAccess, PagerAnswer, PagerObject } from '../../pager.ts';
import { checkedAnswer, objectsIn } from '../shared/checked-answer.ts';
import { answerOfEach } from '../shared/each-schedule.ts';
import { isNoted } from '../../reading/noted.ts';
import { finalShifts } from './schema.ts';

/** `final_shifts` answers for a year at most. */
const LONGEST_ANSWER = 180 * DAY;
const MOST_PAGES = 2_000;
/** Swaps that began that long ago may still run. */
const SWAPS_SINCE = 400 * DAY;

type Body = Record<string, unknown>;

interface PagerList {
  kind: string;
  path: string;
  /** Without the others a plan is wrong. */
  isNeeded: boolean;
}

const LISTS: readonly PagerList[] = [
  { kind: 'users', path: 'users', isNeeded: true },
  { kind: 'teams', path: 'teams', isNeeded: true },
  { kind: 'schedules', path: 'schedules', isNeeded: true },
  { kind: 'chains', path: 'escalation_chains', isNeeded: true },
  { kind: 'steps', path: 'escalation_policies', isNeeded: true },
  { kind: 'integrations', path: 'integrations', isNeeded: true },
  { kind: 'routes', path: 'routes', isNeeded: true },
  // The token of a service account may not read them.
  { kind: 'rules', path: 'personal_notification_rules', isNeeded: false },
  { kind: 'user-groups', path: 'user_groups', isNeeded: false },
  { kind: 'webhooks', path: 'webhooks', isNeeded: false },
];

export async function readConfig(access: PagerAccess): Promise<ImportResult<PagerObject[]>> {
  const objects: PagerObject[] = [];
  for (const one of [...LISTS, swapsOf(access)]) {
    const items = await wholeList(access, `the ${one.kind}`, one.path);
    if (!items.ok && one.isNeeded) {
      return items;
    }
    if (!items.ok) {
      access.problem({ kind: one.kind, id: '*', why: items.code });
      continue;
    }
    objects.push(...items.value.map((body) => ({ kind: one.kind, id: String(body['id']), body })));
    access.progress(`OnCall: ${objects.length} objects`);
  }
  const shifts = await readShifts(access, objects);
  return shifts.ok ? done([...objects, ...shifts.value]) : shifts;
}

/** Without a beginning, swaps that already run are missing. */
function swapsOf({ from }: PagerAccess): PagerList {
  const since = new Date(from - SWAPS_SINCE).toISOString().slice(0, 10);
  return { kind: 'swaps', path: `shift_swaps?starting_after=${since}T00:00:00Z`, isNeeded: true };
}

/**
 * The whole list of shifts is ordered so that pages double some and leave out others, so each schedule is asked for its
 * own, old versions answer with those of all, and what a schedule names beyond them is asked for one by one.
 */
async function readShifts(access: PagerAccess, objects: readonly PagerObject[]): Promise<ImportResult<PagerObject[]>> {
  const found = new Map<string, Body>();
  for (const { id, body } of objects.filter(({ kind }) => kind === 'schedules')) {
    const items = await wholeList(access, `the shifts of schedule ${id}`, `on_call_shifts?schedule_id=${id}`);
    if (!items.ok && !isNoted(access, 'shifts', '*', items)) {
      return items;
    }
    (items.ok ? items.value : []).forEach((one) => found.set(String(one['id']), one));
    const named = ((body as { shifts?: string[] | null }).shifts ?? []).filter((one) => !found.has(one));
    for (const missing of named) {
      const one = await get(access, `the shift ${missing}`, `on_call_shifts/${missing}`);
      if (one.ok) {
        found.set(missing, one.value as Body);
      } else if (!isNoted(access, 'shifts', missing, one)) {
        return one;
      }
    }
  }
  return done([...found].map(([id, body]) => ({ kind: 'shifts', id, body })));
}

/**
 * All pages of a list. Links to the next page name the engine's own address, and beyond its end the last page comes again,
 * so pages are counted.
 */
async function wholeList(access: PagerAccess, what: string, path: string): Promise<ImportResult<Body[]>> {
  const found = new Map<string, Body>();
  for (let page = 1, pages = 1; page <= Math.min(pages, MOST_PAGES); page++) {
    const answer = await get(access, what, `${path}${path.includes('?') ? '&' : '?'}page=${page}`);
    if (!answer.ok) {
      return answer;
    }
    const { results, total_pages: total, next } = answer.value as Body;
    const items = objectsIn(what, results);
    if (!items.ok) {
      return items;
    }
    const known = found.size;
    items.value.forEach((one) => found.set(String(one['id']), one));
    // Engines that do not count their pages say only that there are more.
    const isMore = next !== null && next !== undefined && found.size > known;
    pages = typeof total === 'number' ? total : isMore ? page + 1 : page;
  }
  return done([...found.values()]);
}

export function readAnswers(access: PagerAccess, config: readonly PagerObject[]): Promise<ImportResult<PagerAnswer[]>> {
  const schedules = config.filter(({ kind }) => kind === 'schedules');
  return answerOfEach('OnCall', access, schedules, async ({ id }) => {
    const pages: unknown[] = [];
    for (const { start, end } of partsOf(access.from - DAY, access.to + DAY)) {
      const range = `start_date=${dayText(start)}&end_date=${dayText(end)}`;
      const what = `who is on call in ${id}`;
      const page = checkedAnswer(what, finalShifts, await get(access, what, `schedules/${id}/final_shifts?${range}`));
      if (!page.ok) {
        return page;
      }
      pages.push(page.value);
    }
    return done({
      endpoint: `schedules/${id}/final_shifts`,
      from: new Date(access.from).toISOString(),
      to: new Date(access.to).toISOString(),
      pages,
    });
  });
}

/** Whole days of UTC, as the source takes them; a day at each seam is in both parts. */
function partsOf(from: number, to: number): Array<{ start: number; end: number }> {
  const parts: Array<{ start: number; end: number }> = [];
  for (let start = from; start < to; start += LONGEST_ANSWER) {
    parts.push({ start, end: Math.min(start + LONGEST_ANSWER, to) + DAY });
  }
  return parts;
}

function dayText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function get({ reader, url, keys }: PagerAccess, what: string, path: string): Promise<ImportResult<unknown>> {
  return reader.json(what, {
    method: 'GET',
    url: `${url.replace(/\/api\/v1$/, '')}/api/v1/${path}`,
    // A key of OnCall, without "Bearer"; or the token of a service account, with the address of its Grafana.
    headers: { authorization: keys[0] ?? '', ...(keys[1]?.startsWith('http') ? { 'x-grafana-url': keys[1] } : {}) },
  });
}
