/** A delivery in shadow that cannot be settled stops neither the others nor what is real. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import { openOutbox } from '../../stages/outbox/outbox.fake.ts';
import type { OutboxBench } from '../../stages/outbox/outbox.fake.ts';
import { channels, directoryOf, person } from '../../stages/outbox/people.fake.ts';
import type { Directory } from '../../ports/directory.ts';
import { addShadows } from '../../store/shadow/shadows.ts';
import { suppressDue } from './suppress.ts';
import type { SuppressDeps } from './suppress.ts';

const team = (id: string, members: string[]) =>
  [id, { id, name: id, members, managers: [], grafanaTeam: null }] as const;
const rota = (id: string, of: string) => [id, { id, name: id, team: of, timeZone: 'UTC', layers: [] }] as const;
const DIRECTORY = directoryOf([person('ann', ['email']), person('ben', ['email'])], {
  teams: new Map([team('sre', ['ann']), team('db', ['ben'])]),
  rotas: new Map([rota('nights', 'sre'), rota('days', 'db')]),
} as unknown as Partial<Directory>);

let bench: OutboxBench;
let errors: object[];
let counted: object[];
beforeEach(async () => {
  bench = await openOutbox(DIRECTORY);
  errors = [];
  counted = [];
  await bench.transact((work) =>
    addShadows(work, [{ kind: 'team', subject: 'sre', origin: 'pressed', at: NOON, by: 'cleo' }]),
  );
});
afterEach(() => bench.close());

const SHADOWED = { all: false, teams: new Set(['sre']), integrations: new Set<string>() };

const suppress = () =>
  suppressDue(
    {
      channels,
      transact: bench.transact,
      log: { error: (fields: object) => errors.push(fields) },
      metrics: { deliveries: { inc: (labels: object) => counted.push(labels) }, rowFailures: { inc: () => undefined } },
    } as unknown as SuppressDeps,
    NOON,
    SHADOWED,
  );
const shift = (user: string, of: string, more: object = {}) =>
  bench.add({
    kind: 'onCall',
    user,
    method: 'email',
    channel_kind: 'email',
    ...more,
    content: JSON.stringify({ duty: { rota: of, start: NOON, end: null, on: true } }),
  });
/** The database refuses to settle this delivery. */
const damage = (id: string) =>
  bench.transact(({ tx }) =>
    tx.executeQuery({
      sql: `create trigger damage before update on deliveries when new.id = '${id}' and new.state <> 'due'
            begin select raise(abort, 'damaged'); end`,
      parameters: [],
      query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
      queryId: { queryId: 'damage' },
    } as never),
  );

it('settles what is in shadow together, and counts it', async () => {
  await shift('ann', 'nights');
  await shift('ann', 'nights');
  expect(await suppress()).toBe(2);
  expect(counted).toEqual(Array(2).fill({ channel: 'email', outcome: 'shadow', reason: '' }));
  expect(await suppress()).toBe(0);
});

it('after a failure each is settled by itself; the damaged one waits, and real ones stay as they are', async () => {
  const damaged = await shift('ann', 'nights');
  const well = await shift('ann', 'nights');
  const real = await shift('ben', 'days', { outcome: 'held' });
  await damage(damaged);
  expect(await suppress()).toBe(2);
  expect(await bench.delivery(well)).toMatchObject({ state: 'cancelled', outcome: 'shadow' });
  expect(await bench.delivery(damaged)).toMatchObject({ state: 'due', outcome: null, due_at: NOON + 30_000 });
  expect(await bench.delivery(real)).toMatchObject({ state: 'due', outcome: 'held', due_at: NOON });
  expect(errors).toHaveLength(2);
  expect(errors[1]).toMatchObject({ delivery: damaged });
  expect((await bench.claim()).claimed.map(({ carrier }) => carrier.id)).toEqual([real]);
  expect(await suppress()).toBe(0);
});
