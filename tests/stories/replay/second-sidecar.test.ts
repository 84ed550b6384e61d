/**
 * A replay of a draft is what a second sidecar does that has the draft for real: the same alerts come at the same times, and
 * people do the same as long after their page arrives. Each draft is one that replays once got wrong.
 */
import { expect, test } from 'vitest';
import type { PageWire } from '#contract/incidents/incident';
import type { ReplayWire } from '#contract/replay';
import { onEachDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';
import { contextOf } from '../../support/grafana.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { until } from '../../support/waiting.ts';
import { startWebhookSink } from '../../support/webhook-sink.ts';

const token = 'token-of-scripts-0123456789';
const FROM = Date.parse('2026-10-12T21:00:00Z');
const TICK = 60_000;
const TICKS = 75;

const as = (login: string, role: 'Viewer' | 'Admin' = 'Viewer') => ({
  headers: { 'X-Grafana-Context': contextOf({ uid: `uid-${login}`, login, name: login, role }) },
});

const ANN = {
  rules: [{ method: 'hook' }] as Array<{ method: string; after?: string }>,
  quietHours: null as object | null,
};
const USUAL = { ann: ANN, wait: '5m' };

/** The usual night, with what a draft changes. */
function configOf(hook: string, { ann, wait }: typeof USUAL) {
  const person = (login: string, rules: object[], quietHours: object | null = null) => ({
    login,
    timeZone: 'UTC',
    contactMethods: [{ id: 'hook', type: 'webhook', to: `${hook}/${login}` }],
    notificationRules: { default: rules, urgent: rules },
    quietHours,
  });
  const users = [person('ann', ann.rules, ann.quietHours), ...['ben', 'cleo'].map((one) => person(one, ANN.rules))];
  const steps = [
    { notify: [{ user: 'ann' }], wait },
    { notify: [{ user: 'ben' }], wait: '10m' },
    { notify: [{ user: 'cleo' }], wait: '10m' },
  ];
  return {
    users,
    teams: [{ id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'] }],
    escalationPolicies: [{ id: 'main', name: 'Main', team: 'sre', ackTimeout: 'none', steps }],
    integrations: [{ id: 'scripts', name: 'Scripts', type: 'webhook', team: 'sre', token, policy: 'main' }],
  };
}

interface Deed {
  title: keyof typeof ALERTS;
  user: string;
  /** ms after the page arrived. */
  after: number;
  command: 'acknowledge' | 'snooze' | 'resolve';
}
const MIN = 60_000;
/** At which tick each alert begins and ends. */
const ALERTS = { Queue: [2, 50], Disk: [10, 70], Mail: [16, 72], Site: [30, 60] } as const;
/** Ann snoozes one, answers one, and sleeps through two, of which Ben answers one; nobody answers the last. */
const DEEDS: Deed[] = [
  { title: 'Queue', user: 'ann', after: 2 * MIN, command: 'snooze' },
  { title: 'Disk', user: 'ann', after: 3 * MIN, command: 'acknowledge' },
  { title: 'Disk', user: 'ann', after: 41 * MIN, command: 'resolve' },
  { title: 'Mail', user: 'ben', after: 4 * MIN, command: 'acknowledge' },
];

/** Lets the night pass at a sidecar; everybody does what they did, as long after their own page arrives. @returns its pages */
async function live(sidecar: Sidecar): Promise<string[]> {
  const undone = new Set(DEEDS);
  for (let tick = 0; tick <= TICKS; tick++) {
    const now = FROM + tick * TICK;
    await sidecar.setClock(new Date(now).toISOString());
    for (const [title, [from, to]] of Object.entries(ALERTS)) {
      if (tick === from || tick === to) {
        const status = tick === from ? 'firing' : 'resolved';
        await sidecar.ingest(token, { id: title, title, severity: 'warning', status });
      }
    }
    const found = await settled(sidecar, now);
    for (const deed of undone) {
      const incident = found.find(({ title }) => title === deed.title);
      const arrived = arrivalOf(incident?.pages ?? [], deed.user);
      if (incident !== undefined && arrived !== null && now >= arrived + deed.after) {
        undone.delete(deed);
        const body = deed.command === 'snooze' ? { for: '10m' } : {};
        const answer = await sidecar.api('POST', `incidents/${incident.id}/${deed.command}`, body, as(deed.user));
        expect(answer.status, `${deed.title} ${JSON.stringify(answer.body)}`).toBe(200);
      }
    }
  }
  const found = await settled(sidecar, FROM + TICKS * TICK);
  return found
    .flatMap(({ title, pages }) => pages.map(({ user, startedAt }) => `${startedAt} ${title} ${user}`))
    .sort();
}

interface Found {
  id: string;
  title: string;
  pages: PageWire[];
}

/** All incidents, once nothing is due or being sent any more. */
async function settled(sidecar: Sidecar, now: number): Promise<Found[]> {
  let found: Found[] = [];
  const isUnderWay = ({ state, dueAt }: PageWire['deliveries'][number]) =>
    state === 'sending' || (state === 'waiting' && (dueAt === null || Date.parse(dueAt) <= now));
  await until('everything due has been sent', async () => {
    const { items } = (await sidecar.api<{ items: Array<{ id: string; title: string }> }>('GET', 'incidents')).body;
    found = await Promise.all(
      items.map(async ({ id, title }) => {
        const { body } = await sidecar.api<{ items: PageWire[] }>('GET', `incidents/${id}/pages`);
        return { id, title, pages: body.items };
      }),
    );
    return !found.some(({ pages }) => pages.some(({ deliveries }) => deliveries.some(isUnderWay)));
  });
  return found;
}

/** When a person's first page arrived, epoch ms. */
function arrivalOf(pages: readonly PageWire[], user: string): number | null {
  const ends = pages
    .filter((page) => page.user === user)
    .flatMap(({ deliveries }) => deliveries)
    .flatMap(({ state, endedAt }) => (state === 'done' && endedAt != null ? [Date.parse(endedAt)] : []));
  return ends.length > 0 ? Math.min(...ends) : null;
}

/** @param answers of people who were not paged in truth */
async function replayed(
  sidecar: Sidecar,
  draft: object,
  answers: 'median' | 'never',
): Promise<NonNullable<ReplayWire['result']>> {
  const times = { from: new Date(FROM).toISOString(), to: new Date(FROM + TICKS * TICK).toISOString() };
  const begun = await sidecar.api<ReplayWire>('POST', 'replays', { ...times, draft, answers }, as('cleo', 'Admin'));
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  let result: ReplayWire['result'] = null;
  await until('the replay has ended', async () => {
    const { body } = await sidecar.api<ReplayWire>('GET', `replays/${begun.body.id}`, undefined, as('cleo', 'Admin'));
    expect(body.state).not.toBe('failed');
    result = body.result;
    return body.state === 'done';
  });
  if (result === null) throw new Error('a replay that is done has a result');
  return result;
}

/** The pages of one of the two nights that a replay tells of. */
function linesOf({ pages, incidents }: NonNullable<ReplayWire['result']>, night: 'before' | 'after'): string[] {
  const titles = new Map(incidents.map(({ id, title }) => [id, title]));
  return pages
    .flatMap(({ incident, user, [night]: page }) =>
      page === null ? [] : [`${page.at} ${String(titles.get(incident))} ${user}`],
    )
    .sort();
}

const DRAFTS: Record<string, typeof USUAL> = {
  'a first wait of a quarter of an hour': { ...USUAL, wait: '15m' },
  'quiet hours of Ann': {
    ...USUAL,
    ann: { ...ANN, quietHours: { windows: [{ days: ['daily'], from: '20:00', to: '07:00' }] } },
  },
  'a rule of Ann that waits for three minutes': { ...USUAL, ann: { ...ANN, rules: [{ method: 'hook', after: '3m' }] } },
};

async function night(database: TestDatabase, hook: string, changed: typeof USUAL): Promise<[Sidecar, string[]]> {
  const sidecar = await startSidecar({
    provisioning: JSON.stringify({ apiVersion: 1, ...configOf(hook, changed) }),
    databaseUrl: await database.fresh(),
  });
  await sidecar.setClock(new Date(FROM - TICK).toISOString());
  return [sidecar, await live(sidecar)];
}

onEachDatabase('A replay', (database) => {
  test('without a draft is the night as it was; with one it is what a second sidecar pages that has it', async () => {
    const sink = await startWebhookSink();
    const sidecars: Sidecar[] = [];
    try {
      const [first, was] = await night(database, sink.url(''), USUAL);
      sidecars.push(first);
      for (const answers of ['median', 'never'] as const) {
        const unchanged = await replayed(first, {}, answers);
        expect(linesOf(unchanged, 'before'), 'without a draft').toEqual(was);
        expect(linesOf(unchanged, 'after'), 'without a draft').toEqual(was);
        expect(unchanged).toMatchObject({ first: null, more: 0, fewer: 0, changed: 0, supposed: { answers: 0 } });
      }
      for (const [name, changed] of Object.entries(DRAFTS)) {
        const [second, pages] = await night(database, sink.url(''), changed);
        sidecars.push(second);
        const { users, escalationPolicies } = configOf(sink.url(''), changed);
        const result = await replayed(first, { users: [users[0]], escalationPolicies }, 'never');
        expect(pages, `${name} changes something`).not.toEqual(was);
        expect(linesOf(result, 'before'), name).toEqual(was);
        expect(linesOf(result, 'after'), name).toEqual(pages);
      }
    } finally {
      await Promise.all(sidecars.map((sidecar) => sidecar.remove()));
      await sink.stop();
    }
  }, 180_000);
});
