/** What would happen is what then happens. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import type { WebhookSink } from '../support/webhook-sink.ts';

let sidecar: Sidecar;
let sink: WebhookSink;
beforeAll(async () => {
  sink = await startWebhookSink();
  sidecar = await startSidecar({
    provisioning: `
apiVersion: 1
users:
  - { login: ann, contactMethods: [ { id: hook, type: webhook, to: "${sink.url('/ann')}" } ] }
  - { login: ben, contactMethods: [ { id: hook, type: webhook, to: "${sink.url('/ben')}" } ], quietHours: { timeZone: UTC, windows: [ { days: [daily], from: "22:00", to: "07:00" } ] } }
  - { login: cleo }
rotas:
  - { id: week, timeZone: UTC, layers: [ { id: l, rotation: { unit: week, start: 2026-01-05T00:00 }, participants: [[ann], [ben]] } ] }
timeWindows: [ { id: office, timeZone: UTC, windows: [ { days: [workday], from: "09:00", to: "18:00" } ] } ]
escalationPolicies:
  - { id: sre, repeat: 1, steps: [ { notify: [ { rota: week } ], wait: 5m }, { notify: [ { user: cleo } ], wait: 10m }, { notify: [ { user: ben } ], wait: 10m } ] }
  - { id: db, steps: [ { notify: [ { user: ben } ], wait: 5m } ] }
maintenances: [ { id: patch, match: ['env="staging"'], start: 2026-01-06T20:00, end: 2026-01-06T23:00, timeZone: UTC, action: hold } ]
integrations:
  - { id: hook, type: webhook, token: hook-token-1234567890-abc, policy: sre, routes: [ { match: ['team="db"'], when: office, policy: db }, { match: ['team="junk"'], drop: true } ] }
  - { id: graf, type: grafana, token: graf-token-1234567890-abc, policy: sre }
`,
  });
  await sidecar.setClock('2026-01-06T12:00:00Z');
});
afterAll(async () => {
  await sidecar?.remove();
  await sink?.stop();
});

interface Preview {
  entries: Array<{
    at: string;
    kind: string;
    text: string;
    people: Array<{ user: string; methods: Array<{ at: string }>; heldUntil: string | null }>;
  }>;
  ends: string;
}

function pages(preview: Preview): string[] {
  return preview.entries.flatMap(({ at, people }) => people.map(({ user }) => `${at.slice(11, 16)} ${user}`));
}

describe('a policy', () => {
  test('does what its preview said', async () => {
    const { body } = await sidecar.api<Preview>('POST', 'policies/preview', {
      policy: 'sre',
      alert: { severity: 'error' },
    });
    expect(pages(body)).toEqual(['12:00 ann', '12:05 cleo', '12:05 ben', '12:25 ann', '12:30 cleo', '12:30 ben']);
    expect(body.ends).toBe('exhausted');
    sink.take();
    await sidecar.ingest('hook-token-1234567890-abc', { title: 'Disk full', severity: 'error', id: 'd' });
    const happened: string[] = [];
    for (let minute = 0; minute < 60; minute += 5) {
      await sidecar.advance('0s');
      happened.push(
        ...sink
          .take()
          .map(
            ({ body: page }) => `${String(page['at']).slice(11, 16)} ${(page['person'] as { login: string }).login}`,
          ),
      );
      await sidecar.advance('5m');
    }
    expect(happened).toEqual(pages(body).filter((page) => !page.includes('cleo')));
    await sidecar.setClock('2026-01-06T12:00:00Z');
  });

  test('that is not saved yet is previewed at any instant', async () => {
    const policy = {
      name: 'Night',
      steps: [
        {
          notify: [{ user: 'ben' }],
          when: { window: { timeZone: 'Asia/Tokyo', windows: [{ days: ['daily'], from: '00:00', to: '12:00' }] } },
        },
        { notify: [{ user: 'ben' }] },
      ],
    };
    const { status, body } = await sidecar.api<Preview>('POST', 'policies/preview', {
      policy,
      at: '2026-03-01T23:00:00Z',
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.entries.find(({ kind }) => kind === 'step')?.people).toMatchObject([
      { user: 'ben', heldUntil: '2026-03-02T07:00:00.000Z', methods: [{ at: '2026-03-02T07:00:00.000Z' }] },
    ]);
    const wrong = await sidecar.api<{ error: { details: object[] } }>('POST', 'policies/preview', {
      policy: { steps: [{ notify: [{ user: 'zed' }] }] },
    });
    expect([wrong.status, wrong.body.error.details]).toMatchObject([400, [{ path: 'policy.steps[0].notify[0].user' }]]);
  });
});

describe('the routing tester', () => {
  interface Tested {
    alerts: Array<{
      route: number | null;
      routes: object[];
      policy: string;
      drop: boolean;
      holdUntil: string | null;
      joins: object | null;
      escalation: Preview | null;
    }>;
    incidents: string[];
  }
  const look = (body: object, id = 'hook') =>
    sidecar.api<Tested>('POST', `integrations/${id}/test`, body).then(({ body: answer }) => answer);

  test('says which route is taken, and why not the others', async () => {
    const day = await look({ payload: { title: 'Slow', labels: { team: 'db' }, id: 'x1' } });
    expect(day.alerts).toMatchObject([
      { route: 1, policy: 'db', routes: [{ result: 'taken' }, { result: 'not-reached' }], joins: null },
    ]);
    expect(pages(day.alerts[0]?.escalation as Preview)).toEqual(['12:00 ben']);
    const night = await look({
      payload: { title: 'Slow', labels: { team: 'db' }, id: 'x1' },
      at: '2026-01-06T22:00:00Z',
    });
    expect(night.alerts).toMatchObject([
      { route: null, policy: 'sre', routes: [{ result: 'outside-hours' }, { result: 'no-match' }] },
    ]);
    const junk = await look({ payload: { title: 'Slow', labels: { team: 'junk' } } });
    expect(junk.alerts).toMatchObject([{ route: 2, drop: true, escalation: null }]);
    const held = await look({ payload: { title: 'Slow', labels: { env: 'staging' } }, at: '2026-01-06T21:00:00Z' });
    expect(held.alerts).toMatchObject([{ holdUntil: '2026-01-06T23:00:00.000Z' }]);
    expect(pages(held.alerts[0]?.escalation as Preview)[0]).toBe('23:00 ann');
  });

  test('says which open incident would be joined, and leaves it alone', async () => {
    const opened = await sidecar.ingest<{ incidents: string[] }>('hook-token-1234567890-abc', {
      title: 'Open',
      id: 'open-one',
    });
    const [id] = opened.body.incidents;
    expect((await look({ payload: { title: 'Open', id: 'open-one' } })).alerts).toMatchObject([{ joins: { id } }]);
    const sent = await look({ payload: { title: 'Open', id: 'open-one' }, send: true });
    expect(sent.incidents).toHaveLength(1);
    expect(sent.incidents).not.toContain(id);
    expect((await sidecar.api('GET', `incidents/${sent.incidents[0]}`)).body).toMatchObject({
      test: true,
      state: 'open',
    });
    await sidecar.api('POST', `incidents/${id}/resolve`);
  });

  test('pages only when asked to', async () => {
    await sidecar.advance('0s');
    sink.take();
    await look({ send: true }, 'graf');
    await sidecar.advance('0s');
    expect(sink.take()).toEqual([]);
    await look({ send: true, page: true }, 'graf');
    await sidecar.advance('0s');
    expect(sink.take()).toMatchObject([{ body: { kind: 'page', person: { login: 'ann' } } }]);
  });
});

describe('routes that are not saved', () => {
  const critical = { match: ['severity="critical"'], policy: 'db', urgency: 'urgent' };

  test('decide about a payload, and nothing is sent by them', async () => {
    const payload = { title: 'Down', severity: 'critical', labels: { team: 'db' } };
    const { body } = await sidecar.api('POST', 'integrations/hook/test', { payload, routes: [critical] });
    expect(body).toMatchObject({
      alerts: [{ route: 1, policy: 'db', urgency: 'urgent', routes: [{ route: 1, result: 'taken' }] }],
    });
    const sent = await sidecar.api('POST', 'integrations/hook/test', { payload, routes: [critical], send: true });
    expect([sent.status, sent.body]).toMatchObject([
      400,
      { error: { details: [{ path: 'routes', reason: 'not-with' }] } },
    ]);
    const { body: stored } = await sidecar.api<{ routes: object[] }>('GET', 'integrations/hook');
    expect(stored.routes).toHaveLength(2);
  });

  test('decide about the last alerts at the hours when they came, beside the saved ones', async () => {
    await sidecar.setClock('2026-01-06T12:10:00Z');
    const send = (title: string, severity: string, labels: object) =>
      sidecar.ingest('hook-token-1234567890-abc', { title, severity, labels, id: title });
    await send('By day', 'critical', { team: 'db' });
    await sidecar.setClock('2026-01-06T20:00:00Z');
    await send('By night', 'warning', { team: 'db' });
    const hours = { timeZone: 'Asia/Tokyo', windows: [{ days: ['daily'], from: '04:00', to: '06:00' }] };
    const { body } = await sidecar.api<{ alerts: object[] }>('POST', 'integrations/hook/trial', {
      routes: [critical, { match: ['team="db"'], when: hours, drop: true }],
    });
    expect(body.alerts.slice(0, 2)).toMatchObject([
      {
        title: 'By night',
        receivedAt: '2026-01-06T20:00:00.000Z',
        severity: 'warning',
        saved: { route: null, policy: 'sre', drop: false },
        draft: { route: 2, drop: true },
      },
      {
        title: 'By day',
        saved: { route: 1, policy: 'db', urgency: null, severity: 'critical' },
        draft: { route: 1, policy: 'db', urgency: 'urgent', severity: 'critical' },
      },
    ]);
    await sidecar.setClock('2026-01-06T12:10:00Z');
  });

  test('are refused with the place of what is wrong', async () => {
    for (const [route, path] of [
      [{ match: ['team'] }, 'routes[0].match[0]'],
      [{ policy: 'none' }, 'routes[0].policy'],
      [{ when: 'none' }, 'routes[0].when'],
    ] as const) {
      for (const way of ['test', 'trial']) {
        const { status, body } = await sidecar.api('POST', `integrations/hook/${way}`, { routes: [route] });
        expect([status, body], `${way} ${path}`).toMatchObject([400, { error: { details: [{ path }] } }]);
      }
    }
  });
});

test('labels and severities of received alerts are counted, of one integration or of all', async () => {
  const { body: own } = await sidecar.api<{ alerts: number; labels: Array<{ name: string; values: object[] }> }>(
    'GET',
    'received-labels?integration=hook',
  );
  expect(own.labels.find(({ name }) => name === 'team')?.values).toContainEqual({ value: 'db', alerts: 2 });
  expect(own).toMatchObject({ severities: expect.arrayContaining([{ severity: 'critical', alerts: 1 }]) });
  const { body: none } = await sidecar.api('GET', 'received-labels?integration=graf');
  expect(none).toEqual({ alerts: 0, since: null, severities: [], labels: [] });
  const { body: all } = await sidecar.api('GET', 'received-labels');
  expect(all).toEqual(own);
  expect((await sidecar.api('GET', 'received-labels?integration=nothing')).status).toBe(404);
});

test('a refused payload is looked at and replayed', async () => {
  const refused = await sidecar.ingest('graf-token-1234567890-abc', { nothing: 'of Grafana' });
  expect(refused.status).toBe(400);
  const { body } = await sidecar.api<{ items: Array<{ id: string; body: string; reason: string }> }>(
    'GET',
    'integrations/graf/rejected',
  );
  expect(body.items).toMatchObject([{ body: '{"nothing":"of Grafana"}', replayedAt: null }]);
  const again = await sidecar.api('POST', `integrations/graf/rejected/${body.items[0]?.id}/replay`);
  expect(again.status).toBe(400);
  expect((await sidecar.api('POST', 'integrations/graf/rejected/none/replay')).status).toBe(404);
});

test('an edit of a rota is shown as what people gain and lose', async () => {
  const rota = { id: 'week', timeZone: 'UTC', layers: [{ id: 'l', participants: [['cleo']] }] };
  const { status, body } = await sidecar.api('POST', 'rotas/preview', {
    rota,
    from: '2026-01-05T00:00:00Z',
    to: '2026-01-19T00:00:00Z',
  });
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body).toMatchObject({
    segments: [
      { onCall: [{ user: 'ann' }], end: expect.stringContaining('2026-01-06T12') },
      { onCall: [{ user: 'cleo' }] },
    ],
    diff: { gains: [{ user: 'cleo' }], mustTell: ['ann', 'ben', 'cleo'] },
    findings: expect.arrayContaining([expect.objectContaining({ kind: 'unreachable', users: ['cleo'] })]),
  });
  const health = await sidecar.api<{ score: number; findings: object[] }>('GET', 'rotas/week/health');
  expect(health.body.score).toBeGreaterThan(50);
  const versions = await sidecar.api<{ items: object[] }>('GET', 'rotas/week/versions');
  expect(versions.body.items).toMatchObject([{ version: 1, holdsFrom: null, savedBy: null, rota: { id: 'week' } }]);
});

describe('a question about a rota', () => {
  const hourly = {
    id: 'h',
    timeZone: 'UTC',
    layers: Array.from({ length: 100 }, (_, i) => ({
      id: `l${i}`,
      rotation: { unit: 'hour', start: '2026-01-05T00:00' },
      participants: [['ann'], ['ben']],
    })),
  };

  test.each<[string, string, string, object | undefined, string]>([
    [
      'before there were computers',
      'GET',
      'rotas/week/on-call?at=1969-12-31T00:00:00Z',
      undefined,
      'at must be an instant between 1970 and 2100',
    ],
    [
      'without a range',
      'GET',
      'rotas/week/timeline?to=2026-01-07T00:00:00Z',
      undefined,
      'from is missing; write an instant such as',
    ],
    [
      'of no instant',
      'GET',
      'rotas/week/timeline?from=monday&to=2026-01-07T00:00:00Z',
      undefined,
      'from must be an instant such as 2026-01-05T09:00:00Z',
    ],
    [
      'of six years',
      'GET',
      'rotas/week/timeline?from=2026-01-01T00:00:00Z&to=2032-01-01T00:00:00Z',
      undefined,
      'to must be at most 5 years after from',
    ],
    [
      'that would keep everybody waiting',
      'POST',
      'rotas/preview',
      { rota: hourly, from: '2026-01-06T12:00:00Z', to: '2027-01-06T12:00:00Z' },
      'to must be at most 83 days after from',
    ],
    [
      'of somebody who replaces themselves',
      'POST',
      'rotas/week/overrides',
      { start: '2026-02-01T00:00', end: '2026-02-02T00:00', replace: 'ann', with: 'ann' },
      'with must be somebody else than whom it replaces',
    ],
  ])('%s is refused, and says which field', async (_what, method, route, body, message) => {
    const answer = await sidecar.api<{ error: { message: string } }>(method, route, body);
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining(message)]);
  });

  test('of five years is answered', async () => {
    const { status, body } = await sidecar.api<{ segments: unknown[] }>(
      'GET',
      'rotas/week/timeline?from=2026-01-05T00:00:00Z&to=2031-01-05T00:00:00Z',
    );
    expect([status, body.segments.length]).toEqual([200, 261]);
  });
});
