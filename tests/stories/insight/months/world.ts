/** The people, rotas and policies of a seeded month: teams of 2, 3, 5 and 12, in one zone or in two. */
import type { FakeSmsc } from '../../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { UserInput, World } from '../../cast.ts';
import { tokenOf } from '../../cast.ts';

export const TEAMS = {
  sre: ['ann', 'ben', 'cleo'],
  web: ['dee', 'eve', 'fay', 'gil', 'hal'],
  duo: ['ida', 'jon'],
  ops: ['ann', 'ben', 'cleo', 'dee', 'eve', 'fay', 'gil', 'hal', 'kim', 'leo', 'mia', 'nat'],
} as const;
export type Team = keyof typeof TEAMS;
export const MANAGERS: Readonly<Record<Team, string>> = { sre: 'cleo', web: 'hal', duo: 'dee', ops: 'mia' };
export const LOGINS: readonly string[] = [...new Set(Object.values(TEAMS).flat())];

export interface Month {
  name: string;
  seed: number;
  /** From when on people, rotas and policies are as below; everything before is empty. */
  entered: string;
  from: string;
  to: string;
  /** When the figures are asked for. */
  asked: string;
  /** Nights with a clock change. */
  changes: readonly string[];
  maintenance: { from: string; to: string };
  /** Of fay, who is on two rotas. */
  leave: { from: string; to: string };
  /** Days off, by rota. */
  holidays: Readonly<Record<Team, readonly string[]>>;
  abroad: readonly string[];
}

export const OCTOBER: Month = {
  name: 'October, in which Paris sets its clocks back',
  seed: 25_10,
  entered: '2026-09-21T00:00:00Z',
  from: '2026-10-01T00:00:00Z',
  to: '2026-11-01T00:00:00Z',
  asked: '2026-11-04T12:00:00Z',
  changes: ['2026-10-25T01:00:00Z'],
  maintenance: { from: '2026-10-13T06:00', to: '2026-10-15T18:00' },
  leave: { from: '2026-10-04T22:00:00Z', to: '2026-10-11T22:00:00Z' },
  // All Saints', on which the last hour of the month falls in Paris; before, only the rota of sre was there.
  holidays: { sre: ['2026-08-15', '2026-11-01'], web: ['2026-11-01'], duo: [], ops: ['2026-11-01'] },
  abroad: [],
};

export const MARCH: Month = {
  name: 'March, in which New York and Paris set their clocks forward',
  seed: 28_03,
  entered: '2027-02-15T00:00:00Z',
  from: '2027-03-01T00:00:00Z',
  to: '2027-04-01T00:00:00Z',
  asked: '2027-04-05T12:00:00Z',
  changes: ['2027-03-14T07:00:00Z', '2027-03-28T01:00:00Z'],
  maintenance: { from: '2027-03-09T06:00', to: '2027-03-11T18:00' },
  leave: { from: '2027-03-21T23:00:00Z', to: '2027-03-28T22:00:00Z' },
  // Easter Monday; Good Friday as well in Alsace and Moselle, where the rota of ops is.
  holidays: {
    sre: ['2026-12-25', '2027-01-01', '2027-03-29'],
    web: ['2027-03-29'],
    duo: [],
    ops: ['2027-03-26', '2027-03-29'],
  },
  abroad: ['ann', 'kim', 'leo', 'mia', 'nat'],
};

export const zoneOf = ({ abroad }: Month, login: string): string =>
  abroad.includes(login) ? 'America/New_York' : 'Europe/Paris';

/** Integrations that people of a month hear from, with the team that each is for. */
export const HOOKS: Readonly<Record<string, Team>> = {
  'hook-sre': 'sre',
  'hook-web': 'web',
  'hook-duo': 'duo',
  'hook-ops': 'ops',
  // In shadow.
  'hook-new': 'web',
};

