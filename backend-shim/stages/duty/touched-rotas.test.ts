/** Which rotas are looked at after a change: those whose answer it can change, after each kind of change, and no others. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rota as rotaSchema, override as overrideSchema } from '#contract/rotas/rota';
import { user as userSchema } from '#contract/people/user';
import { absence as absenceSchema } from '#contract/rotas/absence';
import type { CalendarEntry } from '#domain/calendar/known';
import type { Swap } from '#domain/rota/model';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { buildDirectory, createDirectoryMemory } from '../../configuration/directory.ts';
import { configOf } from '../../configuration/objects.ts';
import type { RotaHistory } from '../../configuration/stored/rotas.ts';
import type { StoredObject } from '../../ports/configuration.ts';
import type { Directory } from '../../ports/directory.ts';
import { openWork } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { adjustRotas, tickRotas } from './handoff.ts';
import { createRotaRefreshQueue } from './rota-refresh-queue.ts';
import type { RotaRefreshQueue } from './rota-refresh-queue.ts';
import { touchedRotas } from './touched-rotas.ts';

const NOW = Date.UTC(2026, 2, 2, 12);

const stored = (kind: string, id: string, body: unknown, more: Partial<StoredObject> = {}): StoredObject => ({
  kind,
  id,
  body,
  origin: 'api',
  version: 1,
  createdAt: 1,
  updatedAt: 1,
  ...more,
});
const person = (login: string, more: object = {}) =>
  stored(
    'users',
    login,
    userSchema.parse({ login, name: login, email: `${login}@example.com`, timeZone: 'UTC', ...more }),
  );
const rotaOf = (id: string, participants: string[][], more: object = {}, ofLayer: object = {}) => {
  const rotation = { every: 1, unit: 'day', start: '2026-01-05T00:00' };
  const turns = participants.length > 0 ? { rotation, participants } : {};
  return stored(
    'rotas',
    id,
    rotaSchema.parse({ id, name: id, timeZone: 'UTC', layers: [{ id: 'l', ...turns, ...ofLayer }], ...more }),
  );
};
const away = (more: object = {}) =>
  stored('absences', 'trip', {
    ...absenceSchema.parse({ user: 'dee', start: '2026-03-04T00:00', end: '2026-03-05T00:00', ...more }),
    id: 'trip',
  });
const standIn = (set: string[], at = 5) =>
  stored(
    'overrides',
    'o',
    {
      rota: 'sre',
      by: 'ann',
      override: { ...overrideSchema.parse({ start: '2026-03-04T00:00', end: '2026-03-05T00:00', set }), id: 'o' },
    },
    { createdAt: at },
  );
const swap = (by: string): Swap => ({
  id: 's',
  rota: 'sre',
  window: { start: NOW, end: NOW + 1000 },
  inReturn: null,
  askedOf: null,
  state: 'taken',
  asked: { by: 'ann', at: NOW },
  taken: { by, at: NOW },
  closed: null,
  note: '',
});
const entry = (user: string, absence: CalendarEntry['absence'] = null): CalendarEntry => ({
  user,
  start: NOW + 5000,
  end: NOW + 9000,
  knownAt: NOW,
  absence,
});

const people = ['ann', 'ben', 'cleo', 'dee', 'eve', 'fay'].map((login) => person(login));
/** Ann and Ben in turns; Cleo and Dee; whoever the calendar names. */
const rotas = [
  rotaOf('sre', [['ann'], ['ben']], { holidays: 'FR' }),
  rotaOf('dba', [['cleo'], ['dee']], { timeZone: 'Europe/Paris', onAbsence: 'skip' }),
  rotaOf('net', [], {}, { calendar: 'ops' }),
];
const scripts = stored('teams', 'scripts', { id: 'scripts', name: 'Scripts', members: [], managers: [] });
const BASE = [...people, ...rotas, scripts];

interface Beside {
  history?: RotaHistory[];
  known?: Record<string, CalendarEntry[]>;
  zones?: typeof TEST_ZONES;
  holidays?: Record<string, string[]>;
}
const FRENCH = ['2026-05-01'];
const KNOWN = { ops: [entry('eve')] };

