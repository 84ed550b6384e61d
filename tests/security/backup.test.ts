/** The thief of a backup: reads every column of every table, and finds no address that grants access to whoever knows it. */
import { expect, it } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { asPerson, connectPhone, startPushService } from '../support/phone.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import type { WebhookSink } from '../support/webhook-sink.ts';
import { everythingStored, placesOf } from './stored-text.ts';

/** Part of everything in this file that grants access to whoever knows it. */
const KNOWN = 'whoever-knows-this';
const TOKEN = `${KNOWN}-0123456789`;

let made = 0;
/** The path of an address that nobody has used before. */
const secretly = (what: string) => `/${KNOWN}-${what}-${++made}`;

/** One of each kind of channel that has something to hide. */
const channels = (sink: WebhookSink) => [
  {
    id: 'hook',
    type: 'webhook',
    settings: {
      url: sink.url(secretly('room')),
      headers: `X-Api-Key: ${TOKEN}`,
      template: `{"key": "${TOKEN}", "title": {{ incident.title | json }}}`,
    },
    secrets: { secret: TOKEN },
  },
  {
    id: 'login',
    type: 'webhook',
    settings: {
      url: sink.url(secretly('login')),
      loginUrl: sink.url(secretly('oauth')),
      loginBody: `client_secret=${TOKEN}`,
      loginHeaders: `X-Login: ${TOKEN}`,
    },
    secrets: { token: TOKEN },
  },
  { id: 'topic', type: 'ntfy', settings: { url: sink.url(secretly('topic')) } },
  {
    id: 'sms',
    type: 'sms-http',
    settings: {
      url: `${sink.url('/sms')}?key=${TOKEN}&to={{ to | url_encode }}`,
      body: `{"key": "${TOKEN}", "text": {{ text | json }}}`,
    },
  },
  { id: 'slack', type: 'slack', secrets: { url: sink.url(secretly('slack')) } },
  { id: 'teams', type: 'teams', secrets: { url: sink.url(secretly('teams')) } },
  {
    id: 'telegram',
    type: 'telegram',
    settings: { chat: '@sre_alerts', apiUrl: `http://bot:${KNOWN}@127.0.0.1:${sink.port}/telegram`, buttons: 'off' },
    secrets: { token: TOKEN },
  },
];

/** In the order in which they are tried: the first is refused, so that the person is told by another one. */
const methods = (sink: WebhookSink) => [
  { id: 'gone', type: 'webhook', to: sink.url(secretly('gone')), secret: TOKEN },
  { id: 'topic', type: 'ntfy', to: sink.url(secretly('own-topic')), secret: TOKEN },
  { id: 'workflow', type: 'teams', to: sink.url(secretly('workflow')) },
];

const integrations = (sink: WebhookSink) => [
  { id: 'alerts', type: 'webhook', policy: 'all', token: TOKEN, hmac: null },
  { id: 'signed', type: 'grafana', policy: 'all', token: `${TOKEN}-b`, hmac: { secret: TOKEN } },
  {
    id: 'pulled',
    token: `${TOKEN}-c`,
    type: 'alertmanager',
    policy: 'all',
    sync: { url: `http://vigie:${KNOWN}@127.0.0.1:${sink.port}/am`, silence: '1h', password: TOKEN, user: 'vigie' },
  },
  { id: 'beats', type: 'heartbeat', policy: 'all', token: `${TOKEN}-d`, heartbeat: { every: '1h', grace: '5m' } },
];

const rulesOf = (ids: readonly string[]) => ({
  default: ids.map((method, i) => ({ method, after: `${i}m` })),
  urgent: ids.map((method, i) => ({ method, after: `${i}m` })),
});

const policy = (user: string, rooms: readonly string[]) => ({
  id: 'all',
  steps: [{ notify: [{ user }, ...rooms.map((channel) => ({ channel }))], wait: '1h' }],
});

type Done = <Body = unknown>(method: string, route: string, body?: unknown) => Promise<Body>;