function person(month: Month, login: string): UserInput {
  const rule = LOGINS.indexOf(login) % 3;
  const failing = [{ method: 'sms' }, { method: 'mail', after: '2m' }];
  return {
    login,
    name: login,
    email: `${login}@example.com`,
    timeZone: zoneOf(month, login),
    // Handoffs are in no figure, and there are many.
    mute: ['onCall', 'health'],
    contactMethods: [
      { id: 'sms', type: 'sms', to: `+336123456${String(LOGINS.indexOf(login) + 10)}` },
      { id: 'mail', type: 'email', to: `${login}@example.com` },
    ],
    notificationRules: {
      default: rule === 2 ? [{ method: 'mail' }, { method: 'sms', after: '4m' }] : failing,
      urgent: rule === 1 ? [{ method: 'sms' }, { method: 'mail' }] : failing,
    },
  };
}

export function monthWorld(month: Month, smsc: FakeSmsc): World {
  const turns = (team: Team) => TEAMS[team].map((login) => [login]);
  const start = '2026-03-02T09:00';
  const away = month.abroad.length > 0 ? 'America/New_York' : 'Europe/Paris';
  const people = Object.fromEntries(['ann', 'ben', 'cleo', 'dee'].map((login) => [login, person(month, login)]));
  return {
    ...people,
    more: {
      users: LOGINS.slice(3).map((login) => person(month, login)),
      channels: [
        {
          id: 'operator',
          type: 'smpp',
          settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie', from: 'Vigie' },
          secrets: { password: 'hush' },
        },
      ],
      teams: Object.entries(TEAMS).map(([id, members]) => ({
        id,
        name: id,
        members: [...members],
        managers: [MANAGERS[id as Team]],
      })),
      rotas: [
        {
          id: 'sre',
          name: 'SRE',
          team: 'sre',
          timeZone: 'Europe/Paris',
          holidays: 'FR',
          layers: [{ id: 'week', rotation: { every: 1, unit: 'week', start }, participants: turns('sre') }],
        },
        {
          id: 'web',
          name: 'Web',
          team: 'web',
          timeZone: 'Europe/Paris',
          holidays: 'FR',
          layers: [{ id: 'day', rotation: { every: 1, unit: 'day', start }, participants: turns('web') }],
        },
        {
          // Every third turn is nobody's.
          id: 'duo',
          name: 'Duo',
          team: 'duo',
          timeZone: 'Europe/Paris',
          layers: [{ id: 'two', rotation: { every: 2, unit: 'day', start }, participants: [...turns('duo'), []] }],
        },
        {
          id: 'ops',
          name: 'Ops',
          team: 'ops',
          timeZone: away,
          holidays: 'FR-57',
          layers: [{ id: 'day', rotation: { every: 12, unit: 'hour', start }, participants: turns('ops') }],
        },
      ],
      escalationPolicies: [
        {
          id: 'sre',
          name: 'SRE',
          team: 'sre',
          ackTimeout: 'none',
          steps: [
            { notify: [{ rota: 'sre' }], wait: '5m' },
            { notify: [{ user: 'ben' }], wait: '10m' },
          ],
        },
        {
          id: 'web',
          name: 'Web',
          team: 'web',
          ackTimeout: 'none',
          steps: [
            { notify: [], wait: '1m' },
            { notify: [{ rota: 'web' }], wait: '5m' },
            { notify: [{ user: 'hal' }, { rota: 'web', who: 'next' }], wait: '10m' },
          ],
        },
        {
          id: 'duo',
          name: 'Duo',
          team: 'duo',
          ackTimeout: 'none',
          repeat: 1,
          steps: [{ notify: [{ rota: 'duo' }, { user: 'ida' }], wait: '10m' }],
        },
        {
          id: 'ops',
          name: 'Ops',
          team: 'ops',
          ackTimeout: '2h',
          steps: [
            { notify: [{ rota: 'ops' }], urgency: 'urgent', wait: '5m' },
            { notify: [{ rota: 'ops', who: 'next' }], wait: '5m' },
            { notify: [{ user: 'mia' }], wait: '10m' },
          ],
        },
      ],
      integrations: Object.entries(HOOKS).map(([id, team]) => ({
        id,
        name: id,
        type: 'webhook' as const,
        team,
        policy: team,
        token: tokenOf(id),
        ...(id === 'hook-new' && { shadow: true }),
      })),
      maintenances: [
        {
          id: 'works',
          name: 'Works',
          integrations: ['hook-ops'],
          timeZone: 'UTC',
          action: 'hold',
          start: month.maintenance.from,
          end: month.maintenance.to,
        },
      ],
    },
  };
}
