/** Reading goes on where one thing fails, and what may not be read is not taken as removed. */
import { afterEach, expect, test } from 'vitest';
import { importTry } from '../importing.fake.ts';
import type { ImportTry } from '../importing.fake.ts';
import { pagerduty } from '../pagers/pagerduty/definition.ts';
import { pagerdutyContent, TAKEN } from '../pagers/pagerduty/fakes/content.fake.ts';
import { pagerdutyPeer } from '../pagers/pagerduty/fakes/peer.fake.ts';
import { vigieFake } from '../vigie/vigie.fake.ts';
import type { PagerResponse, PagerTransport } from './reader.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

const PEOPLE = { PANN: 'ann', PBEN: 'ben', PCLEO: 'cleo', PDEE: 'dee' };
const peer = pagerdutyPeer(pagerdutyContent);
const NO = { status: 403, headers: {}, body: '{}' };

async function start(transport: PagerTransport, vigie?: ReturnType<typeof vigieFake>) {
  const one = await importTry({ pager: pagerduty, transport, now: TAKEN, ...(vigie && { vigie: vigie.transport }) });
  tries.push(one);
  return one;
}

const problemsOf = async (one: ImportTry) =>
  (JSON.parse(await one.read('problems.json')) as Array<{ kind: string; id: string; why: string }>)
    .map(({ kind, id, why }) => `${kind} ${id}: ${why}`)
    .sort();

test.each([
  ['one schedule', '/schedules/PSCHED1', ['schedules PSCHED1: key-too-weak']],
  ['its answer alone', '/schedules/PSCHED1/overrides', ['answers PSCHED1: key-too-weak']],
  ['the shift-based schedules', '/v3/schedules', ['shift-schedules *: key-too-weak']],
  ['one of them', '/v3/schedules/PV3', ['shift-schedules PV3: key-too-weak']],
  ['members of a team', '/teams/PTEAM1/members', ['members PTEAM1: key-too-weak']],
])('%s that may not be read is noted, and everything else is read', async (_, path, problems) => {
  const one = await start((request) => (new URL(request.url).pathname === path ? Promise.resolve(NO) : peer(request)));
  expect(await one.run({ step: 'fetch' })).toBe(0);
  expect(await problemsOf(one)).toEqual(problems);
  await one.choose(PEOPLE);
  expect(await one.run({ step: 'plan' })).toBe(4);
  expect((await one.plan()).items).toContainEqual(expect.objectContaining({ reason: 'not-read' }));
});

test('what may not be read any more stays in Vigie as it is at a repeated apply', async () => {
  const vigie = vigieFake();
  let refused = new RegExp('^$');
  const one = await start(
    (request) => (refused.test(new URL(request.url).pathname) ? Promise.resolve(NO) : peer(request)),
    vigie,
  );
  const all = async () => {
    expect(await one.run({ step: 'fetch' })).toBe(0);
    await one.choose(PEOPLE);
    await one.run({ step: 'plan' });
    await one.run({ step: 'prove' });
    await one.run({ step: 'apply' });
  };
  await all();
  const saved = JSON.stringify([...vigie.objects]);
  expect(saved).toContain('override-OV1');
  vigie.writes.length = 0;

  refused = /^\/(v3\/schedules|teams\/PTEAM1\/members)/;
  await all();
  expect(await problemsOf(one)).toEqual([
    expect.stringMatching(/^members PTEAM1: key-too-weak; taken as it was on 2026-10-19T/),
    expect.stringMatching(/^shift-schedules \*: key-too-weak; taken as it was on 2026-10-19T/),
  ]);
  expect(vigie.writes).toEqual([]);

  // Overrides come with the answer: without it the rota keeps those that it has, and is named.
  refused = /^\/schedules\/PSCHED1\/overrides/;
  await all();
  expect(vigie.writes).toEqual([]);
  expect(one.progress).toContainEqual(expect.stringMatching(/^kept as they are in Vigie, .*: rotas database$/));
  expect(JSON.stringify([...vigie.objects])).toBe(saved);
});

test('a comparison of what is saved does not say equal of a schedule that may not be read', async () => {
  const vigie = vigieFake();
  let isRefused = false;
  const one = await start(
    (request) => (isRefused && request.url.includes('/v3/') ? Promise.resolve(NO) : peer(request)),
    vigie,
  );
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(PEOPLE);
  await one.run({ step: 'plan' });
  await one.run({ step: 'prove' });
  await one.run({ step: 'apply' });
  isRefused = true;
  expect(await one.run({ step: 'prove', again: true })).toBe(4);
  const again = JSON.parse(await one.read('proof-again.json')) as { rotas: Array<Record<string, unknown>> };
  expect(again.rotas.find(({ rota }) => rota === 'support')).toMatchObject({ equal: 0, notCompared: 7_776_000 });
});

/** Fails at the nth request with each of the answers, and then goes on. */
function failing(at: number, ...answers: Array<PagerResponse | Error>): PagerTransport {
  let count = 0;
  return (request) => {
    const answer = answers[++count - at];
    return answer instanceof Error
      ? Promise.reject(answer)
      : answer === undefined
        ? peer(request)
        : Promise.resolve(answer);
  };
}

const CUT = new Error('terminated', { cause: new Error('other side closed') });
const HALF = { status: 200, headers: {}, body: '{"users": [{"id": "PA' };
const LATE = new Error('The operation was aborted due to timeout');

test.each<[string, Array<PagerResponse | Error>, RegExp]>([
  [
    'a connection that is cut',
    [CUT, CUT, CUT, CUT],
    /^https:\/\/pager\.example: other side closed; asking again in 8 s \(5 of 6\)$/,
  ],
  ['an answer that is cut in its middle', [HALF], /: the answer was cut off; asking again in 1 s \(2 of 6\)$/],
  ['no answer in time', [LATE, LATE], /: The operation was aborted due to timeout; asking again in 2 s \(3 of 6\)$/],
  [
    'an error of the server',
    [{ status: 500, headers: {}, body: '' }],
    /^https:\/\/pager\.example answered HTTP 500 to the .*; asking again in 2 s \(2 of 6\)$/,
  ],
])('%s is said as what it is, and asked for again', async (_, answers, says) => {
  const one = await start(failing(5, ...answers));
  expect(await one.run({ step: 'fetch' })).toBe(0);
  expect(one.progress).toContainEqual(expect.stringMatching(says));
  expect(one.progress.join('\n')).not.toContain('asks for a pause');
});

test('an address at which nothing answers is not waited for long', async () => {
  const one = await start(() => Promise.reject(new Error('connect ECONNREFUSED')));
  expect(await one.run({ step: 'fetch' })).toBe(1);
  expect(one.time.slept).toBeLessThan(5_000);
  expect(one.progress.at(-1)).toMatch(/^error: nothing answers at https:\/\/pager\.example \(connect ECONNREFUSED\)/);
});

test('the zone of a schedule is that of the list: an answer may name the zone in which it is written', async () => {
  const one = await start(peer);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(PEOPLE);
  await one.run({ step: 'plan' });
  expect((await one.plan()).objects.rotas?.find(({ id }) => id === 'database')).toMatchObject({
    timeZone: 'Europe/Paris',
  });
});