function doing(sidecar: Sidecar, options: object = {}): Done {
  return async <Body>(method: string, route: string, body?: unknown) => {
    const answer = await sidecar.api<Body>(method, route, body, options);
    expect(answer.status, `${method} ${route} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
}

/** Sends an alert, and lets every delivery be tried, and tried again. */
async function page(sidecar: Sidecar, id: string): Promise<void> {
  expect((await sidecar.ingest(TOKEN, { id, title: `Disk full ${id}` })).status).toBe(202);
  for (const minute of ['1s', '1m', '1m', '5m']) {
    await sidecar.advance(minute);
  }
}

/** A server of ntfy is sent the topic in the body. */
const pathsOf = (sink: WebhookSink) =>
  sink.take().map(({ path, body }) => (path === '/' ? `/${String(body['topic'])}` : path).replace(/-\d+$/, ''));

/** Their own address is shown to a person; that it changed, to Admins, and neither to others. */
async function whoMayReads(sidecar: Sidecar, topic: string): Promise<void> {
  const text = async (route: string, who?: string) =>
    JSON.stringify(await doing(sidecar, who === undefined ? {} : asPerson(who))('GET', route));
  expect(await text('users/ann/export', 'ann')).toContain(topic);
  expect(await text('users/ann', 'ann')).toContain(topic);
  expect(await text('users/ann', 'ben')).not.toContain(KNOWN);
  const audit = await text('audit?kind=channels&subject=hook');
  expect(audit).toContain('/… (changed)');
  expect(audit).not.toContain(KNOWN);
}

onEachDatabase('A thief of the database', (database) => {
  it('finds no address that was made, used, changed, deleted and restored by the API', async () => {
    const sink = await startWebhookSink();
    const push = await startPushService();
    const databaseUrl = await database.fresh();
    const sidecar = await startSidecar({
      databaseUrl,
      provisioning: 'apiVersion: 1\n',
      env: {
        VIGIE_LOG_LEVEL: 'trace',
        VIGIE_PUSH_SERVICES: push.url,
        VIGIE_HEARTBEAT_URL: sink.url(secretly('heartbeat')),
      },
    });
    try {
      const done = doing(sidecar);
      await done('POST', 'users', { login: 'ann', name: 'Ann Martin', email: 'ann@example.com' });
      const ann = (contactMethods: ReturnType<typeof methods>) => ({
        login: 'ann',
        name: 'Ann Martin',
        email: 'ann@example.com',
        contactMethods: contactMethods.map((one) => ({ ...one, verified: true })),
        notificationRules: rulesOf(contactMethods.map(({ id }) => id)),
      });
      const first = methods(sink);
      await done('PUT', 'users/ann', ann(first));
      for (const one of channels(sink)) {
        await done('POST', 'channels', one);
      }
      await done('POST', 'policies', policy('ann', ['hook', 'login', 'topic', 'slack', 'teams', 'telegram']));
      for (const { token: _given, ...one } of integrations(sink)) {
        await done('POST', 'integrations', one);
      }
      await done('PUT', 'integrations/alerts', { id: 'alerts', type: 'webhook', policy: 'all', token: TOKEN });
      await done('POST', 'calendars', { id: 'leave', url: sink.url(secretly('calendar')) });
      const feed = await done<{ url: string }>('POST', 'rotas', {
        id: 'sre',
        timeZone: 'UTC',
        layers: [{ id: 'a', participants: [['ann']] }],
      }).then(() => done<{ url: string }>('POST', 'rotas/sre/ical'));
      const phone = await connectPhone(sidecar, push, 'ann');

      sink.mode({ status: 410 }, new URL(first[0]?.to ?? '').pathname);
      await page(sidecar, 'first');
      await done('POST', 'users/ann/contact-methods/workflow/test');
      await done('POST', 'channels/hook/test');
      const reached = pathsOf(sink);
      for (const what of ['room', 'topic', 'own-topic', 'workflow', 'gone']) {
        expect(reached, `${what} was reached`).toContain(`/${KNOWN}-${what}`);
      }

      // Changed by the person, who must confirm the new address.
      const own = ann(methods(sink));
      await done('PUT', 'users/ann', {
        ...own,
        contactMethods: own.contactMethods.map(({ verified: _, ...one }) => one),
      });
      await doing(sidecar, asPerson('ann'))('POST', 'users/ann/contact-methods/topic/verify', {});
      for (const one of channels(sink)) {
        await done('PUT', `channels/${one.id}`, one);
      }
      await page(sidecar, 'second');
      await done('POST', 'channels', { id: 'brief', type: 'webhook', settings: { url: sink.url(secretly('brief')) } });
      await done('DELETE', 'channels/brief');
      await done('POST', 'deletions/undo', { resource: 'channels', id: 'brief' });
      await done('DELETE', 'channels/brief');
      await sidecar.advance('10m');
      await whoMayReads(sidecar, own.contactMethods[1]?.to ?? '');

      const stored = await everythingStored(databaseUrl);
      expect(placesOf(stored, 'sealed:v1:').length).toBeGreaterThan(1);
      const secrets = [KNOWN, phone.endpoint, new URL(feed.url).pathname.split('/').at(-1)?.replace('.ics', '') ?? ''];
      expect(secrets.flatMap((secret) => placesOf(stored, secret))).toEqual([]);
      expect(
        placesOf([{ where: 'log', text: sidecar.log.map((line) => JSON.stringify(line)).join('\n') }], KNOWN),
      ).toEqual([]);
    } finally {
      await sidecar.remove();
      await sink.stop();
      await push.stop();
    }
  }, 120_000);

  it('finds none that files state, and a file that did not change changes nothing', async () => {
    const sink = await startWebhookSink();
    const databaseUrl = await database.fresh();
    const own = methods(sink);
    const files = (rooms = channels(sink)) =>
      JSON.stringify({
        apiVersion: 1,
        users: [{ login: 'ann', contactMethods: own, notificationRules: rulesOf(own.map(({ id }) => id)) }],
        channels: rooms,
        calendars: [{ id: 'leave', url: sink.url(secretly('calendar')) }],
        escalationPolicies: [policy('ann', ['hook', 'topic'])],
        integrations: integrations(sink),
      });
    const provisioning = files();
    const sidecar = await startSidecar({ databaseUrl, provisioning, env: { VIGIE_LOG_LEVEL: 'trace' } });
    try {
      await page(sidecar, 'first');
      expect(pathsOf(sink)).toEqual(
        expect.arrayContaining([`/${KNOWN}-room`, `/${KNOWN}-topic`, `/${KNOWN}-own-topic`]),
      );
      const versions = async () =>
        (await doing(sidecar)<{ items: Array<{ version: number }> }>('GET', 'channels')).items.map(
          ({ version }) => version,
        );
      expect(new Set(await versions())).toEqual(new Set([1]));
      await sidecar.restart();
      expect(new Set(await versions()), 'the same files').toEqual(new Set([1]));
      await sidecar.provision(files());
      await sidecar.restart();
      expect((await versions()).filter((version) => version === 2).length, 'other addresses').toBe(5);
      const stored = await everythingStored(databaseUrl);
      expect(placesOf(stored, KNOWN)).toEqual([]);
      expect(
        placesOf([{ where: 'log', text: sidecar.log.map((line) => JSON.stringify(line)).join('\n') }], KNOWN),
      ).toEqual([]);
    } finally {
      await sidecar.remove();
      await sink.stop();
    }
  }, 120_000);
});
