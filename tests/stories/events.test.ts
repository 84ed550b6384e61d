/** Open pages hear of changes, and catch up after they were away. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { icsEvent, startCalendarServer } from '../support/calendar-server.ts';
import { onEachDatabase } from '../support/databases.ts';
import { listen } from '../support/event-stream.ts';
import type { EventStream } from '../support/event-stream.ts';
import { apiToken, startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

const provisioning = `
apiVersion: 1
users: [ { login: ann, email: ann@example.com } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [ { user: ann } ], wait: 5m } ] } ]
integrations: [ { id: hook, type: webhook, token: hook-token-1234567890-abc, policy: sre, hmac: null } ]
`;

onEachDatabase('Events', (database) => {
  let sidecar: Sidecar;
  const open: EventStream[] = [];
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
  });
  afterAll(async () => {
    open.forEach((stream) => stream.close());
    await sidecar?.remove();
  });

  async function page(lastId?: string | null): Promise<EventStream> {
    const stream = await listen(`${sidecar.url}/api/v1/events`, {
      Authorization: `Bearer ${apiToken}`,
      ...(lastId ? { 'Last-Event-ID': lastId } : {}),
    });
    open.push(stream);
    return stream;
  }
  async function alert(id: string): Promise<string> {
    const { body } = await sidecar.ingest<{ incidents: string[] }>('hook-token-1234567890-abc', {
      title: 'Disk full',
      id,
    });
    return body.incidents[0] ?? '';
  }

  test('an incident and a rota that change', async () => {
    const stream = await page();
    const incident = await alert('one');
    await stream.events.waitFor(({ event, data }) => event === 'incident' && (data as { id: string }).id === incident);
    await sidecar.api('POST', 'rotas', { id: 'new', timeZone: 'UTC', layers: [] });
    await stream.events.waitFor(({ event, data }) => event === 'rota' && (data as { id: string }).id === 'new');
    expect(stream.retry()).toBe(1000);
    stream.close();
  });

  test('a rota is looked at again when one of its people is away, and when a calendar that it reads was looked at', async () => {
    const server = await startCalendarServer();
    server.says('ops', icsEvent('a', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 'SUMMARY:ann'));
    await sidecar.api('POST', 'rotas', { id: 'anns', timeZone: 'UTC', layers: [{ id: 'l', participants: [['ann']] }] });
    const stream = await page();
    const hears = (id: string) =>
      stream.events.waitFor(({ event, data }) => event === 'rota' && (data as { id: string }).id === id);
    await sidecar.api('POST', 'absences', {
      id: 'ill',
      user: 'ann',
      start: '2026-01-05T00:00Z',
      end: '2026-01-06T00:00Z',
    });
    await hears('anns');
    await sidecar.api('POST', 'calendars', { id: 'ops', url: server.url('ops') });
    await sidecar.api('POST', 'rotas', { id: 'read', timeZone: 'UTC', layers: [{ id: 'l', calendar: 'ops' }] });
    stream.close();
    const later = await page();
    await sidecar.advance('0s');
    await later.events.waitFor(({ data }) => (data as { id: string }).id === 'read');
    await later.events.waitFor(({ data }) => (data as { id: string }).id === 'calendar:ops');
    later.close();
    await server.stop();
  });

  test('what happened meanwhile is told at the next connection', async () => {
    const first = await page();
    const seen = await alert('seen');
    await first.events.waitFor(({ data }) => (data as { id: string }).id === seen);
    const lastId = first.lastId();
    first.close();
    const missed = await alert('missed');
    const second = await page(lastId);
    await second.events.waitFor(({ data }) => (data as { id: string }).id === missed);
    second.close();
  });

  test('who was away for too long looks at everything again', async () => {
    const old = await page();
    await alert('old');
    await old.events.waitFor(({ event }) => event === 'incident');
    const lastId = old.lastId();
    old.close();
    await sidecar.advance('10m');
    await alert('newer');
    await sidecar.advance('10m');
    const late = await page(lastId);
    await late.events.waitFor(({ event }) => event === 'reset');
    const never = await page('nonsense');
    await never.events.waitFor(({ event }) => event === 'reset');
    late.close();
    never.close();
  });

  test('streams end when the sidecar stops', async () => {
    const stream = await page();
    await sidecar.stop();
    await stream.ended;
    await sidecar.start();
  });
});
