/** Reads JSM's configuration and its own answers: of a site, through the API of all sites. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { PagerAccess, PagerAnswer, PagerObject } from '../../pager.ts';
import { checkedAnswer } from '../shared/checked-answer.ts';
import { answerOfEach } from '../shared/each-schedule.ts';
import { isNoted } from '../../reading/noted.ts';
import { timelineRange } from '../opsgenie/timeline-range.ts';
import { headersOf, readAccounts } from './accounts.ts';
import { jsmPage, jsmSite, jsmTeam, jsmTimeline } from './schema.ts';

/** Every site is served here, by its cloud id. */
const OPERATIONS = 'https://api.atlassian.com/jsm/ops/api';
const PAGE = 100;
const DEEPEST = 20_000;

type Body = Record<string, unknown>;

export async function readConfig(access: PagerAccess): Promise<ImportResult<PagerObject[]>> {
  const site = await readSite(access);
  if (!site.ok) {
    return site;
  }
  const objects: PagerObject[] = [site.value];
  for (const read of [readSchedules, readTeams, readLists, readAccounts]) {
    const some = await read(access, objects);
    if (!some.ok) {
      return some;
    }
    objects.push(...some.value);
    access.progress(`JSM: ${objects.length} objects`);
  }
  return done(objects);
}

/** The cloud id of the site, which everybody may ask for. */
async function readSite({ reader, url }: PagerAccess): Promise<ImportResult<PagerObject>> {
  const what = 'the cloud id of the site';
  const answer = await reader.json(what, { method: 'GET', url: `${url}/_edge/tenant_info`, headers: {} });
  const body = answer.ok ? jsmSite.safeParse(answer.value) : null;
  if (!answer.ok || body?.success !== true) {
    return answer.ok ? importFailure('unexpected-shape', { what, detail: 'it has no cloudId' }) : answer;
  }
  return done({ kind: 'site', id: 'site', body: { cloudId: body.data.cloudId } });
}

async function readSchedules(
  access: PagerAccess,
  objects: readonly PagerObject[],
): Promise<ImportResult<PagerObject[]>> {
  const schedules = await listOf(access, objects, 'the schedules', 'schedules?expand=rotation');
  return schedules.ok ? done(schedules.value.map((body) => objectOf('schedules', body))) : schedules;
}

const OF_TEAMS = [
  { kind: 'escalations', path: 'escalations', isNeeded: true },
  { kind: 'routing', path: 'routing-rules', isNeeded: true },
  { kind: 'heartbeats', path: 'heartbeats', isNeeded: false },
  { kind: 'team-policies', path: 'policies', isNeeded: false },
] as const;

/** What belongs to teams is asked for team by team. */
async function readTeams(access: PagerAccess, objects: readonly PagerObject[]): Promise<ImportResult<PagerObject[]>> {
  const answer = await get(access, objects, 'the teams', 'teams');
  if (!answer.ok) {
    return answer;
  }
  // The schema says an object, sites answer with a list, too.
  const heads = Array.isArray(answer.value) ? answer.value : (answer.value as Body)['platformTeams'];
  const teams = jsmTeam.array().safeParse(heads);
  if (!teams.success) {
    return importFailure('unexpected-shape', { what: 'the teams', detail: 'it is no list of teams' });
  }
  const found: PagerObject[] = teams.data.map((body) => ({ kind: 'teams', id: body.teamId, body }));
  for (const { teamId } of teams.data) {
    for (const { kind, path, isNeeded } of OF_TEAMS) {
      const values = await listOf(access, objects, `the ${kind} of team ${teamId}`, `teams/${teamId}/${path}`);
      if (!values.ok && !isNoted(access, kind, teamId, values) && isNeeded) {
        return values;
      }
      if (values.ok) {
        found.push({ kind, id: teamId, body: { teamId, values: values.value } });
      } else {
        access.problem({ kind, id: teamId, why: values.code });
      }
    }
  }
  return done(found);
}

