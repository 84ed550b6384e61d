/** From what came in to incidents, in one transaction: repeats, signs of life, and integrations that cannot be read. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alert, NOON, policy, responder, step, user } from '#domain/incident/incident.fake';
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration, Route } from '#domain/routing/integration';
import { fakeIntegration } from '#domain/routing/integration.fake';
import { HOUR, MINUTE } from '#domain/time/duration';
import type { BrokenIntegration, Directory } from '../ports/directory.ts';
import { receive } from '../stages/incident/receive.ts';
import { planRequests } from '../stages/outbox/planning/requests.ts';
import type { IngestRequest } from '../ports/ingest.ts';
import { readOutboxRows } from '../store/deliveries/outbox/pages.ts';
import { readIncidentsIn } from '../store/incidents/incidents.ts';
import { storeRequests } from '../store/outbox-requests.ts';
import { StoreUnavailable } from '../store/store.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { shiftWaiting } from './clock-step.ts';
import { assignIn, createIngest } from './ingest.ts';
import type { IngestQueue } from './ingest.ts';
import { tellOutOfService } from './out-of-service.ts';
import { alongside } from './sync/syncing.ts';

const integration = (id: string, changes: Partial<Integration> = {}) =>
  fakeIntegration({ id, name: id, team: 'sre', token: id, reopenWindow: 0, ...changes });
const route = (changes: Partial<Route>): Route => ({
  match: [],
  when: null,
  policy: null,
  urgency: null,
  severity: null,
  labels: {},
  drop: false,
  ...changes,
});
const plain = integration('plain');
const beating = integration('beating', { heartbeat: { every: HOUR, grace: MINUTE, arm: 'first' } });
const another = integration('another', { heartbeat: { every: HOUR, grace: MINUTE, arm: 'first' } });
const dog = integration('dog', { routes: [route({ heartbeat: 'beating' })] });
const cat = integration('cat', { routes: [route({ heartbeat: 'another' })] });

let bench: WorkBench;
let ingest: IngestQueue;
let commits: number;
let isAway: boolean;
let refused: Array<[number, unknown]>;
const use = (more: Partial<Directory> = {}) => {
  const integrations = [plain, beating, another, dog, cat];
  bench.directory = {
    integrations: new Map(integrations.map((one) => [one.id, one])),
    policies: new Map([['p', policy([step([user('ann')])], { team: 'db' })]]),
    responders: new Map([['ann', responder('ann')]]),
    teams: new Map(),
    rooms: new Map(),
    rotas: new Map(),
    maintenances: [],
    subscriptions: [],
    admins: ['ann'],
    timeWindows: new Map(),
    brokenIntegrations: [],
    brokenRoutes: [],
    facts: { zones: { UTC: { changes: [], offsets: [0] } }, holidays: {}, absences: [], swaps: [], calendars: {} },
    onCall: () => null,
    ...more,
  } as unknown as Directory;
};
beforeEach(async () => {
  bench = await openWork({ now: NOON });
  commits = 0;
  use();
  isAway = false;
  refused = [];
  ingest = createIngest({
    transact: (work) =>
      bench.transact(async (own) => {
        if (isAway) throw new StoreUnavailable('away');
        const answer = await work(own);
        await storeRequests(own);
        return answer;
      }),
    channels: new Map(),
    committed: () => (commits += 1),
    refused: (...what) => refused.push(what),
  });
});
afterEach(() => bench.close());

const submit = (from: Integration, alerts: Alert[], more: Partial<IngestRequest> = {}) =>
  ingest.submit({ integration: from, alerts, pageTest: false, ...more });
const incidents = () =>
  bench.read
    .selectFrom('incidents')
    .select(['id', 'title', 'state', 'team', 'severity', 'policy'])
    .orderBy('number')
    .execute();
const one = (name: string, changes: Partial<Alert> = {}) =>
  alert({ fingerprint: name, groupKey: name, title: name, ...changes });

it('alerts that cannot be stored are counted, those of all requests that waited together', async () => {
  isAway = true;
  const answers = await Promise.allSettled([submit(plain, [one('a'), one('b')]), submit(plain, [one('c')])]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(refused).toEqual([[3, expect.any(StoreUnavailable)]]);
  isAway = false;
  await submit(plain, [one('d')]);
  expect(refused).toHaveLength(1);
});

describe('what was opened', () => {
  const rich = one('c', {
    labels: { host: 'a' },
    links: [{ title: 'Graph', url: 'https://g.example' }],
    problemId: '7',
    severity: 'critical',
  });

  it('is known to the rest of the transaction as a later one would read it, and needs no reading', async () => {
    const seen = await bench.transact(async (work) => {
      const alerts = [one('a'), one('a2', { groupKey: 'a' }), rich];
      const arrivals = alerts.map((own) => ({ integration: plain, alert: own, asRead: own, pageTest: false }));
      await receive(work, arrivals, assignIn(work));
      const ids = [...(work.opened?.keys() ?? [])];
      return { ids, told: await readIncidentsIn(work, ids), rows: await readOutboxRows(work, ids) };
    });
    const { ids, told, rows } = seen;
    expect((await incidents()).map(({ id }) => id)).toEqual(ids);
    expect(ids).toHaveLength(2);
    const later = await bench.transact(async (work) => ({
      told: await readIncidentsIn(work, ids),
      rows: await readOutboxRows(work, ids),
    }));
    expect(told).toEqual(later.told);
    expect(rows).toEqual(later.rows);
  });

  it('has its pages read where they were planned in the same transaction', async () => {
    await bench.transact(async (work) => {
      await receive(work, [{ integration: plain, alert: rich, asRead: rich, pageTest: false }], assignIn(work));
      const [id = ''] = [...(work.opened?.keys() ?? [])];
      await planRequests(work, new Map());
      const pages = await work.tx.selectFrom('pages').select('id').execute();
      expect(pages).toHaveLength(1);
      expect((await readOutboxRows(work, [id])).pages.map((row) => ({ id: row.id }))).toEqual(pages);
    });
  });
});

describe('what came in', () => {
  it('becomes incidents, once each, and says which', async () => {
    const [a, b] = [one('a'), one('b')];
    const answer = await submit(plain, [a, one('a2', { groupKey: 'a' }), b]);
    const [first, second] = await incidents();
    expect(answer).toEqual({ accepted: 3, duplicates: 0, incidents: [first?.id, second?.id] });
    expect([first, second]).toMatchObject([
      { state: 'open', team: 'db', severity: 'error', policy: 'p' },
      { title: 'b' },
    ]);
    expect(await submit(plain, [a, one('c')])).toMatchObject({ accepted: 2, duplicates: 1 });
    await ingest.idle();
    expect([commits, ingest.waiting()]).toEqual([2, 0]);
  });

  it('together is written together, and each gets its own answer', async () => {
    const answers = await Promise.all([
      submit(plain, [one('a')]),
      submit(plain, []),
      submit(plain, [one('b'), one('b')]),
    ]);
    const ids = (await incidents()).map(({ id }) => id);
    expect(answers).toEqual([
      { accepted: 1, duplicates: 0, incidents: [ids[0]] },
      { accepted: 0, duplicates: 0, incidents: [] },
      { accepted: 2, duplicates: 1, incidents: [ids[1]] },
    ]);
    expect(commits).toBe(1);
  });

  it('twice from where it can be told apart is taken once', async () => {
    const origin = { once: 'm', name: null, answers: [] };
    await submit(plain, [one('a'), one('b')], { origin });
    expect(await submit(plain, [one('c'), one('d')], { origin })).toEqual({
      accepted: 2,
      duplicates: 2,
      incidents: [],
    });
    expect(await incidents()).toHaveLength(2);
  });

  it('of one group at once has a title together; an answer to a question has not', async () => {
    const pair = (name: string) => [
      one(`${name}1`, { groupKey: name, labels: { alertname: 'Disk' } }),
      one(`${name}2`, { groupKey: name, labels: { alertname: 'Cpu' } }),
    ];
    await submit(plain, pair('told'));
    await submit(plain, pair('answered'), { isAnswer: true });
    expect((await incidents()).map(({ title }) => title)).toEqual([expect.stringContaining('and 1 more'), 'answered1']);
  });

  it('goes by the integration’s own policy where its routes cannot be followed', async () => {
    const lost = integration('lost', { routes: [], team: 'own' });
    use({
      maintenances: new Proxy([], {
        get: () => {
          throw new Error('broken');
        },
      }) as never,
    });
    await submit(lost, [one('b', { severity: 'warning' })]);
    expect(bench.failures.at(-1)).toMatchObject({ stage: 'ingest', incident: null });
    expect((await incidents()).at(-1)).toMatchObject({ policy: 'p', team: 'db', severity: 'warning' });
    await submit(integration('none', { policy: 'gone', team: 'own' }), [one('c')]);
    expect((await incidents()).at(-1)).toMatchObject({ policy: null, team: 'own' });
  });
});

describe('a sign of life among alerts', () => {
  const signals = async () =>
    (await bench.read.selectFrom('signals').select(['integration', 'decision']).orderBy('id').execute()).map(
      ({ integration: of, decision }) => `${of} ${decision}`,
    );
  const beats = async () =>
    (await bench.read.selectFrom('heartbeats').selectAll().orderBy('integration').execute()).map(
      ({ integration: of, last_at }) => [of, (last_at ?? 0) - NOON],
    );

  it('opens nothing, and is kept only where it was not expected', async () => {
    expect(await submit(dog, [one('w'), one('w')])).toEqual({ accepted: 2, duplicates: 1, incidents: [] });
    expect([await incidents(), await signals(), await beats()]).toEqual([[], ['dog heartbeat'], [['beating', 0]]]);
    bench.now += MINUTE;
    expect(await submit(dog, [one('w')])).toEqual({ accepted: 1, duplicates: 1, incidents: [] });
    expect([await signals(), await beats()]).toEqual([['dog heartbeat'], [['beating', MINUTE]]]);
  });

  it('that is an end, or a test, is none', async () => {
    await submit(dog, [one('a', { status: 'resolved' }), one('b', { test: true })]);
    expect(await beats()).toEqual([]);
  });

  it('of several is each heard, beside alerts of others', async () => {
    const [answer] = await Promise.all([submit(dog, [one('w')]), submit(cat, [one('w')]), submit(plain, [one('a')])]);
    expect(answer).toEqual({ accepted: 1, duplicates: 0, incidents: [] });
    expect([await beats(), (await incidents()).length]).toEqual([
      [
        ['another', 0],
        ['beating', 0],
      ],
      1,
    ]);
  });

  it('that comes back resolves what its silence was, and counts for nobody’s answer', async () => {
    await submit(dog, [one('w')]);
    await bench.transact(({ tx }) => tx.updateTable('heartbeats').set({ silent: 1 }).execute());
    await submit(beating, [alert({ fingerprint: 'heartbeat', groupKey: 'heartbeat', title: 'No signal' })]);
    expect((await incidents()).map(({ state }) => state)).toEqual(['open']);
    const [, answer] = await Promise.all([submit(dog, [one('w')]), submit(plain, [one('a')])]);
    const [silence, other] = await incidents();
    expect(answer).toEqual({ accepted: 1, duplicates: 0, incidents: [other?.id] });
    expect([silence?.state, other?.state]).toEqual(['resolved', 'open']);
  });
});

describe('an integration that cannot be read', () => {
  const broken = (changes: Partial<BrokenIntegration> = {}): BrokenIntegration => ({
    id: 'x',
    name: 'Zabbix',
    team: 'sre',
    token: null,
    oldTokens: [],
    field: 'routes',
    problem: 'is no list',
    ...changes,
  });
  const look = (...all: BrokenIntegration[]) => {
    use({ brokenIntegrations: all });
    return bench.transact((work) => tellOutOfService(work));
  };

  it('is told once, and once more where it breaks again', async () => {
    await look(broken());
    await look(broken());
    expect(await incidents()).toMatchObject([
      {
        title: 'Integration Zabbix cannot be read and takes no alerts',
        state: 'open',
        team: 'sre',
        severity: 'critical',
      },
    ]);
    const { description } = await bench.read.selectFrom('incidents').select('description').executeTakeFirstOrThrow();
    expect(description).toMatch(/routes is no list\. .*PUT \/api\/v1\/integrations\/x\)/);
    await look();
    expect((await incidents()).map(({ state }) => state)).toEqual(['resolved']);
    await look();
    await look(broken({ field: '', problem: 'is no JSON' }), broken({ id: 'y' }));
    expect((await incidents()).map(({ state }) => state)).toEqual(['resolved', 'open', 'open']);
    expect(
      (await bench.read.selectFrom('incidents').select('description').orderBy('number').execute())[1]?.description,
    ).toContain('what is stored of it is no JSON');
    await look(broken({ id: 'y' }));
    expect((await incidents()).map(({ state }) => state)).toEqual(['resolved', 'resolved', 'open']);
  });
});

it('what waits for a length of time is moved with the clock', async () => {
  await submit(dog, [one('w')]);
  await submit(plain, [one('a')]);
  const before = await bench.read.selectFrom('timers').selectAll().orderBy('kind').execute();
  expect(before.map(({ kind }) => kind)).toEqual(['heartbeat', 'incident']);
  await bench.transact((work) => shiftWaiting(work, -HOUR));
  const after = await bench.read.selectFrom('timers').selectAll().orderBy('kind').execute();
  expect(after.find(({ kind }) => kind === 'heartbeat')?.due_at).toBe(NOON + MINUTE);
});

it('two kinds of rounds are as one', async () => {
  const asked: string[] = [];
  const rounds = (name: string, count: number, pause: number | null = null) => ({
    pause: () => pause,
    onSlotFree: (ring: () => void) => (asked.push(`${name} rings`), ring()),
    run: (now: number) => (asked.push(`${name} ${now}`), Promise.resolve(count)),
    inFlight: () => count,
    renew: () => (asked.push(`${name} renewed`), Promise.resolve()),
    stop: () => (asked.push(`${name} stopped`), Promise.resolve()),
  });
  const both = alongside(rounds('a', 2), rounds('b', 3));
  expect([await both.run(7), both.inFlight(), both.pause?.()]).toEqual([5, 5, null]);
  const pauses = [alongside(rounds('', 0, 4), rounds('', 0)), alongside(rounds('', 0), rounds('', 0, 6))];
  expect(pauses.map((one) => one.pause?.())).toEqual([4, 6]);
  let rung = 0;
  both.onSlotFree?.(() => (rung += 1));
  expect(rung).toBe(2);
  await both.renew();
  await both.stop();
  expect(asked).toEqual(['a 7', 'b 7', 'a rings', 'b rings', 'a renewed', 'b renewed', 'a stopped', 'b stopped']);
});
