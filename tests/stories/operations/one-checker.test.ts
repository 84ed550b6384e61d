/** The same wrong thing is refused alike wherever it comes in: in a request, in a file that is read again, by `--check --json`. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ErrorBody } from '#contract/errors';
import { onEachDatabase } from '../../support/databases.ts';
import { runSidecar, startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';

type Detail = ErrorBody['error']['details'][number];
type Files = Record<string, object[]>;

const at = { start: '2026-02-03T18:00', end: '2026-02-04T09:00' };
const reversed = { start: at.end, end: at.start };
const daily = { windows: [{ days: ['daily'], from: '00:00', to: '00:00' }] };
const TOKEN = 'token-of-the-integration-quiet';

/** What is there already, and right. */
const BASE: Files = {
  users: [
    { login: 'ann', email: 'ann@example.com' },
    { login: 'ben', email: 'ben@example.com' },
  ],
  teams: [{ id: 'sre', members: ['ann'], managers: ['ben'] }],
  calendars: [{ id: 'leave', url: 'https://calendar.example.com/leave.ics', absences: 'leave' }],
  rotas: [
    { id: 'night', team: 'sre', timeZone: 'Europe/Paris', layers: [{ id: 'week', participants: [['ann'], ['ben']] }] },
  ],
  timeWindows: [{ id: 'office', timeZone: 'UTC', ...daily }],
  escalationPolicies: [{ id: 'p', steps: [{ notify: [{ rota: 'night' }] }] }],
  integrations: [{ id: 'quiet', type: 'grafana', policy: 'p', token: TOKEN }],
};

const rota = (changes: object) => ({
  id: 'x',
  timeZone: 'UTC',
  layers: [{ id: 'week', participants: [['ann']] }],
  ...changes,
});
const policy = (step: object) => ({ id: 'x', steps: [{ notify: [], ...step }] });
const integration = (changes: object) => ({
  id: 'x',
  type: 'grafana',
  policy: 'p',
  token: 'token-of-the-integration-x-01',
  ...changes,
});
const maintenance = (changes: object) => ({
  id: 'x',
  match: ['a="b"'],
  ...at,
  timeZone: 'UTC',
  action: 'hold',
  ...changes,
});
const channel = (type: unknown, settings: object = {}, secrets: object = {}) => ({ id: 'x', type, settings, secrets });
const user = (changes: object) => ({ login: 'dee', email: 'dee@example.com', ...changes });