const LISTS = [
  { kind: 'forwarding', path: 'forwarding-rules?showAll=true', isNeeded: true },
  { kind: 'integrations', path: 'integrations', isNeeded: true },
  { kind: 'maintenances', path: 'maintenances', isNeeded: false },
  { kind: 'policies', path: 'alerts/policies', isNeeded: false },
] as const;

async function readLists(access: PagerAccess, objects: readonly PagerObject[]): Promise<ImportResult<PagerObject[]>> {
  const found: PagerObject[] = [];
  for (const { kind, path, isNeeded } of LISTS) {
    const values = await listOf(access, objects, `the ${kind}`, path);
    if (!values.ok && isNeeded) {
      return values;
    }
    if (!values.ok) {
      access.problem({ kind, id: '*', why: values.code });
      continue;
    }
    for (const body of values.value) {
      const id = String(body['id']);
      const whole =
        kind === 'integrations'
          ? await get(access, objects, `the integration ${id}`, `integrations/${encodeURIComponent(id)}`)
          : done(body);
      if (!whole.ok && !isNoted(access, kind, id, whole)) {
        return whole;
      }
      found.push({ kind, id, body: { ...body, ...(whole.ok ? (whole.value as Body) : {}), id } });
    }
  }
  return done(found);
}

export function readAnswers(access: PagerAccess, config: readonly PagerObject[]): Promise<ImportResult<PagerAnswer[]>> {
  const schedules = config.filter(({ kind }) => kind === 'schedules');
  const [from, to] = [new Date(access.from), new Date(access.to)];
  const range = timelineRange(access);
  return answerOfEach('JSM', access, schedules, async ({ id }) => {
    const what = `the answer for schedule ${id}`;
    const path = `schedules/${id}/timeline?${range}&expand=override,forwarding`;
    const timeline = checkedAnswer(what, jsmTimeline, await get(access, config, what, path));
    if (!timeline.ok) {
      return timeline;
    }
    const overrides = await listOf(access, config, what, `schedules/${id}/overrides`);
    if (!overrides.ok) {
      return overrides;
    }
    return done({
      endpoint: `v1/schedules/${id}/timeline`,
      from: from.toISOString(),
      to: to.toISOString(),
      pages: [timeline.value, { values: overrides.value }],
    });
  });
}

/** All pages. A page that adds nothing ends it: the last one may come again. */
async function listOf(
  access: PagerAccess,
  objects: readonly PagerObject[],
  what: string,
  path: string,
): Promise<ImportResult<Body[]>> {
  const found = new Map<string, Body>();
  for (let offset = 0; offset < DEEPEST; offset += PAGE) {
    const query = `${path.includes('?') ? '&' : '?'}size=${PAGE}&offset=${offset}`;
    const answer = await get(access, objects, what, `${path}${query}`);
    if (!answer.ok) {
      return answer;
    }
    const page = jsmPage.safeParse(answer.value);
    if (!page.success) {
      return importFailure('unexpected-shape', { what, detail: `offset ${offset}` });
    }
    const known = found.size;
    page.data.values.forEach((body) => found.set(String(body['id'] ?? body['alias'] ?? body['name']), body));
    if (!page.data.links?.next || found.size === known) {
      break;
    }
  }
  return done([...found.values()]);
}

function objectOf(kind: string, body: Body): PagerObject {
  return { kind, id: String(body['id']), body };
}

export function get(
  access: PagerAccess,
  objects: readonly PagerObject[],
  what: string,
  path: string,
): Promise<ImportResult<unknown>> {
  const site = jsmSite.safeParse(objects.find(({ kind }) => kind === 'site')?.body);
  const cloudId = site.success ? encodeURIComponent(site.data.cloudId) : '';
  return access.reader.json(what, {
    method: 'GET',
    url: `${OPERATIONS}/${cloudId}/v1/${path}`,
    headers: headersOf(access),
  });
}
