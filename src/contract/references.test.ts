import { expect, test } from 'vitest';
import type { Problem } from '#contract/base/problem';
import { parse } from '#contract/base/schema';
import { config, CONFIG_KINDS, withIds } from '#contract/config';
import { checkReferences, checkReferencesOf } from '#contract/references';

const world = {
  isZone: (name: string) => ['UTC', 'Europe/Paris'].includes(name),
  isHolidayRegion: (region: string) => region === 'FR',
};

const daily = { windows: [{ days: ['daily'], from: '00:00', to: '00:00' }] };
const at = { start: '2026-02-03T18:00', end: '2026-02-04T09:00' };
const reversed = { start: at.end, end: at.start };
const layer = { id: 'week', participants: [['ann'], ['ben']] };
const base = {
  users: [{ login: 'ann', email: 'ann@example.com' }, { login: 'ben' }],
  teams: [{ id: 'sre', members: ['ann'], managers: ['ben'] }],
  absences: [{ user: 'ann', ...at }],
  channels: [{ id: 'room', type: 'webhook', team: 'sre' }],
  rotas: [
    {
      id: 'sre',
      team: 'sre',
      timeZone: 'Europe/Paris',
      holidays: 'FR',
      layers: [layer],
      overrides: [{ ...at, set: ['ben'], layer: 'week' }],
    },
  ],
  timeWindows: [{ id: 'office', timeZone: 'UTC', ...daily }],
  escalationPolicies: [
    {
      id: 'p',
      team: 'sre',
      steps: [
        {
          notify: [{ rota: 'sre' }, { user: 'ann' }, { team: 'sre' }, { channel: 'room' }, { roundRobin: ['ben'] }],
          when: 'office',
        },
      ],
    },
  ],
  maintenances: [{ id: 'm', integrations: ['i'], ...at, timeZone: 'UTC', action: { policy: 'p' } }],
  integrations: [
    { id: 'i', type: 'grafana', team: 'sre', token: 't', policy: 'p', routes: [{ when: 'office', policy: 'p' }] },
  ],
};

const linesOf = (found: readonly Problem[]) => found.map(({ path, message }) => `${path} ${message}`);

function problems(changes: object): string[] {
  const result = parse(config, { ...base, ...changes });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems));
  }
  const found = linesOf(checkReferences(result.value, world));
  // Each object by itself has the same.
  const ofEach = CONFIG_KINDS.flatMap((kind) =>
    result.value[kind].flatMap((_, index) => linesOf(checkReferencesOf(result.value, world, kind, index))),
  );
  expect([...new Set(ofEach)].sort()).toEqual([...found].sort());
  return found;
}

test('a configuration whose names all exist has no problems', () => {
  expect(problems({})).toEqual([]);
});

const policy = (step: object) => ({ escalationPolicies: [{ id: 'p', steps: [{ notify: [], ...step }] }] });
const rota = (changes: object) => ({ rotas: [{ ...base.rotas[0], ...changes }] });
const hours = (timeZone: string, holidays: string | null) => ({ timeZone, holidays, ...daily });