/** Kind in a file, resource of the API, body, field, reason, data. */
const WRONG: ReadonlyArray<readonly [string, string, object, string, string, object]> = [
  // One field.
  ['rotas', 'rotas', rota({ timeZone: undefined }), 'timeZone', 'missing', { wanted: 'text', choices: [] }],
  [
    'rotas',
    'rotas',
    rota({ timezone: 'UTC' }),
    'timezone',
    'unknown-field',
    { known: expect.arrayContaining(['timeZone']), meant: 'timeZone' },
  ],
  [
    'teams',
    'teams',
    { id: 'x', members: 'ann' },
    'members',
    'wrong-type',
    { expected: 'list', given: 'text', needsQuotes: false },
  ],
  [
    'rotas',
    'rotas',
    rota({ holidays: { country: 'FR' } }),
    'holidays',
    'wrong-type',
    { expected: 'text', given: 'object', needsQuotes: false },
  ],
  [
    'escalationPolicies',
    'policies',
    policy({ wait: '5 minutes' }),
    'steps[0].wait',
    'wrong-format',
    { format: 'duration' },
  ],
  [
    'integrations',
    'integrations',
    integration({ routes: [{ match: ['a=='], policy: 'p' }] }),
    'routes[0].match[0]',
    'wrong-matcher',
    { detail: expect.any(String) },
  ],
  // Of channels and sources.
  [
    'channels',
    'channels',
    channel('telegrm'),
    'type',
    'unknown-type',
    { given: 'telegrm', known: expect.arrayContaining(['telegram']), meant: 'telegram' },
  ],
  [
    'channels',
    'channels',
    channel('telegram', { chat: 'not a chat' }, { token: '1:a' }),
    'settings.chat',
    'wrong-format',
    { format: 'telegram-chat' },
  ],
  ['channels', 'channels', channel('sms-http'), 'settings.url', 'at-least-one', { of: ['url', 'preset'] }],
  [
    'channels',
    'channels',
    channel('ntfy', { url: { href: 'https://ntfy.example.com/x' } }),
    'settings.url',
    'wrong-form',
    {},
  ],
  [
    'users',
    'users',
    user({ contactMethods: [{ id: 'm', type: 'sms', to: '0612' }] }),
    'contactMethods[0].to',
    'wrong-format',
    { format: 'phone-number' },
  ],
  [
    'users',
    'users',
    user({ contactMethods: [{ id: 'm', type: 'pigeon', to: 'x' }] }),
    'contactMethods[0].type',
    'unknown-type',
    { given: 'pigeon', known: expect.arrayContaining(['sms']), meant: null },
  ],
  [
    'integrations',
    'integrations',
    integration({ type: 'webhook', product: 'nothing' }),
    'product',
    'not-a-choice',
    { choices: expect.arrayContaining(['uptime-kuma']), meant: null },
  ],
  [
    'integrations',
    'integrations',
    integration({ type: 'webhook', template: { title: '{{ title' } }),
    'template.title',
    'wrong-template',
    { detail: expect.any(String) },
  ],
  [
    'integrations',
    'integrations',
    integration({ type: 'snmp', snmp: { traps: [{ oid: '1.3', title: '{{ title' }] } }),
    'snmp.traps[0].title',
    'wrong-template',
    { detail: expect.any(String) },
  ],
  // What is named.
  [
    'teams',
    'teams',
    { id: 'x', members: ['anne'] },
    'members[0]',
    'no-such',
    { kind: 'user', name: 'anne', meant: 'ann' },
  ],
  [
    'escalationPolicies',
    'policies',
    policy({ when: { window: 'ofice' } }),
    'steps[0].when.window',
    'no-such',
    { kind: 'time-window', name: 'ofice', meant: 'office' },
  ],
  [
    'integrations',
    'integrations',
    integration({ policy: 'q9' }),
    'policy',
    'no-such',
    { kind: 'policy', name: 'q9', meant: null },
  ],
  [
    'users',
    'users',
    user({
      contactMethods: [{ id: 'mail', type: 'email', to: 'dee@example.com' }],
      notificationRules: { urgent: [{ method: 'mial' }] },
    }),
    'notificationRules.urgent[0].method',
    'no-such-method',
    { method: 'mial', user: 'dee', meant: 'mail' },
  ],
  [
    'rotas',
    'rotas',
    rota({ overrides: [{ ...at, add: ['ann'], layer: 'weeks' }] }),
    'overrides[0].layer',
    'no-such-layer',
    { layer: 'weeks', rota: 'x', meant: 'week' },
  ],
  ['rotas', 'rotas', rota({ timeZone: 'CET/X' }), 'timeZone', 'unknown-zone', { zone: 'CET/X' }],
  ['rotas', 'rotas', rota({ holidays: 'FR-99' }), 'holidays', 'unknown-region', { region: 'FR-99' }],
  [
    'integrations',
    'integrations',
    integration({ routes: [{ match: [], heartbeat: 'quiet' }] }),
    'routes[0].heartbeat',
    'no-heartbeat',
    { integration: 'quiet' },
  ],
  [
    'rotas',
    'rotas',
    rota({ layers: [{ id: 'week', calendar: 'leave' }] }),
    'layers[0].calendar',
    'calendar-of-absences',
    { calendar: 'leave' },
  ],
  // What does not go together.
  [
    'rotas',
    'rotas',
    rota({ overrides: [{ ...reversed, add: ['ann'] }] }),
    'overrides[0].end',
    'not-after',
    { field: 'start' },
  ],
  [
    'rotas',
    'rotas',
    rota({ layers: [{ id: 'week', participants: [['ann']], effectiveFrom: at.end, effectiveUntil: at.start }] }),
    'layers[0].effectiveUntil',
    'not-after',
    { field: 'effectiveFrom' },
  ],
  ['absences', 'absences', { id: 'x', user: 'ann', ...reversed }, 'end', 'not-after', { field: 'start' }],
  [
    'maintenances',
    'maintenances',
    maintenance({ start: '2026-02-03T00:00', end: '2026-02-04T00:00', repeat: 'daily' }),
    'end',
    'too-far-after',
    { field: 'start', max: '23h' },
  ],
  [
    'rotas',
    'rotas',
    rota({
      layers: [
        { id: 'week', participants: Array.from({ length: 11 }, () => Array.from({ length: 100 }, () => 'ann')) },
      ],
    }),
    'layers[0].participants',
    'too-many',
    { max: 1000 },
  ],
  [
    'rotas',
    'rotas',
    rota({
      layers: [
        { id: 'week', participants: [['ann']] },
        { id: 'week', participants: [['ben']] },
      ],
    }),
    'layers[1].id',
    'duplicate',
    { what: 'id', of: null, other: 'layers[0].id' },
  ],
  [
    'users',
    'users',
    user({
      contactMethods: [
        { id: 'm', type: 'email', to: 'dee@example.com' },
        { id: 'm', type: 'email', to: 'd@example.com' },
      ],
    }),
    'contactMethods[1].id',
    'duplicate',
    { what: 'id', of: null, other: 'contactMethods[0].id' },
  ],
  // The API writes it before the other, whose id comes later; it is the fault of what is written all the same.
  [
    'integrations',
    'integrations',
    integration({ token: TOKEN }),
    'token',
    'duplicate',
    { what: 'token', of: { kind: 'integration', id: 'quiet' }, other: 'token' },
  ],
  [
    'integrations',
    'integrations',
    integration({ id: 'also', token: TOKEN }),
    'token',
    'duplicate',
    { what: 'token', of: { kind: 'integration', id: 'quiet' }, other: 'token' },
  ],
];