/** As the sidecar does it, with what is unchanged as the same values. */
function directories() {
  const memory = createDirectoryMemory();
  let revision = 0;
  return (objects: readonly StoredObject[], beside: Beside = {}): Directory =>
    buildDirectory({
      revision: ++revision,
      objects,
      broken: [],
      config: configOf(objects),
      history: beside.history ?? [],
      calendars: { zones: beside.zones ?? TEST_ZONES, holidays: beside.holidays ?? { FR: FRENCH } },
      known: new Map(Object.entries(beside.known ?? KNOWN)),
      memory,
    });
}

const without = (id: string) => BASE.filter((one) => one.id !== id);
const instead = (...objects: StoredObject[]) => [
  ...BASE.filter((one) => !objects.some(({ kind, id }) => kind === one.kind && id === one.id)),
  ...objects,
];
const state = (savedAt: number, from: number): RotaHistory => ({
  id: 'dba',
  version: savedAt,
  from,
  savedAt,
  body: (rotas[1] as StoredObject).body as never,
});

const fays = standIn(['fay']);
const theirs = stored('swaps', 's', swap('fay'));
type State = [objects: readonly StoredObject[], beside?: Beside];
const gone = stored('pastAbsences', 'past-1', {
  id: 'past-1',
  user: 'dee',
  start: NOW - 5000,
  end: NOW,
  kind: 'leave',
  enteredAt: 7,
});

describe('a change touches', () => {
  it.each<[what: string, before: State, after: State, touched: string[]]>([
    ['no rota where nothing changed', [BASE], [BASE], []],
    [
      'no rota where another object changed',
      [BASE],
      [instead({ ...scripts, body: { ...(scripts.body as object) } })],
      [],
    ],
    ['no rota by the name of a person', [BASE], [instead(person('ann', { name: 'Ann' }))], []],
    ['no rota by the zone of a person', [BASE], [instead(person('dee', { timeZone: 'Europe/Paris' }))], []],
    ['no rota by an unnamed person', [BASE], [instead(person('fay', { disabled: true, handoffAhead: '2h' }))], []],
    ['the rota that changed', [BASE], [instead(rotaOf('sre', [['ben'], ['ann']]))], ['sre']],
    ['a new rota', [without('sre')], [BASE], ['sre']],
    ['a deleted rota', [BASE], [without('sre')], ['sre']],
    [
      'a rota with another past',
      [BASE, { history: [state(1, 0)] }],
      [BASE, { history: [state(1, 0), state(2, 5)] }],
      ['dba'],
    ],
    ['the rota on which somebody stands in', [BASE], [instead(standIn(['cleo']))], ['sre']],
    ['the rota of another who stands in', [instead(standIn(['cleo']))], [instead(standIn(['dee']))], ['sre']],
    ['the rota on which nobody stands in any more', [instead(standIn(['cleo']))], [BASE], ['sre']],
    ['those of a person who is away', [BASE], [instead(away())], ['dba']],
    [
      'those of a person who is away at other times',
      [instead(away())],
      [instead(away({ end: '2026-03-06T00:00' }))],
      ['dba'],
    ],
    ['those of a person who is not away any more', [instead(away())], [BASE], ['dba']],
    [
      'those of a person whose absence was entered at another time',
      [instead(away())],
      [instead({ ...away(), updatedAt: 9 })],
      ['dba'],
    ],
    [
      'those of a person who is away by a zone of their own',
      [instead(away())],
      [instead(away(), person('dee', { timeZone: 'Europe/Paris' }))],
      ['dba'],
    ],
    ['those of a person who was away', [BASE], [instead(gone)], ['dba']],
    ['those of a person who stands in and is away', [instead(fays)], [instead(fays, away({ user: 'fay' }))], ['sre']],
    ['those of a disabled person', [BASE], [instead(person('ben', { disabled: true }))], ['sre']],
    ['those of a person whom Grafana disabled', [BASE], [instead(stored('disabledInGrafana', 'ben', {}))], ['sre']],
    [
      'those of a person who hears of shifts earlier',
      [BASE],
      [instead(person('ben', { handoffAhead: '2h' }))],
      ['sre'],
    ],
    ['those of a person who comes back', [without('ben')], [instead(person('ben', { handoffAhead: '2h' }))], ['sre']],
    ['those of a person who is gone', [instead(person('ben', { handoffAhead: '2h' }))], [without('ben')], ['sre']],
    ['the rota with a swap', [BASE], [instead(stored('swaps', 's', swap('ben')))], ['sre']],
    [
      'the rota with another swap',
      [instead(stored('swaps', 's', swap('ben')))],
      [instead(stored('swaps', 's', swap('fay')))],
      ['sre'],
    ],
    [
      'those of a person who takes a swap and is disabled',
      [instead(theirs)],
      [instead(theirs, person('fay', { disabled: true }))],
      ['sre'],
    ],
    ['those that read a calendar', [BASE], [BASE, { known: { ops: [entry('fay')] } }], ['net']],
    ['those that read a calendar which is gone', [BASE], [BASE, { known: {} }], ['net']],
    ['those that read a calendar, by its people', [BASE], [instead(person('eve', { disabled: true }))], ['net']],
    [
      'those of a person whose absence a calendar tells',
      [BASE],
      [BASE, { known: { ...KNOWN, leave: [entry('dee', 'leave')] } }],
      ['dba'],
    ],
    [
      'those in a zone whose rules changed',
      [BASE],
      [BASE, { zones: { ...TEST_ZONES, 'Europe/Paris': TEST_ZONES['UTC'] as never } }],
      ['dba'],
    ],
    ['those with other holidays', [BASE], [BASE, { holidays: { FR: ['2026-05-08'] } }], ['sre']],
  ])('%s', (_, before, after, touched) => {
    const directory = directories();
    const was = directory(...before);
    expect(touchedRotas(was, directory(...after))).toEqual(touched);
  });
});

