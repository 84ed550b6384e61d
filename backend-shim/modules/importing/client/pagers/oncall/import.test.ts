import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { DAY } from '#domain/time/duration';
import { zoneTableOf } from '../../../../../adapters/zones.ts';
import { importTry } from '../../importing.fake.ts';
import type { ImportTry } from '../../importing.fake.ts';
import { answerLocally } from '../../vigie/local-answer.ts';
import { oncall } from './definition.ts';
import { CHOICES, oncallContent, TAKEN } from './fakes/content.fake.ts';
import { oncallPeer } from './fakes/peer.fake.ts';
import type { OncallContent, OncallItem, OncallTraps } from './fakes/peer.fake.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

async function start(traps: OncallTraps = {}, content: OncallContent = oncallContent) {
  const one = await importTry({ pager: oncall, transport: oncallPeer(content, traps), now: TAKEN });
  tries.push(one);
  return one;
}

// Parts that only a person can translate are in it, so a plan ends with 4.
async function planned(content?: OncallContent, localTime = false) {
  const one = await start({}, content);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(CHOICES);
  expect(await one.run({ step: 'plan', localTime })).toBe(4);
  return one;
}

const withList = (name: string, change: (one: OncallItem) => OncallItem): OncallContent => ({
  ...oncallContent,
  lists: {
    ...oncallContent.lists,
    [name]: (oncallContent.lists[name] ?? []).map(change),
  },
});

describe('reading', () => {
  test.each<[string, OncallTraps]>([
    ['pages are small', { pageSize: 2 }],
    ['pages are not counted', { pageSize: 2, uncounted: true }],
    ['shifts are doubled and left out', { oldShifts: true, pageSize: 3 }],
  ])('takes everything once where %s', async (_, traps) => {
    const one = await start(traps);
    expect(await one.run({ step: 'fetch' })).toBe(0);
    const { counts } = JSON.parse(await one.read('manifest.json')) as { counts: object };
    expect(counts).toEqual({
      users: 5,
      teams: 1,
      schedules: 3,
      shifts: 7,
      swaps: 2,
      chains: 2,
      steps: 11,
      integrations: 3,
      routes: 4,
      rules: 5,
      webhooks: 1,
    });
  });

  test('waits as long as the limit says, and asks once a second', async () => {
    const one = await start({ limitAfter: 5 });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(one.progress).toContain('https://pager.example asks for a pause of 7 s');
    expect(one.time.slept).toBeGreaterThan(20_000);
  });

  test('a refused key, and the address of Grafana in place of the engine’s, are said by name', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch', keyFile: path.join(one.folder, 'token') })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/^error: the key may not read the \w+ \(HTTP 403\)/);
    const page = { status: 200, headers: {}, body: '<!DOCTYPE html><title>Grafana</title>' };
    const other = await importTry({ pager: oncall, transport: () => Promise.resolve(page), now: TAKEN });
    tries.push(other);
    expect(await other.run({ step: 'fetch' })).toBe(1);
    expect(other.progress.at(-1)).toMatch(/something that is no JSON\. Is it the address of the API\?/);
    for (const { folder } of [one, other]) {
      expect(await readdir(path.join(folder, 'snapshot')).catch(() => [])).not.toContain('manifest.json');
    }
  });

  test('goes on without personal rules, which the token of a service account may not read', async () => {
    const one = await start({ serviceAccount: true });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(one.progress.at(-1)).toMatch(/^not read: rules \*: key-too-weak/);
  });

  test('answers of more than a year are asked for in parts', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch', days: 365 })).toBe(0);
    const { pages } = JSON.parse(await one.read('answers/SDATABASE.json')) as { pages: unknown[] };
    expect(pages).toHaveLength(3);
  });

  test('secrets of addresses and calendars stay out of what is sent along with a bug report', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch', redact: true })).toBe(0);
    const text = [await one.read('config/integrations/CPROM.json'), await one.read('config/schedules/SOFFICE.json')];
    expect(text.join()).not.toMatch(/Zk3madeUp|secret/);
  });
});

