import { beforeEach, expect, test } from 'vitest';
import type { ShadowState } from '#domain/notify/shadow';
import type { Channel, DeliveryOutcome } from '../ports/channel.ts';
import type { Directory } from '../ports/directory.ts';
import { createOnCallGroups } from './on-call-groups.ts';

const FAILED: DeliveryOutcome = { kind: 'retry', reason: 'misconfigured', detail: 'no rights', after: null };
const DONE: DeliveryOutcome = { kind: 'done', providerId: null };

let onCall: Record<string, string[]>;
let outcome: DeliveryOutcome | Error;
let monotonic: number;
let sets: string[][];
let methods: Record<string, string>;
let shadow: ShadowState;
const inShadow = (...teams: string[]): ShadowState => ({ all: false, teams: new Set(teams), integrations: new Set() });
beforeEach(() => {
  shadow = inShadow();
  [onCall, outcome, monotonic, sets, methods] = [
    { sre: ['ann'], db: ['ben'] },
    DONE,
    0,
    [],
    { ann: 'U0ANN', ben: 'U0BEN' },
  ];
});

function groupsOf(rotas: string) {
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
    child: () => log,
  };
  const channel = {
    definition: { kind: 'slack' },
    setGroup: async (_service: unknown, members: string[]) => {
      sets.push(members);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  } as unknown as Channel;
  const responders = () =>
    new Map(
      Object.entries(methods).map(([login, to]) => [
        login,
        { contactMethods: [{ id: 'chat', type: 'slack', to, secret: null, verified: true }] },
      ]),
    );
  const directory = () =>
    ({
      onCall: (rota: string) => onCall[rota] ?? null,
      responders: responders(),
      rotas: new Map(['sre', 'db'].map((id) => [id, { id, team: id, layers: [] }])),
    }) as unknown as Directory;
  const groups = createOnCallGroups({
    channels: new Map([['slack', channel]]),
    services: () => [{ id: 'sre', settings: { rotas }, secrets: {} }],
    directory,
    shadows: () => Promise.resolve(shadow),
    clock: { now: async () => 0, monotonic: () => monotonic },
    log,
  });
  return {
    look: async () => {
      groups.look();
      await groups.idle();
      return sets.length;
    },
    problem: () => groups.states()[0]?.problem ?? null,
  };
}

test('the group is set when who is on call changes, and not else', async () => {
  const { look, problem } = groupsOf('sre, db');
  expect([await look(), await look()]).toEqual([1, 1]);
  onCall = { sre: ['ben'], db: ['ben'] };
  expect(await look()).toBe(2);
  expect(sets).toEqual([['U0ANN', 'U0BEN'], ['U0BEN']]);
  expect(problem()).toBeNull();
});

test('in shadow the group stays as it is, unless one of its rotas is real', async () => {
  const { look } = groupsOf('sre, db');
  shadow = inShadow('sre', 'db');
  expect(await look()).toBe(0);
  shadow = inShadow('sre');
  expect(await look()).toBe(1);
  expect(sets).toEqual([['U0ANN', 'U0BEN']]);
});

test('it is set again after a while: somebody may have changed it by hand', async () => {
  const { look } = groupsOf('sre');
  await look();
  monotonic = 600_000;
  expect(await look()).toBe(2);
});

test('what fails is told, and tried again until it works', async () => {
  outcome = FAILED;
  const { look, problem } = groupsOf('sre');
  expect([await look(), await look()]).toEqual([1, 1]);
  expect(problem()).toContain('no rights');
  monotonic = 10_000;
  expect(await look()).toBe(2);
  monotonic = 39_000;
  expect(await look()).toBe(2);
  [monotonic, outcome] = [40_000, DONE];
  expect(await look()).toBe(3);
  expect(problem()).toBeNull();
});

test('a failure does not keep a handoff waiting', async () => {
  outcome = FAILED;
  const { look } = groupsOf('sre');
  await look();
  onCall = { sre: ['ben'] };
  expect(await look()).toBe(2);
});

test('a bug in a channel is a failure like any other', async () => {
  outcome = new Error('oops');
  const { look, problem } = groupsOf('sre');
  await look();
  expect(problem()).toContain('unexpected');
});

test('who is not known to the service, and rotas that are gone, are named', async () => {
  methods = { ann: 'U0ANN' };
  const { look, problem } = groupsOf('sre, db, gone');
  await look();
  expect(sets).toEqual([['U0ANN']]);
  expect(problem()).toMatch(/no rota gone.*ben has no verified contact method of type slack/);
});

test('waits longer after each failure, five minutes at most', async () => {
  outcome = FAILED;
  const { look } = groupsOf('sre');
  await look();
  let count = 1;
  for (const wait of [10_000, 30_000, 60_000, 300_000, 300_000]) {
    monotonic += wait - 1;
    expect(await look(), `${wait} less one`).toBe(count);
    monotonic += 1;
    count += 1;
    expect(await look(), `${wait}`).toBe(count);
  }
});

test('what was well is looked at again after ten minutes, to the millisecond', async () => {
  const { look } = groupsOf('sre');
  await look();
  monotonic = 599_999;
  expect(await look()).toBe(1);
});

test('rotas are named with commas and spaces; a service that names none has no group', async () => {
  const { look } = groupsOf(' sre ,, db ');
  expect(await look()).toBe(1);
  expect(sets).toEqual([['U0ANN', 'U0BEN']]);
  expect(await groupsOf(' , ').look()).toBe(1);
});

test('several whom the service does not know are named together, and only while they are on call', async () => {
  methods = {};
  const { look, problem } = groupsOf('sre, db');
  await look();
  expect(problem()).toBe('the group of who is on call: ann, ben have no verified contact method of type slack');
  methods = { ann: 'U0ANN', ben: 'U0BEN' };
  await look();
  expect(problem()).toBeNull();
});
