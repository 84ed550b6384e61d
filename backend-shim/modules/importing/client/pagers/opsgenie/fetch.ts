/** Reads Opsgenie's configuration and its own answers. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { PagerAccess, PagerAnswer, PagerObject } from '../../pager.ts';
import { checkedAnswer } from '../shared/checked-answer.ts';
import { answerOfEach } from '../shared/each-schedule.ts';
import { isNoted } from '../../reading/noted.ts';
import { opsgenieAnswer } from './schema.ts';
import { timelineRange } from './timeline-range.ts';

const PAGE = 100;
const DEEPEST = 20_000;

type Body = Record<string, unknown>;

export async function readConfig(access: PagerAccess): Promise<ImportResult<PagerObject[]>> {
  const objects: PagerObject[] = [];
  for (const read of [readUsers, readTeams, readLists]) {
    const some = await read(access);
    if (!some.ok) {
      return some;
    }
    objects.push(...some.value);
    access.progress(`Opsgenie: ${objects.length} objects`);
  }
  return done(objects);
}

/** Users come in pages; their contacts and rules take a request each, and the steps of a rule another. */
async function readUsers(access: PagerAccess): Promise<ImportResult<PagerObject[]>> {
  const found = new Map<string, PagerObject>();
  for (let offset = 0; offset < DEEPEST; offset += PAGE) {
    const page = await data(access, 'the users', `v2/users?limit=${PAGE}&offset=${offset}`);
    if (!page.ok) {
      return page;
    }
    const known = found.size;
    for (const head of page.value as Array<{ id: string }>) {
      const user = found.has(head.id) ? done(null) : await readUser(access, head);
      if (!user.ok) {
        return user;
      }
      user.value?.forEach((one) => found.set(`${one.kind === 'users' ? '' : one.kind}${one.id}`, one));
    }
    // Beyond the end some versions send the last page again.
    if ((page.value as unknown[]).length < PAGE || found.size === known) {
      break;
    }
  }
  return done([...found.values()]);
}

/** @param head the user as the list has them, without contacts */
async function readUser(access: PagerAccess, head: { id: string }): Promise<ImportResult<PagerObject[]>> {
  const { id } = head;
  const user = await data(access, `the user ${id}`, `v2/users/${id}?expand=contact`);
  if (!user.ok && !isNoted(access, 'users', id, user)) {
    return user;
  }
  const rules = await rulesOf(access, id);
  if (!rules.ok && !isNoted(access, 'rules', id, rules)) {
    return rules;
  }
  return done([
    { kind: 'users', id, body: user.ok ? user.value : head },
    ...(rules.ok ? [{ kind: 'rules', id, body: { id, rules: rules.value } }] : []),
  ]);
}

async function rulesOf(access: PagerAccess, user: string): Promise<ImportResult<unknown[]>> {
  const heads = await data(access, `the rules of user ${user}`, `v2/users/${user}/notification-rules`);
  if (!heads.ok) {
    return heads;
  }
  const rules: unknown[] = [];
  for (const head of heads.value as Array<{ id: string; actionType: string }>) {
    // Only what is told of new alerts is translated; the rest is one request each saved.
    const rule =
      head.actionType === 'create-alert'
        ? await data(access, `a rule of user ${user}`, `v2/users/${user}/notification-rules/${head.id}`)
        : done(head);
    if (!rule.ok) {
      return rule;
    }
    rules.push(rule.value);
  }
  return done(rules);
}

const OF_TEAM = [
  { kind: 'teams', path: '' },
  { kind: 'routing', path: '/routing-rules' },
] as const;

async function readTeams(access: PagerAccess): Promise<ImportResult<PagerObject[]>> {
  const teams = await data(access, 'the teams', 'v2/teams');
  if (!teams.ok) {
    return teams;
  }
  const found: PagerObject[] = [];
  for (const { id } of teams.value as Array<{ id: string }>) {
    for (const { kind, path } of OF_TEAM) {
      const answer = await data(access, `the ${kind} of team ${id}`, `v2/teams/${id}${path}`);
      if (answer.ok) {
        found.push({ kind, id, body: kind === 'routing' ? { id, rules: answer.value } : answer.value });
      } else if (!isNoted(access, kind, id, answer)) {
        return answer;
      }
    }
    const policies = await readNotificationPolicies(access, id);
    if (!policies.ok) {
      return policies;
    }
    found.push(...policies.value);
  }
  return done(found);
}