const fileOf = (more: Files = {}) =>
  JSON.stringify({
    apiVersion: 1,
    ...BASE,
    ...Object.fromEntries(Object.entries(more).map(([kind, bodies]) => [kind, [...(BASE[kind] ?? []), ...bodies]])),
  });

/** Of what a file has, by the paths of the object in it. */
function inObject(details: readonly Detail[], kind: string): unknown[] {
  const prefix = `${kind}[${BASE[kind]?.length ?? 0}].`;
  return details.map(({ path, reason, data, message }) => ({
    path: path.startsWith(prefix) ? path.slice(prefix.length) : path,
    reason,
    data,
    message,
  }));
}

onEachDatabase('One checker', (database) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning: fileOf(), databaseUrl: await database.fresh() });
  });
  afterAll(() => sidecar.remove());

  async function reloaded(files: string): Promise<Detail[]> {
    const { length } = sidecar.log;
    await sidecar.provision(files);
    await sidecar.logLine(
      (line) =>
        sidecar.log.indexOf(line) >= length &&
        /^a provisioning file has a problem|^provisioning files reloaded$/.test(String(line.msg)),
    );
    return (await sidecar.api<{ provisioning: { details: Detail[] } }>('GET', 'status')).body.provisioning.details;
  }

  const rows = WRONG.map(([kind, resource, body, path, reason, data]) => ({
    kind,
    resource,
    body,
    path,
    reason,
    data,
  }));
  it.each(rows)('$kind, $path: $reason', async ({ kind, resource, body, path, reason, data }) => {
    const expected = [{ path, reason, data, message: expect.stringMatching(/^\S/) }];
    const answer = await sidecar.api<ErrorBody>('POST', resource, body);
    expect({ status: answer.status, details: answer.body.error?.details }).toEqual({ status: 400, details: expected });
    const { details } = answer.body.error;
    const file = fileOf({ [kind]: [body] });
    const place = { file: expect.stringMatching(/test\.yaml$/), line: 1 };
    const fromFile = await reloaded(file);
    expect(inObject(fromFile, kind)).toEqual(details);
    expect(fromFile).toEqual([expect.objectContaining(place)]);
    // `--check` runs here without this database, and each run of it is a process.
    if (database.kind !== 'sqlite') return;
    const checked = await runSidecar(['--check', '--json'], { provisioning: file });
    const told = JSON.parse(checked.output) as { ok: boolean; errors: Detail[] };
    expect({ code: checked.code, ok: told.ok }).toEqual({ code: 1, ok: false });
    expect(told.errors).toEqual([{ ...fromFile[0], file: expect.stringMatching(/test\.yaml$/) }]);
  });

  it('what others need is refused with each of them by its reason', async () => {
    await reloaded(fileOf());
    expect(
      (await sidecar.api('POST', 'calendars', { id: 'plan', url: 'https://calendar.example.com/plan.ics' })).status,
    ).toBe(201);
    expect(
      (await sidecar.api('POST', 'rotas', rota({ id: 'planned', layers: [{ id: 'all', calendar: 'plan' }] }))).status,
    ).toBe(201);
    const changed = await sidecar.api<ErrorBody>('PUT', 'calendars/plan', {
      id: 'plan',
      url: 'https://calendar.example.com/plan.ics',
      absences: 'leave',
    });
    const why = {
      reason: 'calendar-of-absences',
      data: { calendar: 'plan' },
      message: expect.stringContaining('names calendar "plan"'),
    };
    expect(changed.body.error).toMatchObject({
      code: 'conflict',
      reason: 'would-break',
      data: { others: 1 },
      details: [{ path: '', reason: 'breaks', data: { kind: 'rota', id: 'planned', path: 'layers[0].calendar', why } }],
    });
    const deleted = await sidecar.api<ErrorBody>('DELETE', 'calendars/plan');
    const message = 'rota "planned" (layers[0].calendar) names calendar "plan"';
    expect(deleted.body.error).toMatchObject({
      code: 'conflict',
      reason: 'in-use',
      data: { kind: 'calendar', id: 'plan', by: 1 },
      details: [
        { path: '', reason: 'used-by', data: { kind: 'rota', id: 'planned', path: 'layers[0].calendar' }, message },
      ],
    });
  });

  it('files that no longer fit what was made in Grafana are refused with the object that needs them', async () => {
    await reloaded(fileOf());
    expect(
      (await sidecar.api('POST', 'policies', { ...policy({ notify: [{ rota: 'night' }] }), id: 'by-hand' })).status,
    ).toBe(201);
    const without = { ...BASE, rotas: [], escalationPolicies: [], integrations: [] };
    const details = await reloaded(JSON.stringify({ apiVersion: 1, ...without }));
    const why = {
      reason: 'no-such',
      data: { kind: 'rota', name: 'night', meant: null },
      message: expect.stringContaining('which does not exist'),
    };
    expect(details).toContainEqual({
      path: '',
      reason: 'breaks',
      data: { kind: 'policy', id: 'by-hand', path: 'steps[0].notify[0].rota', why },
      message: expect.stringContaining('by-hand'),
      file: expect.stringMatching(/provisioning$/),
    });
  });
});

