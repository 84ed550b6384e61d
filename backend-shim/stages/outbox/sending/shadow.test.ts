/** What is in shadow is settled, and never claimed; what is real is never settled. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import { isInShadow } from '#domain/notify/shadow';
import type { Directory } from '../../../ports/directory.ts';
import { addShadows, removeShadows, shadowStateOf } from '../../../store/shadow/shadows.ts';
import type { ShadowRow } from '../../../store/shadow/shadows.ts';
import { openOutbox } from '../outbox.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { channels, directoryOf, method, person } from '../people.fake.ts';
import { page, post, tellReached } from '../plan.fake.ts';
import { dueToSuppress, putOffShadow, settleShadow } from './shadow.ts';

const row = (kind: string, subject = ''): ShadowRow => ({ kind, subject, origin: 'pressed', at: NOON, by: 'cleo' });
const SRE = row('team', 'sre');
const team = (id: string, members: string[], managers: string[] = []) =>
  [id, { id, name: id, members, managers, grafanaTeam: null }] as const;
const rota = (id: string, of: string) => [id, { id, name: id, team: of, timeZone: 'UTC', layers: [] }] as const;
const DIRECTORY = directoryOf(
  [
    person('ann', ['email', 'sms']),
    person('cleo', ['email']),
    person('ben', ['sms', 'email'], { contactMethods: [method('sms', { verified: false }), method('email')] }),
  ],
  {
    teams: new Map([team('sre', ['ann']), team('db', ['ben'], ['ann'])]),
    rotas: new Map([rota('nights', 'sre'), rota('days', 'db')]),
  } as unknown as Partial<Directory>,
);

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(DIRECTORY);
});
afterEach(() => bench.close());

const put = (...rows: ShadowRow[]) => bench.transact((work) => addShadows(work, rows));
const settle = async () => (await bench.transact((work) => settleShadow(work, channels))).map(({ id }) => id);
const due = () => bench.transact(dueToSuppress);
const outcomes = async () =>
  (await bench.deliveries()).map(({ user, channel, method: by, state, outcome }) =>
    [user ?? channel, by, state, outcome].join(' '),
  );

describe('a page in shadow', () => {
  it('ends as sent to nobody, and its rules go on as if it had arrived', async () => {
    await put(SRE);
    await bench.incident();
    await bench.plan('i1', page('ann'));
    expect((await bench.claim()).claimed).toEqual([]);
    expect(await settle()).toHaveLength(2);
    expect(await outcomes()).toEqual(['ann email cancelled shadow', 'ann sms cancelled shadow']);
    expect(await bench.pages()).toMatchObject([{ state: 'delivered' }]);
    expect(await bench.timeline()).toMatchObject([
      { kind: 'delivery', text: 'In shadow, nothing was sent to ann by email', data: { outcome: 'shadow' } },
      { kind: 'delivery', text: 'In shadow, nothing was sent to ann by sms' },
    ]);
    expect(await bench.read.selectFrom('attempts').selectAll().execute()).toEqual([]);
    expect(await settle()).toEqual([]);
  });

  it('fails where it would fail anyway, and the next method is decided', async () => {
    await put(SRE);
    await bench.incident();
    await bench.plan('i1', page('ben'));
    await settle();
    expect((await outcomes()).sort()).toEqual(['ben email cancelled shadow', 'ben sms failed unverified']);
  });

  it('is real again at once when the shadow is over, also while its delivery waits', async () => {
    await put(SRE);
    await bench.incident();
    await bench.plan('i1', page('ann'));
    await bench.transact((work) => removeShadows(work, [SRE]));
    expect(await settle()).toEqual([]);
    expect((await bench.claim()).claimed).toHaveLength(2);
  });

  it('that is being sent when shadow begins is left to whoever sends it', async () => {
    await bench.incident();
    await bench.plan('i1', page('ann'));
    const { claimed } = await bench.claim();
    await put(SRE);
    expect(await settle()).toEqual([]);
    await bench.settle(claimed, { kind: 'done', providerId: null });
    expect(await outcomes()).toEqual(['ann email done done', 'ann sms done done']);
  });

  it('that could not be settled waits', async () => {
    await put(SRE);
    await bench.incident();
    await bench.plan('i1', page('ann'));
    for (const id of await due()) {
      await bench.transact((work) => putOffShadow(work, id));
    }
    expect(await settle()).toEqual([]);
    bench.later(30_000);
    expect(await settle()).toHaveLength(2);
  });
});

it.each([
  ['team', row('team', 'sre')],
  ['integration', row('integration', 'probe')],
])('a storm in shadow keeps no place of a real page (%s)', async (_, shadow) => {
  await put(shadow);
  const storm = await bench.incident({ team: 'sre', integration: 'probe' });
  const real = await bench.incident({ team: 'db', integration: 'other' });
  for (let count = 0; count < 5; count++) {
    await bench.add({ incident: storm.id, user: 'ann', method: 'email', rank: 9 });
  }
  const later = await bench.add({ incident: real.id, user: 'cleo', method: 'email', rank: 1 });
  const { claimed } = await bench.claim({ free: 2 });
  expect(claimed.map(({ carrier }) => carrier.id)).toEqual([later]);
});

it('nothing is claimed while everything is in shadow', async () => {
  await put(row('all'));
  await bench.incident();
  await bench.plan('i1', page('ann'));
  expect(await bench.claim()).toEqual({ claimed: [], more: false });
});

it('rooms and updates are suppressed, too, and count as told while the shadow lasts', async () => {
  await put(SRE);
  await bench.incident();
  await bench.plan('i1', post('board'), page('ann'));
  await settle();
  await bench.plan('i1', tellReached());
  await settle();
  expect((await outcomes()).sort()).toEqual([
    'ann email cancelled shadow',
    'ann email cancelled shadow',
    'ann sms cancelled shadow',
    'board  cancelled shadow',
    'board  cancelled shadow',
  ]);
});

describe('a message that concerns no incident', () => {
  const onCall = (user: string, content: object) =>
    bench.add({ kind: 'onCall', user, method: 'email', channel_kind: 'email', content: JSON.stringify(content) });
  const duty = (of: string) => ({ duty: { rota: of, start: NOON, end: null, on: true } });
  const outage = { outage: { channel: 'SMS', kind: 'sms', up: false, since: NOON, problem: 'x' } };

  it.each([
    ['a shift of a rota of the team', 'ann', duty('nights'), true],
    ['a shift of another team', 'ann', duty('days'), false],
    ['a shift of a rota that is gone', 'ann', duty('gone'), false],
    ['a rest of somebody who is also in another team', 'ann', { release: { start: NOON } }, false],
    ['an outage', 'ann', outage, false],
  ])('%s', async (_, user, content, isSuppressed) => {
    const id = await onCall(user, content);
    await put(SRE);
    expect(await due()).toEqual(isSuppressed ? [id] : []);
    expect(await settle()).toEqual(isSuppressed ? [id] : []);
    expect((await bench.claim()).claimed.map(({ carrier }) => carrier.id)).toEqual(isSuppressed ? [] : [id]);
  });

  it('a rest of somebody whose teams are all in shadow', async () => {
    const id = await onCall('ben', { release: { start: NOON } });
    await put(row('team', 'db'));
    expect(await settle()).toEqual([id]);
  });

  it('everything, even an outage, if all of Vigie is in shadow', async () => {
    const id = await onCall('ann', outage);
    await put(row('all'));
    expect(await settle()).toEqual([id]);
  });
});

it('each delivery is either suppressed or sent, by what is in shadow when it is judged', async () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const rows = fc.uniqueArray(fc.record({ kind: fc.constantFrom('team', 'integration'), subject: name }), {
    maxLength: 3,
    selector: ({ kind, subject }) => kind + subject,
  });
  const incidents = fc.array(fc.record({ team: fc.option(name), integration: fc.option(name) }), {
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(rows, incidents, async (given, subjects) => {
      const own = await openOutbox(DIRECTORY);
      try {
        const shadows = given.map(({ kind, subject }) => row(kind, subject));
        await own.transact((work) => addShadows(work, shadows));
        const expected = new Map<string, boolean>();
        for (const subject of subjects) {
          const { id } = await own.incident(subject);
          for (const { id: delivery } of await own.plan(id, page('cleo'))) {
            expected.set(delivery, isInShadow(shadowStateOf(shadows), subject));
          }
        }
        const sent = (await own.claim()).claimed.map(({ carrier }) => carrier.id);
        const suppressed = (await own.transact((work) => settleShadow(work, channels))).map(({ id }) => id);
        expect(suppressed.sort()).toEqual(
          [...expected]
            .filter(([, isIn]) => isIn)
            .map(([id]) => id)
            .sort(),
        );
        expect(sent.sort()).toEqual(
          [...expected]
            .filter(([, isIn]) => !isIn)
            .map(([id]) => id)
            .sort(),
        );
      } finally {
        await own.close();
      }
    }),
    { numRuns: 15 },
  );
});
