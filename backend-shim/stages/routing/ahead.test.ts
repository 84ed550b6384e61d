/** Alerts whose matchers are much work are routed before their transaction begins. */
import { expect, it } from 'vitest';
import { alert, NOON } from '#domain/incident/incident.fake';
import { fakeIntegration } from '#domain/routing/integration.fake';
import type { Route } from '#domain/routing/integration';
import { matchMeter } from '#domain/routing/match-meter';
import type { Directory } from '../../ports/directory.ts';
import { assign } from './assign.ts';
import { createAhead } from './ahead.ts';

const route = (pattern: string): Route => ({
  when: null,
  policy: 'other',
  urgency: null,
  severity: null,
  labels: {},
  drop: false,
  match: [{ name: 'host', operator: '=~', value: pattern }],
});
const heavy = fakeIntegration({ id: 'heavy', routes: [route('.*(?:a|[^b]){0,100}x{7}|a*')] });
/** None is heavy by itself; 250 are. */
const middling = fakeIntegration({
  id: 'middling',
  routes: Array.from({ length: 250 }, (_, i) => route(`(?:c|[^d]){0,9}y{${1 + (i % 9)}}z${i}`)),
});
const light = fakeIntegration({ id: 'light', routes: [route('db-.*')] });
const directory = {
  maintenances: [],
  policies: new Map(),
  integrations: new Map(),
  facts: { zones: {}, holidays: {}, absences: [], swaps: [], calendars: {} },
} as unknown as Directory;
const ahead = () => createAhead({ directory: () => directory, now: () => Promise.resolve(NOON) });
const alerts = (count: number, length: number) =>
  Array.from({ length: count }, (_, i) =>
    alert({ fingerprint: `${i}`, labels: { host: 'a'.repeat(length), n: `${i}` } }),
  );
const request = (integration: typeof heavy, count: number, length: number) => ({
  integration,
  pageTest: false,
  alerts: alerts(count, length),
});

it('nothing is done for what is light', () => {
  expect(ahead().decide(request(light, 20, 40))).toBeNull();
});

it('what was decided costs the transaction nothing, and holds for as long as it may wait', async () => {
  const one = request(heavy, 20, 2_000);
  await ahead().decide(one);
  const empty = matchMeter(0);
  for (const own of one.alerts) {
    expect(assign(directory, heavy, own, NOON + 5_000, empty).reason).toMatch(/^route 1/);
  }
  expect(assign(directory, heavy, { ...one.alerts[0]!, labels: { host: 'aa' } }, NOON, empty).reason).toMatch(
    /too much work/,
  );
});

it.each([heavy, middling])('others have a turn meanwhile, and a payload ends: $id', async (integration) => {
  const own = ahead();
  let [turns, isOver] = [0, false];
  const others = (async () => {
    while (!isOver) {
      turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await own.decide(request(integration, 40, 1_000));
  isOver = true;
  await others;
  expect(turns).toBeGreaterThan(10);
  expect(own.waiting()).toBe(0);
});

it('requests of one integration stay in their order, and light ones of others do not wait', async () => {
  const own = ahead();
  const through: string[] = [];
  const [first, second] = [own.decide(request(heavy, 40, 2_000)), own.decide(request(heavy, 1, 1))];
  void first?.then(() => through.push('first'));
  void second?.then(() => through.push('second'));
  expect(own.waiting()).toBe(2);
  expect(own.decide(request(light, 1, 10))).toBeNull();
  await own.idle();
  expect(through).toEqual(['first', 'second']);
});