describe('the plan of schedules', () => {
  test('a web schedule counts in UTC, its shifts of one level are joined, and an override and a swap come last', async () => {
    const { objects, items } = await (await planned()).plan();
    expect(objects.rotas?.[0]).toEqual({
      id: 'database',
      name: 'Database',
      timeZone: 'Europe/Paris',
      team: 'databases',
      layers: [
        {
          id: 'primary',
          name: 'Primary',
          timeZone: 'UTC',
          rotation: { every: 1, unit: 'week', start: '2026-10-05T08:00' },
          participants: [['alice'], ['bob']],
        },
        {
          id: 'days',
          name: 'Days',
          timeZone: 'UTC',
          participants: [['carol']],
          restrictions: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', to: '16:00' }],
          join: true,
        },
      ],
      overrides: [
        { id: 'override-O3OVER-1', start: '2026-10-21T08:00:00Z', end: '2026-10-22T08:00:00Z', set: ['dave'] },
        {
          id: 'swap-SWAP1',
          start: '2026-11-03T08:00:00Z',
          end: '2026-11-04T08:00:00Z',
          replace: 'alice',
          with: 'dave',
        },
      ],
    });
    expect(items.filter(({ kind }) => ['rota', 'override', 'swap'].includes(kind))).toMatchObject([
      { sourceId: 'O3OVER', class: 'exact' },
      { sourceId: 'SWAP1', class: 'rewritten', reason: 'swap-as-override' },
      { sourceId: 'SWAP2', class: 'left-out', reason: 'swap-open' },
      { sourceId: 'SDATABASE', class: 'rewritten', reason: 'joined-layers' },
      { sourceId: 'SNIGHTS', class: 'exact' },
      { sourceId: 'SOFFICE', class: 'frozen', reason: 'shifts-in-ical' },
    ]);
    // Viewers, and people who are gone, are passed over.
    expect(items.filter(({ reason }) => reason === 'not-notified').map(({ name }) => name)).toEqual([
      'turns of UGONE',
      'turns of vic',
    ]);
  });

  test('a schedule of the API has its zone, and a higher level takes the place of a lower one', async () => {
    const { objects } = await (await planned()).plan();
    expect(objects.rotas?.[1]).toEqual({
      id: 'nights',
      name: 'Nights',
      timeZone: 'Europe/Paris',
      layers: [
        {
          id: 'nights',
          name: 'Nights',
          rotation: { every: 1, unit: 'week', start: '2026-10-05T09:00' },
          participants: [['bob'], ['alice']],
        },
        {
          id: 'weekends',
          name: 'Weekends',
          participants: [['dave']],
          restrictions: [{ days: ['sat', 'sun'], from: '10:00', to: '18:00' }],
        },
      ],
      overrides: [],
    });
  });

  test('with --local-time a web schedule keeps its wall clock, and says the hours that differ', async () => {
    const one = await planned(oncallContent, true);
    const { objects, proofs } = await one.plan();
    expect(objects.rotas?.[0]).toMatchObject({
      layers: [
        { rotation: { start: '2026-10-05T10:00' } },
        { restrictions: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }] },
      ],
    });
    expect(proofs[0]).toMatchObject({ class: 'approximated' });
    expect(await one.run({ step: 'prove' })).toBe(0);
    const differences = (await one.proof()).rotas[0]?.differences ?? [];
    expect([...new Set(differences.map(({ cause }) => cause))]).toEqual(['utc-schedule']);
    expect(differences[0]).toMatchObject({ start: '2026-10-26T07:00:00.000Z', end: '2026-10-26T08:00:00.000Z' });
  });

  test('overrides in an iCal file are written down where the answer shows them', async () => {
    const content = withList('schedules', (one) =>
      one['id'] === 'SNIGHTS' ? { ...one, ical_url_overrides: 'https://calendar.example.com/o.ics' } : one,
    );
    const [start, over] = [Date.parse('2026-11-05T10:00Z'), Date.parse('2026-11-05T14:00Z')];
    const rows = (content.rows['SNIGHTS'] ?? []).flatMap((one) =>
      one.start < start && one.end > over
        ? [
            { ...one, end: start },
            { user: 'UCAROL', start, end: over },
            { ...one, start: over },
          ]
        : [one],
    );
    const one = await planned({ ...content, rows: { ...content.rows, SNIGHTS: rows } });
    const { objects, items } = await one.plan();
    const [, nights = { id: '' }] = objects.rotas ?? [];
    expect(nights['overrides']).toEqual([
      { id: 'ical-1', start: '2026-11-05T10:00:00Z', end: '2026-11-05T14:00:00Z', set: ['carol'] },
    ]);
    // Whom the file names later nobody knows.
    const end = Date.parse(nights['frozenUntil'] as string);
    const onCall = (from: number, to: number) => {
      const answer = answerLocally(nights, zoneTableOf, from, to);
      return [...new Set(answer.ok ? answer.value.flatMap(({ people }) => people) : ['not a rota'])].toSorted();
    };
    expect(onCall(end - 14 * DAY, end).length).toBeGreaterThan(1);
    expect(onCall(end, end + 30 * DAY)).toEqual([]);
    expect(items.find(({ sourceId }) => sourceId === 'SNIGHTS')).toMatchObject({
      class: 'frozen',
      reason: 'overrides-in-ical',
      data: { hours: 4 },
    });
    expect(await one.run({ step: 'prove' })).toBe(0);
  });

  test('an iCal file that changes no compared hour ends nothing', async () => {
    const content = withList('schedules', (one) =>
      one['id'] === 'SNIGHTS' ? { ...one, ical_url_overrides: 'https://calendar.example.com/o.ics' } : one,
    );
    const one = await planned(content);
    const { objects, items } = await one.plan();
    const [, before] = (await (await planned()).plan()).objects.rotas ?? [];
    expect(objects.rotas?.[1]).toEqual(before);
    expect(items.find(({ sourceId }) => sourceId === 'SNIGHTS')).toMatchObject({
      class: 'approximated',
      reason: 'no-overrides-in-ical',
    });
    expect(await one.run({ step: 'prove' })).toBe(0);
  });

  test.each([
    ['monthly', { frequency: 'monthly' }],
    ['a weekday by its number', { by_day: ['1MO'] }],
    ['days of the month', { by_monthday: [1, 15] }],
    [
      'every third of some weekdays, with shifts of more than a day',
      { type: 'recurrent_event', users: ['UBOB'], frequency: 'daily', interval: 3, by_day: ['MO'], duration: 90_000 },
    ],
  ])('%s is written down, since no layer says it', async (_, change) => {
    const content = withList('on_call_shifts', (one) => (one['id'] === 'N1WEEKLY' ? { ...one, ...change } : one));
    const one = await planned(content);
    expect((await one.plan()).items.find(({ sourceId }) => sourceId === 'SNIGHTS')).toMatchObject({
      class: 'frozen',
      reason: 'odd-recurrence',
    });
    expect(await one.run({ step: 'prove' })).toBe(0);
  });
});

