/** Whatever a field may be left out of a body may be missing, or null, where another release stored it: the object is read, served and in force. */
import { expect } from 'vitest';
import type { z } from 'zod';
import { RESOURCES } from '#contract/resources';
import type { ResourceName } from '#contract/resources';
import type { Unreadable } from '#contract/unreadable';
import { definitionOf } from '../../support/schema-parts.ts';
import type { Schema } from '../../support/schema-parts.ts';
import { contextOf } from '../../support/grafana.ts';
import { loneStories } from '../harness.ts';
import { changeRows } from '../rows.ts';

const asDee = { headers: { 'X-Grafana-Context': contextOf({ uid: 'uid-dee', login: 'dee', name: 'dee' }) } };
const WHEN = { timeZone: 'UTC', windows: [{ days: ['mon' as const], from: '09:00', to: '17:00' }] };
const STEP = {
  notify: [{ rota: 'sre', who: 'current' as const }, { user: 'ann' }],
  wait: '5m',
  urgency: 'urgent' as const,
  when: { window: WHEN, severity: 'error' as const, match: ['host="a"'], alerts: { count: 2, within: '5m' } },
  requireAcks: 2,
  onlyNew: true,
};

const UNIT = {
  name: 'Whole',
  since: '2026-11-02',
  timeZone: 'Europe/Paris',
  holidays: 'FR',
  currency: 'EUR',
  language: 'fr',
  employer: { name: 'Exemple SAS', registration: 'SIRET 1', address: '1 rue X' },
  teams: ['sre'],
  managers: ['cleo'],
  hr: ['dee'],
  duties: [{ rota: 'sre', kind: 'onSite', level: 'backup', from: '2026-11-02', until: '2026-12-31' }],
  rules: [
    {
      from: '2026-11-02',
      pack: 'fr-default@1',
      agreement: 'Accord',
      notice: { days: 30, count: 'clear', clear: 2, reason: 'optional' },
      restDaily: { rest: '11h', within: '24h', policy: 'alwaysAfterLast', minInterruption: '5m', owedWithin: '30d' },
      hoursAverage: { weeks: 12, max: '44h', neutral: false },
      eligible: { night: { from: '21:00', to: '06:00' } },
      document: { off: true },
    },
  ],
  pay: [
    {
      from: '2026-11-02',
      hours: [
        { code: 'AST-F', text: 'jour férié', when: [{ days: ['holiday'], from: '00:00', to: '00:00' }], rate: 4.4 },
        { code: 'AST-N', text: 'autres jours', level: 'primary', rotas: ['sre'], rest: '6m' },
      ],
      turns: [{ code: 'T', text: 'tour', amount: 150 }],
      interventions: { code: 'INT', text: 'intervention', minimum: '30m', roundUpTo: '15m', group: '30m' },
      overtime: [{ above: '35h', percent: 25, code: 'HS25' }],
      partTime: [{ upTo: 10, percent: 10, code: 'HC10' }],
      lostToRest: { code: 'RPO', text: 'repos', paid: true },
    },
  ],
  night: { from: '22:00', to: '05:00' },
  programme: { horizon: '8w', day: 'tue', at: '10:00' },
  interventions: { tail: '15m' },
  closing: { after: '5d' },
  restPaging: 'warn',
  disconnect: false,
  advice: false,
  retentionYears: 6,
  counsel: { name: 'Me Durand', on: '2026-11-02' },
};