describe('Vigie looks', () => {
  let bench: WorkBench;
  let looks: RotaRefreshQueue;
  const directory = directories();
  beforeEach(async () => {
    bench = await openWork({ now: NOW, directory: directory([]) });
    looks = createRotaRefreshQueue();
    await change(BASE);
    await adjust();
    await tick();
  });
  afterEach(() => bench.close());
  const change = async (objects: readonly StoredObject[]) => {
    const next = directory(objects);
    looks.note(bench.directory, next);
    bench.directory = next;
  };
  const adjust = () => bench.transact((work) => adjustRotas(work, looks));
  const tick = () => bench.transact(tickRotas);

  it('at all rotas after a start', async () => {
    looks = createRotaRefreshQueue();
    looks.note(directory([]), bench.directory);
    await adjust();
    expect(await tick()).toBe(3);
  });

  it('at none after a change of something else', async () => {
    await change(instead(person('ann', { name: 'Ann' })));
    await adjust();
    expect(looks.isAnyOpen()).toBe(false);
    expect(await tick()).toBe(0);
  });

  it('at the one that changed, once', async () => {
    await change(instead(rotaOf('sre', [['ben'], ['ann']])));
    await adjust();
    expect([await tick(), await tick()]).toEqual([1, 0]);
    await adjust();
    expect(await tick()).toBe(0);
  });

  it('at one that is gone, to end its duties', async () => {
    await change(without('sre'));
    await adjust();
    expect(await tick()).toBe(1);
    expect(await bench.read.selectFrom('duties').selectAll().where('rota', '=', 'sre').execute()).toMatchObject([
      { end_at: NOW },
    ]);
    await adjust();
    expect(await tick()).toBe(0);
  });

  it('again where the transaction failed', async () => {
    await change(instead(rotaOf('sre', [['ben'], ['ann']])));
    const failing = bench.transact(async (work) => {
      await adjustRotas(work, looks);
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(looks.isAnyOpen()).toBe(true);
    await adjust();
    expect(await tick()).toBe(1);
  });

  it('at what was touched and changed back meanwhile', async () => {
    await change(instead(away()));
    await change(BASE);
    await adjust();
    expect(await tick()).toBe(1);
  });

  it('once more at what is touched while the transaction runs', async () => {
    await change(instead(away()));
    await bench.transact(async (work) => {
      await adjustRotas(work, looks);
      await change(BASE);
    });
    expect(looks.isAnyOpen()).toBe(true);
  });
});
