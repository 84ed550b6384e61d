import path from 'node:path';
import { expect, test } from 'vitest';
import type { ProvisioningFiles } from './files.ts';
import { formatProblem, loadProvisioning } from './load.ts';

const world = {
  isZone: (name: string) => ['UTC', 'Europe/Paris'].includes(name),
  isHolidayRegion: (region: string) => region === 'FR',
};
const variables = (name: string) =>
  ({
    VIGIE_INGEST_GRAFANA: 'grafana-0123456789-0123456789',
    VIGIE_HMAC: 'hmac',
    HOOK_SECRET: 'hook',
    ROOM_SECRET: 'room',
  })[name];

function folderOf(texts: Record<string, string> | null): ProvisioningFiles {
  return {
    list: async () => (texts === null ? ('unreadable' as const) : Object.keys(texts)),
    read: async (file) => ({ ok: true, text: texts?.[path.basename(file)] ?? '' }),
  };
}

function load(texts: Record<string, string> | null) {
  return loadProvisioning('p', variables, { files: folderOf(texts), world });
}

async function problems(texts: Record<string, string> | null): Promise<string[]> {
  const loaded = await load(texts);
  return loaded.ok ? [] : loaded.problems.map(formatProblem);
}

async function findings(text: string): Promise<string[]> {
  const loaded = await load({ 'a.yaml': text });
  return loaded.ok ? [...loaded.weak, ...loaded.findings].map(formatProblem) : loaded.problems.map(formatProblem);
}

/** The example of the public contract; whoever copies it must succeed. */
const EXAMPLE = `
apiVersion: 1
users:
  - login: ann                     # Grafana login
    name: Ann Martin
    email: ann@example.com
    timeZone: Europe/Paris
    language: fr
    contactMethods:
      - { id: mail, type: email, to: ann@example.com }
      - { id: hook, type: webhook, to: "https://hooks.example.com/ann", secret: $HOOK_SECRET }
    notificationRules:
      default: [ { method: mail, after: 0s } ]
      urgent: [ { method: hook, after: 0s }, { method: mail, after: 2m } ]
    quietHours: { timeZone: Europe/Paris, windows: [ { days: [daily], from: "22:00", to: "07:00" } ] }
  - { login: ben, name: Ben Petit, email: ben@example.com, timeZone: Europe/Paris }
  - { login: cleo, name: Cleo Roux, email: cleo@example.com, timeZone: Europe/Paris }
teams:
  - { id: sre, name: SRE, members: [ann, ben, cleo], managers: [cleo], grafanaTeam: 7 }   # grafanaTeam optional
absences:
  - { user: ann, start: 2026-12-24T00:00, end: 2027-01-02T00:00, timeZone: Europe/Paris, kind: leave }
channels:                            # rooms and services; kinds describe their own settings
  - { id: room, type: webhook, name: SRE room, settings: { url: "https://chat.example.com/hook" }, secrets: { secret: $ROOM_SECRET } }
rotas:
  - id: sre
    name: SRE primary
    team: sre
    timeZone: Europe/Paris
    holidays: FR
    onAbsence: next
    layers:                          # lowest priority first
      - id: week
        rotation: { every: 1, unit: week, start: 2026-01-05T09:00 }
        participants: [[ann], [ben], [cleo]]
      - id: office
        rotation: { every: 1, unit: day, start: 2026-01-05T09:00, advance: covered }
        participants: [[ben], [cleo]]
        restrictions: [ { days: [workday], from: "09:00", to: "18:00" } ]
    overrides:
      - { id: o1, start: 2026-02-03T18:00, end: 2026-02-04T09:00, replace: ann, with: ben }
      - { id: o2, start: 2026-02-07T00:00, end: 2026-02-08T00:00, set: [cleo], layer: week }
timeWindows:
  - { id: office-hours, timeZone: Europe/Paris, holidays: FR, windows: [ { days: [workday], from: "09:00", to: "18:00" } ] }
escalationPolicies:
  - id: sre
    name: SRE
    team: sre
    repeat: 1
    ackTimeout: 4h
    steps:
      - { notify: [ { rota: sre } ], urgency: urgent, wait: 5m }
      - { notify: [ { rota: sre, who: next }, { user: cleo }, { channel: room } ], wait: 10m }
  - { id: db, name: Databases, steps: [ { notify: [], wait: 2m }, { notify: [ { user: ben } ], wait: 10m } ] }
maintenances:
  - { id: patch, match: ['env="staging"'], start: 2026-02-10T20:00, end: 2026-02-10T23:00, timeZone: Europe/Paris, repeat: weekly, action: hold }   # or action: { policy: db }
integrations:
  - id: grafana
    name: Grafana
    type: grafana                  # grafana alertmanager zabbix nagios icinga2 webhook email heartbeat
    token: $VIGIE_INGEST_GRAFANA
    hmac: { secret: $VIGIE_HMAC, header: X-Grafana-Alerting-Signature, timestampHeader: X-Grafana-Alerting-Signature-Timestamp }   # optional
    policy: sre                    # the default route
    routes:
      - { match: ['team="db"'], when: office-hours, policy: db, urgency: default }
`;