/** With every field that there is, as far as they go together. The organisation has none that may be left out. */
const WHOLE: Record<Exclude<ResourceName, 'integrations' | 'organisations'>, object> = {
  rotas: {
    name: 'Whole',
    team: 'sre',
    timeZone: 'UTC',
    layers: [
      {
        id: 'l',
        name: 'Week',
        rotation: { every: 1, unit: 'week', start: '2026-01-05T09:00' },
        participants: [['ann'], ['ben']],
      },
    ],
    overrides: [{ id: 'o', start: '2026-01-05T00:00:00Z', end: '2026-01-06T00:00:00Z', set: ['ben'] }],
  },
  policies: {
    name: 'Whole',
    team: 'sre',
    repeat: 1,
    ackTimeout: '1h',
    steps: [STEP, { notify: [{ team: 'sre' }, { roundRobin: ['ann', 'ben'] }, { channel: 'room' }] }],
    onExhausted: [{ user: 'cleo' }],
  },
  teams: { name: 'Whole', members: ['ann'], managers: ['cleo'], grafanaTeam: null },
  absences: { user: 'dee', start: '2026-01-05T00:00Z', end: '2026-01-06T00:00Z', kind: 'leave', note: 'Sun' },
  'time-windows': { name: 'Whole', holidays: 'FR', ...WHEN },
  maintenances: {
    name: 'Whole',
    match: ['host="nobody"'],
    timeZone: 'UTC',
    start: '2026-01-05T00:00',
    end: '2026-01-05T06:00',
    repeat: 'weekly',
    until: '2026-02-01T00:00',
    action: 'hold',
  },
  subscriptions: { name: 'Whole', to: [{ user: 'dee' }], match: ['host="nobody"'] },
  users: {
    name: 'Whole',
    email: 'whole@example.com',
    timeZone: 'Europe/Paris',
    language: 'fr',
    contactMethods: [{ id: 'hook', type: 'webhook', to: 'http://127.0.0.1:9/x', secret: 'of ann and vigie' }],
    notificationRules: { default: [{ method: 'hook', after: '1m', when: WHEN }], urgent: [{ method: 'hook' }] },
    quietHours: { windows: [{ days: ['mon'], from: '22:00', to: '23:00' }] },
    mute: ['health'],
    handoffAhead: '1h',
  },
  channels: {
    type: 'webhook',
    name: 'Whole',
    settings: { url: 'http://127.0.0.1:9/whole' },
    secrets: { secret: 'of the room and vigie' },
  },
  calendars: {
    name: 'Whole',
    team: 'sre',
    url: 'http://127.0.0.1:9/secret.ics',
    refresh: '1d',
    staleAfter: '2d',
    timeZone: 'Europe/Paris',
    people: { Annie: 'ann' },
    absences: 'leave',
  },
  units: UNIT,
  'work-profiles': {
    user: 'dee',
    unit: 'ops',
    from: '2026-11-02',
    until: '2027-01-31',
    contract: 'hours',
    weeklyHours: '35h',
    payrollId: '004211',
    onCall: 'daytime',
    onCallUntil: '2026-12-31',
    schedule: [{ days: ['workday'], from: '09:00', to: '17:00' }],
  },
};

const INTEGRATIONS: readonly object[] = [
  {
    name: 'Whole',
    type: 'webhook',
    team: 'sre',
    policy: 'main-0',
    routes: [{ match: ['host="a"'], when: WHEN }],
    groupBy: ['host'],
    resolveDelay: '1m',
    reopenWindow: '5m',
    autoResolve: '1h',
    token: null,
    hmac: { secret: 'of signatures', header: 'X-Signature', timestampHeader: 'X-Timestamp' },
    template: { title: '{{ title }}', severity: '{{ severity }}' },
  },
  {
    name: 'Told',
    type: 'alertmanager',
    policy: 'main-0',
    sync: { url: 'http://127.0.0.1:9/alertmanager', silence: '4h', user: 'vigie', password: 'of the source' },
  },
  { name: 'Alive', type: 'heartbeat', policy: 'main-0', heartbeat: { every: '1d', grace: '1h', arm: 'first' } },
];
const BODIES: ReadonlyArray<[path: ResourceName, given: object]> = [
  ...(Object.entries(WHOLE) as Array<[ResourceName, object]>),
  ...INTEGRATIONS.map((one): [ResourceName, object] => ['integrations', one]),
];

