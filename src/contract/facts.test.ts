import { expect, test } from 'vitest';
import { atOnce } from '#domain/stretches';
import { HOUR } from '#domain/time/duration';
import type { ZoneTables } from '#domain/time/zone';
import { config } from '#contract/config';
import { createConversionMemory } from '#contract/base/conversions';
import { calendarNeeds, toDirectory, toDirectoryChunked } from '#contract/facts';
import { objectsOf } from '#contract/references/stored';

const t = Date.parse;
const zones: ZoneTables = {
  UTC: { changes: [], offsets: [0] },
  'Europe/Paris': { changes: [], offsets: [HOUR] },
};
const inPlace = { timeZone: 'Asia/Tokyo', holidays: 'JP', windows: [{ days: ['daily'], from: '09:00', to: '18:00' }] };
const wire = config.parse({
  users: [
    {
      login: 'ann',
      email: 'ann@example.com',
      timeZone: 'Europe/Paris',
      notificationRules: { urgent: [{ method: 'email', when: 'office' }] },
    },
  ],
  teams: [{ id: 'sre', members: ['ann'] }],
  absences: [
    { user: 'ann', start: '2026-02-03T18:00', end: '2026-02-04T09:00' },
    { id: 'a2', user: 'ann', start: '2026-03-03T18:00Z', end: '2026-03-04T09:00Z', timeZone: 'UTC' },
  ],
  channels: [{ id: 'room', type: 'webhook', settings: { url: 'https://chat.example.com' } }],
  rotas: [
    {
      id: 'r',
      timeZone: 'Europe/Paris',
      holidays: 'FR',
      layers: [{ id: 'l', timeZone: 'Asia/Kolkata', participants: [['ann']] }],
    },
  ],
  timeWindows: [{ id: 'office', timeZone: 'Europe/Berlin', holidays: 'DE-BY', windows: inPlace.windows }],
  escalationPolicies: [{ id: 'p', steps: [{ notify: [{ user: 'ann' }], when: { window: inPlace } }] }],
  maintenances: [
    { id: 'm', match: ['env="x"'], start: '2026-02-03T18:00', end: '2026-02-04T09:00', timeZone: 'Pacific/Apia' },
  ],
  integrations: [{ id: 'i', type: 'grafana', token: 't', policy: 'p', routes: [{ when: 'office', policy: 'p' }] }],
});

test('everything is found by its id, with what it names in place', () => {
  const directory = toDirectory(wire, zones);
  const office = directory.timeWindows.get('office');
  expect(office).toEqual({ timeZone: 'Europe/Berlin', holidays: 'DE-BY', windows: inPlace.windows });
  expect(directory.responders.get('ann')?.rules.urgent[0]?.when).toBe(office);
  expect(directory.integrations.get('i')?.routes[0]?.when).toBe(office);
  expect(directory.policies.get('p')?.steps[0]?.when?.window).toEqual(inPlace);
  expect(directory.teams.get('sre')?.name).toBe('sre');
  expect(directory.channels.get('room')?.settings).toEqual({ url: 'https://chat.example.com' });
  expect(directory.rotas.get('r')?.layers).toHaveLength(1);
  expect(directory.maintenances.get('m')).toMatchObject({ action: { kind: 'hold' }, start: '2026-02-03T18:00' });
});

test("an absence is in the person's zone, unless it names one or is an instant", () => {
  const { absences } = toDirectory(wire, zones);
  expect(absences.get('absence-ann-2026-02-03T18-00')).toMatchObject({
    user: 'ann',
    start: t('2026-02-03T17:00Z'),
    end: t('2026-02-04T08:00Z'),
    kind: 'leave',
  });
  expect(absences.get('a2')).toMatchObject({ start: t('2026-03-03T18:00Z') });
});

test('verification of methods kept in the database is asked for', () => {
  const own = config.parse({
    users: [
      {
        login: 'ann',
        contactMethods: [
          { id: 'a', type: 'email', to: 'x' },
          { id: 'b', type: 'email', to: 'y' },
        ],
      },
    ],
  });
  const methods = toDirectory(own, zones, (login, method) => login === 'ann' && method === 'b').responders.get(
    'ann',
  )?.contactMethods;
  expect(methods?.map(({ id, verified }) => [id, verified])).toEqual([
    ['a', false],
    ['b', true],
  ]);
});

test('all zones and regions that any part needs are named', () => {
  const { zones: names, regions } = calendarNeeds(objectsOf(wire));
  expect(names.sort()).toEqual(['Asia/Kolkata', 'Asia/Tokyo', 'Europe/Berlin', 'Europe/Paris', 'Pacific/Apia', 'UTC']);
  expect(regions.sort()).toEqual(['DE-BY', 'FR', 'JP']);
});

test('what was not checked is a bug', () => {
  const unchecked = config.parse({
    users: [{ login: 'ann', notificationRules: { urgent: [{ method: 'email', when: 'nowhere' }] } }],
  });
  expect(() => toDirectory(unchecked, zones)).toThrow('time window "nowhere" was not checked');
});

test('what did not change is the same value again; what names a changed window, or is verified anew, is not', () => {
  const memory = createConversionMemory();
  const again = (of: typeof wire, isVerified = () => true) => atOnce(toDirectoryChunked(of, zones, isVerified, memory));
  const first = again(wire);
  const second = again({ ...wire, teams: [{ ...wire.teams[0], name: 'Reliability' } as (typeof wire.teams)[number]] });
  expect(second.teams.get('sre')?.name).toBe('Reliability');
  expect(second.rotas.get('r')).toBe(first.rotas.get('r'));
  expect(second.responders.get('ann')).toBe(first.responders.get('ann'));
  expect(second.integrations.get('i')).toBe(first.integrations.get('i'));

  const later = wire.timeWindows.map((window) => ({ ...window, timeZone: 'Europe/Paris' }));
  const third = again({ ...wire, timeWindows: later });
  expect(third.integrations.get('i')?.routes[0]?.when).toBe(third.timeWindows.get('office'));
  expect(third.responders.get('ann')?.rules.urgent[0]?.when?.timeZone).toBe('Europe/Paris');
  expect(third.rotas.get('r')).toBe(first.rotas.get('r'));

  const methods = [{ id: 'phone', type: 'sms', to: '+33123456789', secret: null }];
  const own = { ...wire, users: wire.users.map((user) => ({ ...user, contactMethods: methods })) };
  const isVerified = (is: boolean) => again(own, () => is).responders.get('ann')?.contactMethods[0]?.verified;
  expect([isVerified(false), isVerified(true), isVerified(false)]).toEqual([false, true, false]);
});