describe('the proof', () => {
  test('finds every hour equal, over the clock change', async () => {
    const one = await planned();
    expect(await one.run({ step: 'prove' })).toBe(0);
    expect((await one.proof()).rotas.map(({ name, differences }) => [name, differences])).toEqual([
      ['Database', []],
      ['Nights', []],
      ['Office', []],
    ]);
  });

  interface PlannedRota {
    layers: Array<{ participants: string[][]; restrictions: Array<{ to: string }>; join?: true; timeZone?: string }>;
    overrides: object[];
  }
  test.each<[string, number, (rota: PlannedRota) => void]>([
    ['the layers are not joined', 0, (rota) => delete rota.layers[1]?.join],
    ['the layers are reversed', 1, (rota) => rota.layers.reverse()],
    ['a person is dropped', 0, (rota) => rota.layers[0]?.participants.pop()],
    ['a window is moved by an hour', 1, (rota) => ((rota.layers[1]?.restrictions[0] as { to: string }).to = '19:00')],
    ['the clock is that of the zone', 0, (rota) => delete rota.layers[0]?.timeZone],
    ['an override is lost', 0, (rota) => rota.overrides.shift()],
    ['a swap is lost', 0, (rota) => rota.overrides.pop()],
  ])('fails where %s', async (_, which, change) => {
    const one = await planned();
    const plan = await one.plan();
    change(plan.objects.rotas?.[which] as unknown as PlannedRota);
    await one.write('plan.json', JSON.stringify(plan));
    expect(await one.run({ step: 'prove' })).toBe(3);
  });
});