interface Files010 {
  state: string;
  details: Detail[];
  warnings: string[];
  warningDetails: Detail[];
}

onEachDatabase('Files that 0.1 took', (database) => {
  it('are in force after a start, which warns of them; a reload refuses them until they are right', async () => {
    const [good, wrong] = [
      'apiVersion: 1\nchannels:\n  - { id: room, type: telegram, settings: { chat: "123" }, secrets: { token: "1:a" } }\n',
      'apiVersion: 1\nchannels:\n  - { id: room, type: telegrm }\n',
    ];
    const sidecar = await startSidecar({ provisioning: wrong, databaseUrl: await database.fresh() });
    const state = async () => (await sidecar.api<{ provisioning: Files010 }>('GET', 'status')).body.provisioning;
    const problem = {
      path: 'channels[0].type',
      reason: 'unknown-type',
      data: expect.objectContaining({ given: 'telegrm', meant: 'telegram' }),
      message: expect.any(String),
      file: expect.stringMatching(/test\.yaml$/),
      line: 3,
    };
    try {
      expect(await state()).toMatchObject({
        state: 'ok',
        details: [],
        warnings: [expect.stringMatching(/test\.yaml:3 channels\[0\]\.type: /)],
        warningDetails: [problem],
      });
      expect(
        sidecar.log.filter(({ msg }) => msg === 'a provisioning file has a problem that a reload refuses'),
      ).toHaveLength(1);
      expect((await sidecar.api<{ items: unknown[] }>('GET', 'channels')).body.items).toHaveLength(1);
      await sidecar.provision(`${wrong}users: [{ login: ann }]\n`);
      await sidecar.logLine(({ msg }) => msg.startsWith('a provisioning file has a problem; '));
      expect(await state()).toMatchObject({ state: 'failing', details: [problem], warningDetails: [problem] });
      expect((await sidecar.api('GET', 'users/ann')).status).toBe(404);
      await sidecar.provision(good);
      await sidecar.logLine(({ msg }) => msg === 'provisioning files reloaded');
      expect(await state()).toEqual({ state: 'ok', problems: [], details: [], warnings: [], warningDetails: [] });
    } finally {
      await sidecar.remove();
    }
  });
});