/** They hold pages back, by team; the list shows no more than their names. */
async function readNotificationPolicies(access: PagerAccess, teamId: string): Promise<ImportResult<PagerObject[]>> {
  const what = `the notification policies of team ${teamId}`;
  const heads = await data(access, what, `v2/policies/notification?teamId=${teamId}`);
  if (!heads.ok) {
    access.problem({ kind: 'notification-policies', id: teamId, why: heads.code });
    return done([]);
  }
  const found: PagerObject[] = [];
  for (const { id } of heads.value as Array<{ id: string }>) {
    const whole = await data(access, what, `v2/policies/${id}?teamId=${teamId}`);
    if (!whole.ok) {
      if (isNoted(access, 'notification-policies', id, whole)) {
        continue;
      }
      return whole;
    }
    found.push({ kind: 'notification-policies', id, body: { ...(whole.value as Body), id, teamId } });
  }
  return done(found);
}

const LISTS = [
  { kind: 'schedules', path: 'v2/schedules?expand=rotation', isNeeded: true },
  { kind: 'escalations', path: 'v2/escalations', isNeeded: true },
  { kind: 'forwarding', path: 'v2/forwarding-rules', isNeeded: true },
  { kind: 'integrations', path: 'v2/integrations', isNeeded: true },
  { kind: 'heartbeats', path: 'v2/heartbeats', isNeeded: false },
  { kind: 'maintenances', path: 'v1/maintenance?type=non-expired', isNeeded: false },
  { kind: 'policies', path: 'v2/policies/alert', isNeeded: false },
] as const;

async function readLists(access: PagerAccess): Promise<ImportResult<PagerObject[]>> {
  const found: PagerObject[] = [];
  for (const { kind, path, isNeeded } of LISTS) {
    const list = await data(access, `the ${kind}`, path);
    if (!list.ok && isNeeded) {
      return list;
    }
    if (!list.ok) {
      access.problem({ kind, id: '*', why: list.code });
      continue;
    }
    const items =
      kind === 'heartbeats' ? ((list.value as { heartbeats?: Body[] }).heartbeats ?? list.value) : list.value;
    for (const body of items as Body[]) {
      const id = String(body['id'] ?? body['alias'] ?? body['name']);
      const whole =
        kind === 'integrations' ? await data(access, `the integration ${id}`, `v2/integrations/${id}`) : done(body);
      if (!whole.ok && !isNoted(access, kind, id, whole)) {
        return whole;
      }
      const more = kind === 'integrations' && whole.ok ? (whole.value as Body) : {};
      found.push({ kind, id, body: kind === 'integrations' ? { ...body, ...more, id } : body });
    }
  }
  return done(found);
}

export function readAnswers(access: PagerAccess, config: readonly PagerObject[]): Promise<ImportResult<PagerAnswer[]>> {
  const schedules = config.filter(({ kind }) => kind === 'schedules');
  const [from, to] = [new Date(access.from), new Date(access.to)];
  return answerOfEach('Opsgenie', access, schedules, async ({ id }) => {
    const pages: unknown[] = [];
    for (const path of [`timeline?${timelineRange(access)}&expand=base,forwarding,override`, 'overrides']) {
      const what = `the answer for schedule ${id}`;
      const page = checkedAnswer(what, opsgenieAnswer, await get(access, what, `v2/schedules/${id}/${path}`));
      if (!page.ok) {
        return page;
      }
      pages.push(page.value);
    }
    return done({
      endpoint: `v2/schedules/${id}/timeline`,
      from: from.toISOString(),
      to: to.toISOString(),
      pages,
    });
  });
}

export async function data(access: PagerAccess, what: string, path: string): Promise<ImportResult<unknown>> {
  const answer = await get(access, what, path);
  if (!answer.ok) {
    return answer;
  }
  const { data: value } = answer.value as { data?: unknown };
  return value === undefined ? importFailure('unexpected-shape', { what, detail: 'it has no data' }) : done(value);
}

function get({ reader, url, keys }: PagerAccess, what: string, path: string): Promise<ImportResult<unknown>> {
  return reader.json(what, {
    method: 'GET',
    url: `${url}/${path}`,
    headers: { authorization: `GenieKey ${keys[0] ?? ''}` },
  });
}