test('the example of the contract loads', async () => {
  const loaded = await load({ 'vigie.yaml': EXAMPLE });
  if (!loaded.ok) {
    throw new Error(loaded.problems.map(formatProblem).join('\n'));
  }
  expect(loaded.findings).toEqual([]);
  expect(loaded.config.integrations[0]).toMatchObject({
    token: 'grafana-0123456789-0123456789',
    hmac: { secret: 'hmac' },
  });
  expect(loaded.config.users[0]?.contactMethods?.[1]?.secret).toBe('hook');
  expect(loaded.config.absences[0]).toMatchObject({ id: 'absence-ann-2026-12-24T00-00', start: '2026-12-24T00:00' });
  expect(loaded.config.rotas[0]?.layers[0]?.rotation?.start).toBe('2026-01-05T09:00');
});

test('files count as one, in the order of their names; others are left alone', async () => {
  const loaded = await load({
    'b.yml': 'apiVersion: 1\nteams: [{ id: sre, members: [ann] }]',
    'a.yaml': 'apiVersion: 1\nusers: [{ login: ann, email: ann@example.com }]\nrotas:\nx-shared: &x 1',
    '.draft.yaml': 'not: [valid',
    'notes.txt': 'not: [valid',
  });
  expect(loaded.ok && [loaded.config.users.length, loaded.config.teams.length]).toEqual([1, 1]);
});

test('problems are reported by file, line and path, in every file', async () => {
  expect(
    await problems({
      'a.yaml':
        'apiVersion: 1\nrotas:\n  - id: sre\n    timezone: Europe/Paris\n    layers:\n      - id: week\n        participants: [ann]\n',
      'b.yaml': 'apiVersion: 1\nusers:\n  - login: ann\n    email: $NOPE\n',
      'c.yaml': 'apiVersion: [',
      'd.yaml': 'users: []',
      'e.yaml': '- apiVersion: 1',
      'f.yaml': '',
    }),
  ).toEqual([
    'p/a.yaml:3 rotas[0].timeZone: is missing; give text',
    'p/a.yaml:7 rotas[0].layers[0].participants[0]: must be a list, because a turn can hold several people: write [[ann], [ben]]',
    'p/a.yaml:4 rotas[0].timezone: is not a known field here. Did you mean "timeZone"?',
    'p/b.yaml:4 users[0].email: uses $NOPE, which is not set in the environment. Set NOPE, or write $$ for a dollar sign',
    expect.stringMatching(/^p\/c\.yaml:1: is not valid YAML: /),
    'p/d.yaml:1 apiVersion: must be 1: write apiVersion: 1',
    'p/e.yaml:1: must be an object with fields, not a list',
    'p/f.yaml: must be an object with fields, not empty',
  ]);
});

test('a file with many problems is reported briefly', async () => {
  const told = await problems({ 'a.yaml': `apiVersion: 1\nusers: [${'{}, '.repeat(150)}]` });
  expect(told).toHaveLength(101);
  expect(told.at(-1)).toBe('p/a.yaml: has 50 more problems');
});