test.each([
  [
    'a duplicate login',
    { users: [...base.users, { login: 'ann' }] },
    'users[2].login is the same login as that of user "ann"; each must differ',
  ],
  [
    'a duplicate method',
    {
      users: [
        {
          login: 'ann',
          contactMethods: [
            { id: 'a', type: 'email', to: 'x' },
            { id: 'a', type: 'email', to: 'y' },
          ],
        },
        { login: 'ben' },
      ],
    },
    'users[0].contactMethods[1].id is the same id as contactMethods[0].id; each must differ',
  ],
  [
    'an unknown method',
    {
      users: [
        {
          login: 'ann',
          contactMethods: [{ id: 'mail', type: 'email', to: 'x' }],
          notificationRules: { urgent: [{ method: 'mial' }] },
        },
        { login: 'ben' },
      ],
    },
    'users[0].notificationRules.urgent[0].method names contact method "mial", which ann does not have. Did you mean "mail"?',
  ],
  [
    'a zone of quiet hours',
    { users: [{ login: 'ann', quietHours: hours('Mars/Base', null) }, { login: 'ben' }] },
    /^users\[0\]\.quietHours\.timeZone is not a time zone/,
  ],
  [
    'a member',
    { teams: [{ id: 'sre', members: ['anne'] }] },
    'teams[0].members[0] names user "anne", which does not exist. Did you mean "ann"?',
  ],
  [
    'a manager',
    { teams: [{ id: 'sre', managers: ['dee'] }] },
    'teams[0].managers[0] names user "dee", which does not exist.',
  ],
  ['who is absent', { absences: [{ user: 'dee', ...at }] }, 'absences[0].user names user "dee", which does not exist.'],
  ['an absence that ends first', { absences: [{ user: 'ann', ...reversed }] }, 'absences[0].end must be after start'],
  [
    'the same absence twice',
    {
      absences: [
        { user: 'ann', ...at },
        { user: 'ann', ...at },
      ],
    },
    'absences[1].id is the same id as that of absence "absence-ann-2026-02-03T18-00"; each must differ',
  ],
  [
    'the team of a channel',
    { channels: [{ id: 'room', type: 'webhook', team: 'ops' }] },
    'channels[0].team names team "ops", which does not exist.',
  ],
  [
    'a participant',
    rota({ layers: [layer, { id: 'two', participants: [['bne']] }] }),
    'rotas[0].layers[1].participants[0][0] names user "bne", which does not exist. Did you mean "ben"?',
  ],
  [
    'a layer twice',
    rota({ layers: [layer, layer] }),
    'rotas[0].layers[1].id is the same id as layers[0].id; each must differ',
  ],
  [
    'a layer that begins after its end',
    rota({ layers: [{ ...layer, effectiveFrom: at.end, effectiveUntil: at.start }] }),
    'rotas[0].layers[0].effectiveUntil must be after effectiveFrom',
  ],
  [
    'the zone of a layer',
    rota({ layers: [{ ...layer, timeZone: 'Europe/Pari' }] }),
    /^rotas\[0\]\.layers\[0\]\.timeZone is not a time zone that this machine knows \("Europe\/Pari"\)/,
  ],
  ['the zone of a rota', rota({ timeZone: 'CET/X' }), /^rotas\[0\]\.timeZone is not a time zone/],
  [
    'a region',
    rota({ holidays: 'FR-99' }),
    /^rotas\[0\]\.holidays is not a region with known public holidays \("FR-99"\)/,
  ],
  [
    'too many participants',
    rota({
      layers: [{ ...layer, participants: Array.from({ length: 11 }, () => Array.from({ length: 100 }, () => 'ann')) }],
    }),
    'rotas[0].layers[0].participants holds 1100 names; at most 1000 are possible',
  ],
  [
    'the layer of an override',
    rota({ overrides: [{ ...at, add: ['ann'], layer: 'weeks' }] }),
    'rotas[0].overrides[0].layer names layer "weeks", which rota "sre" does not have. Did you mean "week"?',
  ],
  [
    'the people of an override',
    rota({ overrides: [{ ...at, replace: 'ann', with: 'dee' }] }),
    'rotas[0].overrides[0].with names user "dee", which does not exist.',
  ],
  [
    'an override that ends first',
    rota({ overrides: [{ ...reversed, add: ['ann'] }] }),
    'rotas[0].overrides[0].end must be after start',
  ],
  [
    'an id that a nameless override has by its place',
    rota({
      overrides: [
        { ...at, id: 'override-2', add: ['ann'] },
        { ...at, add: ['ann'] },
      ],
    }),
    'rotas[0].overrides[1].id is the same id as overrides[0].id; each must differ',
  ],
  [
    'a target',
    policy({ notify: [{ rota: 'sre2' }] }),
    'escalationPolicies[0].steps[0].notify[0].rota names rota "sre2", which does not exist. Did you mean "sre"?',
  ],
  [
    'someone in a round-robin',
    policy({ notify: [{ roundRobin: ['ann', 'dee'] }] }),
    'escalationPolicies[0].steps[0].notify[0].roundRobin[1] names user "dee", which does not exist.',
  ],
  [
    'the window of a step',
    policy({ when: 'ofice' }),
    'escalationPolicies[0].steps[0].when names time window "ofice", which does not exist. Did you mean "office"?',
  ],
  [
    'the window among conditions',
    policy({ when: { window: 'nights' } }),
    'escalationPolicies[0].steps[0].when.window names time window "nights", which does not exist.',
  ],
  [
    'the region of a window in place',
    policy({ when: { window: hours('UTC', 'XX') } }),
    /^escalationPolicies\[0\]\.steps\[0\]\.when\.window\.holidays is not a region/,
  ],
  [
    'the policy of a maintenance',
    { maintenances: [{ ...base.maintenances[0], action: { policy: 'q9' } }] },
    'maintenances[0].action.policy names escalation policy "q9", which does not exist.',
  ],
  [
    'the integration of a maintenance',
    { maintenances: [{ ...base.maintenances[0], integrations: ['zabbix'] }] },
    'maintenances[0].integrations[0] names integration "zabbix", which does not exist.',
  ],
  [
    'a maintenance longer than its period',
    {
      maintenances: [{ ...base.maintenances[0], start: '2026-02-03T00:00', end: '2026-02-04T00:00', repeat: 'daily' }],
    },
    /^maintenances\[0\]\.end must be at most 23h after start/,
  ],
  [
    'the policy of an integration',
    { integrations: [{ ...base.integrations[0], policy: 'sre' }] },
    'integrations[0].policy names escalation policy "sre", which does not exist.',
  ],
  [
    'the policy of a route',
    { integrations: [{ ...base.integrations[0], routes: [{ policy: 'sre' }] }] },
    'integrations[0].routes[0].policy names escalation policy "sre", which does not exist.',
  ],
  [
    'a token twice',
    { integrations: [base.integrations[0], { ...base.integrations[0], id: 'j' }] },
    'integrations[1].token is the same token as that of integration "i"; each must differ',
  ],
])('%s', (_, changes, problem) => {
  expect(problems(changes)).toContainEqual(problem instanceof RegExp ? expect.stringMatching(problem) : problem);
});

test('rules may name methods that the person keeps in Vigie', () => {
  expect(
    problems({ users: [{ login: 'ann', notificationRules: { urgent: [{ method: 'sms' }] } }, { login: 'ben' }] }),
  ).toEqual([]);
});

test('everything can be asked for by an id', () => {
  const { absences, rotas } = withIds(config.parse(base));
  expect(absences[0]?.id).toBe('absence-ann-2026-02-03T18-00');
  expect(rotas[0]?.overrides[0]?.id).toBe('override-1');
});
