import { describe, expect, test } from 'vitest';
import { parse } from '#contract/base/schema';
import { calendar, toCalendar } from '#contract/rotas/calendar';
import { config } from '#contract/config';
import { checkReferences } from '#contract/references';
import { rota, toRota } from '#contract/rotas/rota';

const world = { isZone: (name: string) => name === 'UTC', isHolidayRegion: () => false };
const ops = { id: 'ops', url: 'webcal://calendar.example/secret.ics' };

function problems(schema: Parameters<typeof parse>[0], value: object): string[] {
  const result = parse(schema, value);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`);
}

describe('a calendar', () => {
  test('has usual habits, and an address that a browser would know', () => {
    const result = parse(calendar, ops);
    expect(result.ok && toCalendar(result.value)).toEqual({
      id: 'ops',
      name: 'ops',
      team: null,
      url: 'https://calendar.example/secret.ics',
      refresh: 900_000,
      staleAfter: 21_600_000,
      timeZone: null,
      people: {},
      absences: null,
    });
  });

  test.each<[string, object, RegExp]>([
    ['without an address', { url: null }, /^url is missing/],
    ['with another scheme', { url: 'file:///etc/passwd' }, /^url must be a complete address/],
    ['with a space', { url: 'https://calendar.example/a b' }, /^url must be a complete address/],
    ['too often', { refresh: '10s' }, /^refresh must be at least 1m/],
    ['of unknown absences', { absences: 'party' }, /^absences must be leave, sick or offDuty/],
    [
      'with too many people',
      { people: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`p${i}`, 'ann'])) },
      /^people has more than 1000 entries/,
    ],
  ])('%s is refused', (_what, change, message) => {
    expect(problems(calendar, { ...ops, ...change })).toEqual([expect.stringMatching(message)]);
  });
});

describe('a layer that reads one', () => {
  const layer = (change: object) => ({ id: 'sre', timeZone: 'UTC', layers: [{ id: 'l', ...change }] });

  test('needs nobody listed', () => {
    const result = parse(rota, layer({ calendar: 'ops' }));
    expect(result.ok && toRota(result.value).layers[0]).toMatchObject({
      calendar: 'ops',
      participants: [],
      rotation: null,
    });
  });

  test.each<[string, object, string[]]>([
    [
      'neither people nor a calendar',
      {},
      [
        'layers[0].participants is missing; list who takes turns: [[ann], [ben]], or name a calendar that says who is on call',
      ],
    ],
    [
      'both',
      { calendar: 'ops', participants: [['ann']] },
      ['layers[0].participants cannot be given beside calendar, which says who is on call'],
    ],
    [
      'a rotation beside it',
      { calendar: 'ops', rotation: { unit: 'day', start: '2026-01-05T09:00' } },
      ['layers[0].rotation cannot be given beside calendar, which says when people are on call'],
    ],
    ['people, and no calendar', { participants: [['ann']], calendar: null }, []],
    ['nobody on purpose', { participants: [] }, []],
  ])('with %s', (_what, change, expected) => {
    expect(problems(rota, layer(change))).toEqual(expected);
  });
});

test('names in calendars, teams and rotas must exist', () => {
  const result = parse(config, {
    users: [{ login: 'ann' }],
    teams: [{ id: 'sre', exclusiveRotas: ['sre', 'gone'] }],
    calendars: [
      { ...ops, team: 'none', timeZone: 'Mars/Base', people: { Benny: 'ben' } },
      { id: 'leave', url: 'https://x.example/', absences: 'leave' },
    ],
    rotas: [
      {
        id: 'sre',
        timeZone: 'UTC',
        expected: 'never',
        layers: [
          { id: 'a', calendar: 'opss' },
          { id: 'b', calendar: 'leave' },
        ],
      },
    ],
  });
  expect(result.ok && checkReferences(result.value, world).map(({ path, message }) => `${path} ${message}`)).toEqual([
    'teams[0].exclusiveRotas[1] names rota "gone", which does not exist.',
    'calendars[0].team names team "none", which does not exist.',
    'calendars[0].timeZone is not a time zone that this machine knows ("Mars/Base"); write an IANA name such as Europe/Paris',
    'calendars[0].people.Benny names user "ben", which does not exist.',
    'rotas[0].expected names time window "never", which does not exist.',
    'rotas[0].layers[0].calendar names calendar "opss", which does not exist. Did you mean "ops"?',
    'rotas[0].layers[1].calendar names calendar "leave", whose events are absences; name one without `absences`',
  ]);
});