test('names that do not exist are found across files, with the place in their own file', async () => {
  const people =
    'apiVersion: 1\nusers:\n  - { login: ann }\n  - { login: ben }\nrotas: [{ id: one, timeZone: UTC, layers: [] }]';
  const rota =
    'apiVersion: 1\nrotas:\n  - id: two\n    timeZone: UTC\n    layers:\n      - id: week\n        participants: [[ann],\n          [bne]]\n';
  expect(await problems({ 'a.yaml': people, 'b.yaml': rota })).toEqual([
    'p/b.yaml:8 rotas[0].layers[0].participants[1][0]: names user "bne", which does not exist. Did you mean "ben"?',
  ]);
});

test('the same id in two files names both places', async () => {
  const team = 'apiVersion: 1\nteams:\n  - { id: sre }\n';
  expect(await problems({ 'a.yaml': team, 'b.yaml': `${team}` })).toEqual([
    'p/b.yaml:3 teams[0].id: is the same id as that of team "sre"; each must differ (p/a.yaml:3)',
  ]);
});

test('a folder that is not there is a problem, an empty one is not', async () => {
  expect(await problems(null)).toEqual(['p: is not a readable folder; create it, or set VIGIE_PROVISIONING']);
  const empty = await load({});
  expect(empty.ok && empty.findings.map(formatProblem)).toEqual(['p: contains no *.yaml file']);
});

test('a folder that is not there states nothing if that is meant', async () => {
  const missing: ProvisioningFiles = { list: async () => 'missing', read: () => Promise.reject(new Error('no file')) };
  const meant = await loadProvisioning('p', variables, { files: missing, world, allowEmpty: true });
  expect(meant).toMatchObject({ ok: true, isMissing: true, config: { users: [] } });
  const locked = await loadProvisioning('p', variables, { files: folderOf(null), world, allowEmpty: true });
  expect(locked).toMatchObject({ ok: false, problems: [{ reason: 'folder-unreadable' }] });
});

test('deletions that are meant are named by kind and id, in any file', async () => {
  const loaded = await load({
    'a.yaml': 'apiVersion: 1\ndeleted: [users/ann, rotas/sre]\n',
    'b.yaml': 'apiVersion: 1\ndeleted: [teams/a/b]\n',
  });
  expect(loaded).toMatchObject({ ok: true, deleted: ['users/ann', 'rotas/sre', 'teams/a/b'] });
  expect(await problems({ 'a.yaml': 'apiVersion: 1\ndeleted:\n  - users/ann\n  - user/ben\n  - teams/\n' })).toEqual([
    expect.stringMatching(
      /^p\/a\.yaml:4 deleted\[1\]: must be a kind and an id, such as users\/ann.*Did you mean "users"/,
    ),
    expect.stringMatching(/^p\/a\.yaml:5 deleted\[2\]: must be a kind and an id/),
  ]);
});

test('files are read as they were at one moment: what changes meanwhile is read again, and at last refused', async () => {
  const user = (login: string) => `apiVersion: 1\nusers: [{ login: ${login} }]\n`;
  const reading = async (texts: readonly string[]) => {
    let count = 0;
    const files: ProvisioningFiles = {
      list: async () => ['a.yaml'],
      read: async () => ({ ok: true, text: texts[Math.min(count++, texts.length - 1)] ?? '' }),
    };
    return loadProvisioning('p', variables, { files, world });
  };
  expect(await reading([user('half'), user('whole')])).toMatchObject({
    ok: true,
    config: { users: [{ login: 'whole' }] },
  });
  expect(await reading(Array.from({ length: 9 }, (_, i) => user(`u${i}`)))).toMatchObject({
    ok: false,
    problems: [{ reason: 'still-changing', file: 'p' }],
  });
  let listed = 0;
  const swapped: ProvisioningFiles = {
    list: async () => (listed++ === 0 ? ['a.yaml', 'b.yaml'] : ['a.yaml']),
    read: async () => ({ ok: true, text: user('ann') }),
  };
  expect(await loadProvisioning('p', variables, { files: swapped, world })).toMatchObject({
    ok: true,
    config: { users: [{ login: 'ann' }] },
  });
});