/** The value without each field that may be left out, and with null in its place, at any depth. @returns `[path, value]` */
function variants(schema: Schema, value: unknown, at = ''): Array<[path: string, value: unknown]> {
  const { shape, element, innerType, options, in: input } = definitionOf(schema);
  if (value === null || typeof value !== 'object') return [];
  if (shape) {
    const fields = value as Record<string, unknown>;
    return Object.entries(shape)
      .filter(([key]) => key in fields)
      .flatMap(([key, field]) => {
        const { [key]: own, ...rest } = fields;
        const path = `${at}.${key}`;
        const mayBeAbsent = (field as z.ZodType).safeParse(undefined).success;
        const deeper = variants(field, own, path).map(([where, one]): [string, unknown] => [
          where,
          { ...fields, [key]: one },
        ]);
        return [
          ...(mayBeAbsent
            ? ([
                [path, rest],
                [`${path}=null`, { ...rest, [key]: null }],
              ] as Array<[string, unknown]>)
            : []),
          ...deeper,
        ];
      });
  }
  if (element)
    return (value as unknown[]).flatMap((one, i) =>
      variants(element, one, `${at}[${i}]`).map(([where, changed]): [string, unknown] => [
        where,
        (value as unknown[]).with(i, changed),
      ]),
    );
  const branches = [innerType, input, ...(options ?? [])].filter((one) => one !== undefined);
  const fitting = branches.find((one) => (one as z.ZodType).safeParse(value).success) ?? branches[0];
  return fitting ? variants(fitting, value, at) : [];
}

loneStories('A stored body', (tell) => {
  tell('may lack every field that may be left out, or have null there', {}, async (story) => {
    const rows: Array<{ path: ResourceName; kind: string; id: string; from: string; body: object }> = [];
    for (const [path, given] of BODIES) {
      const { schema, kind } = RESOURCES[path];
      const id = `whole-${path}${rows.length}`;
      const key = path === 'users' ? 'login' : 'id';
      const whole: unknown = JSON.parse(JSON.stringify(schema.parse({ [key]: id, ...given })));
      // Some fields may be left out only where another one is there.
      const needed = new Set(
        variants(schema, whole)
          .filter(([from, body]) => !from.endsWith('=null') && !schema.safeParse(body).success)
          .map(([from]) => from),
      );
      const left = variants(schema, whole).filter(([from]) => !needed.has(from.replace('=null', '')));
      rows.push(
        ...left.map(([from, body], i) => ({
          path,
          kind,
          id: `${id}-${i}`,
          from,
          body: { ...(body as object), [key]: `${id}-${i}` },
        })),
      );
    }
    expect(rows.length).toBeGreaterThan(160);
    const values = rows.map(
      ({ kind, id, body }) => `('${kind}', '${id}', '${JSON.stringify(body).replaceAll("'", "''")}', 'api', 1, 0, 0)`,
    );
    expect(
      await changeRows(
        story.databaseUrl,
        `insert into config (kind, id, body, origin, version, created_at, updated_at) values ${values.join(', ')}`,
      ),
    ).toBe(rows.length);
    await changeRows(
      story.databaseUrl,
      "update meta set value = cast(cast(value as bigint) + 1 as text) where key = 'config_revision'",
    );
    await story.settle();
    const {
      body: { unreadable },
    } = await story.sidecar.api<{ unreadable: Unreadable[] }>('GET', 'status');
    expect(
      unreadable.map(
        ({ id, field, message }) => `${rows.find((row) => row.id === id)?.from} of ${id}: ${field} ${message}`,
      ),
    ).toEqual([]);
    for (const { path, id, from } of rows) {
      // Admins do not read work profiles.
      const asker = path === 'work-profiles' ? asDee : {};
      const answer = await story.sidecar.api('GET', `${path}/${id}`, undefined, asker);
      expect(answer.status, `${path} without ${from}: ${JSON.stringify(answer.body)}`).toBe(200);
    }
    await story.alert();
    await story.reached('ann by hook');
    // Every policy among them can be run, to its end.
    for (const { id } of rows.filter(({ path }) => path === 'policies')) {
      expect((await story.sidecar.api('POST', 'incidents', { title: `By ${id}`, policy: id })).status, id).toBe(201);
    }
    await story.passes('3h');
    expect((await story.pagesOfAnybody()).length).toBeGreaterThan(10);
    await story.updatesOfAnybody();
    await story.onCallMessages();
    await changeRows(story.databaseUrl, "delete from config where id like 'whole-%'");
  });
});