test('a file that cannot be read is a problem', async () => {
  const files: ProvisioningFiles = {
    list: async () => ['a.yaml'],
    read: async () => ({
      ok: false,
      message: "can't be read (EACCES)",
      reason: 'file-unreadable',
      data: { code: 'EACCES' },
    }),
  };
  const loaded = await loadProvisioning('p', variables, { files, world });
  expect(!loaded.ok && loaded.problems.map(formatProblem)).toEqual(["p/a.yaml: can't be read (EACCES)"]);
});

test('an integration of a file needs its token there', async () => {
  const text =
    'apiVersion: 1\nescalationPolicies: [{ id: p, steps: [{ notify: [] }] }]\nintegrations:\n  - { id: i, type: grafana, policy: p }\n';
  expect(await findings(text)).toEqual([
    expect.stringMatching(/^p\/a\.yaml:4 integrations\[0\]\.token: is missing; write token: \$VIGIE_INGEST_/),
  ]);
});

test('a setting that works but is probably not meant is a finding', async () => {
  const text = [
    'apiVersion: 1',
    'users:',
    '  - login: ann',
    '  - { login: ben, contactMethods: [{ id: m, type: email, to: ben@example.com }] }',
    '  - { login: cleo, email: cleo@example.com, notificationRules: { urgent: [{ method: sms }] } }',
    'escalationPolicies: [{ id: p, steps: [{ notify: [] }] }]',
    'integrations:',
    '  - { id: i, type: grafana, policy: p, token: short }',
  ].join('\n');
  expect(await findings(text)).toEqual([
    'p/a.yaml:8 integrations[0].token: has fewer than 24 characters and can be guessed; use a long random one',
    "p/a.yaml:3 users[0]: ann has neither email nor contactMethods, and can't be paged until one is added",
    'p/a.yaml:5 users[2].notificationRules.urgent[0].method: names "sms", which this file does not state; it works once cleo has added it',
  ]);
});

test('a step that may wait for its window for more than a day is a finding', async () => {
  const text = [
    'apiVersion: 1',
    'timeWindows:',
    '  - { id: nights, timeZone: UTC, windows: [{ days: [daily], from: "22:00", to: "07:00" }] }',
    '  - { id: office, timeZone: UTC, windows: [{ days: [workday], from: "09:00", to: "18:00" }] }',
    '  - { id: fetes, timeZone: UTC, holidays: FR, windows: [{ days: [holiday], from: "09:00", to: "18:00" }] }',
    'escalationPolicies:',
    '  - id: p',
    '    steps:',
    '      - { notify: [], until: nights }',
    '      - { notify: [], until: office, when: office }',
    '      - { notify: [], until: fetes }',
    '      - { notify: [], when: office }',
  ].join('\n');
  expect(await findings(text)).toEqual([
    'p/a.yaml:10 escalationPolicies[0].steps[1].until: names time window "office", which is closed for up to 2d15h; nobody is paged until it opens',
    'p/a.yaml:11 escalationPolicies[0].steps[2].until: names time window "fetes", which opens on public holidays only; nobody is paged until then',
  ]);
});

test('no secret is repeated in a problem', async () => {
  const loaded = await loadProvisioning('p', () => 'my secret!', {
    files: folderOf({ 'a.yaml': 'apiVersion: 1\nintegrations: [{ id: i, type: grafana, policy: p, token: $T }]' }),
    world,
  });
  expect(JSON.stringify(loaded)).not.toContain('my secret');
});

test('so are files that fit together badly in many places', async () => {
  const absences = Array.from({ length: 150 }, (_, i) => ({
    id: `a${i}`,
    user: `nobody-${i}`,
    kind: 'leave',
    start: '2026-01-01T00:00:00Z',
    end: '2026-01-02T00:00:00Z',
  }));
  const told = await problems({ 'a.yaml': JSON.stringify({ apiVersion: 1, absences }) });
  expect(told).toHaveLength(101);
  expect(told.at(-1)).toBe('p: has 50 more problems');
});
