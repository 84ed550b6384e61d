/**
 * Addresses that are secrets are sealed in a database that a released version made; that version, started on it again,
 * still pages people, and what it writes is sealed by the next start of this one.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { everythingStored, placesOf } from '../security/stored-text.ts';
import { onEachDatabase, onPostgres } from '../support/databases.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { copyOf, RELEASED } from './databases.ts';
import type { Kept } from './databases.ts';
import { startPeers } from './peers.ts';
import type { Peers } from './peers.ts';

const TOKEN = 'token-of-the-alerts-of-dee-0123456789';

/** The second is used where the first fails. Its address is no secret: a key stands beside it. */
const smsServices = ({ sink }: Peers) => [
  {
    id: 'first',
    type: 'sms-http',
    settings: { url: sink.url('/first-gateway'), body: '{"text": {{ text | json }}}', order: 1 },
  },
  {
    id: 'second',
    type: 'twilio-sms',
    settings: { accountSid: `AC${'0'.repeat(32)}`, from: '+33123456789', apiUrl: sink.url('/twilio'), order: 2 },
    secrets: { authToken: '0'.repeat(32) },
  },
];

for (const release of RELEASED) {
  onEachDatabase(`Addresses in a database of ${release}`, (database) => {
    let peers: Peers;
    let kept: Kept;
    const running: Sidecar[] = [];
    const run = async (of?: string) => {
      const one = await startSidecar({
        ...(of === undefined ? {} : { release: of }),
        provisioning: kept.files,
        databaseUrl: kept.url,
        env: peers.env,
      });
      running.push(one);
      return one;
    };
    beforeAll(async () => {
      peers = await startPeers();
      kept = await copyOf(release, database);
    }, 60_000);
    afterAll(async () => {
      await Promise.all(running.map((one) => one.remove()));
      await peers.stop();
    });

    /** Of the files, and of what the next test makes by the API. */
    const secrets = () =>
      ['/ann', '/room', '/sms', '/dee', '/topic-of-dee', '/tickets', '/first-gateway'].map((path) =>
        peers.sink.url(path),
      );
    const found = async () => {
      const stored = await everythingStored(kept.url);
      return secrets().flatMap((secret) => placesOf(stored, secret));
    };
    const page = async (sidecar: Sidecar, id: string) => {
      expect((await sidecar.ingest(TOKEN, { id, title: `About ${id}` })).status).toBe(202);
      await sidecar.advance('1s');
      await sidecar.advance('1m');
    };
    const mailed = (to: string, text: string) =>
      until(`${to} has a mail: ${text}`, () =>
        peers.mailbox.items.some((mail) => mail.to.includes(to) && mail.text.includes(text)),
      );

    it('are there as they are before, and are sealed a moment after the first start, beside others once no earlier release was seen for minutes', async () => {
      const before = await found();
      expect(before.map((place) => place.split(':')[0])).toEqual(expect.arrayContaining(['config', 'audit']));
      const sidecar = await run();
      await sidecar.advance('1s');
      if (database.kind === 'postgres') {
        expect(await found()).toEqual(before);
        for (let minutes = 0; minutes < 15; minutes += 5) {
          await sidecar.advance('5m');
        }
      }
      expect(await found()).toEqual([]);
      const { body } = await sidecar.api<{ settings: object }>('GET', 'channels/room');
      expect(body.settings).toMatchObject({ url: peers.sink.url('/room') });

      const dee = {
        login: 'dee',
        name: 'Dee',
        email: 'dee@example.com',
        contactMethods: [
          { id: 'hook', type: 'webhook', to: peers.sink.url('/dee'), verified: true },
          { id: 'topic', type: 'ntfy', to: peers.sink.url('/topic-of-dee'), verified: true },
          { id: 'mail', type: 'email', to: 'dee@example.com', verified: true },
        ],
        notificationRules: {
          default: [{ method: 'hook' }, { method: 'topic', after: '1h' }, { method: 'mail', after: '2h' }],
          urgent: [{ method: 'hook' }, { method: 'topic', after: '1h' }, { method: 'mail', after: '2h' }],
        },
      };
      const tickets = { id: 'tickets', type: 'webhook', settings: { url: peers.sink.url('/tickets') } };
      const steps = [{ notify: [{ user: 'dee' }, { user: 'sam' }, { channel: 'tickets' }], wait: '1d' }];
      const [first, second] = smsServices(peers);
      for (const [route, body] of [
        ['channels', tickets],
        ['channels', first],
        ['channels', second],
        ['users', { login: 'sam' }],
        ['policies', { id: 'dee', steps }],
      ] as const) {
        const made = await sidecar.api('POST', route, body);
        expect(made.status, JSON.stringify(made.body)).toBe(201);
      }
      expect((await sidecar.api('PUT', 'users/dee', dee)).status).toBe(200);
      const sam = { login: 'sam', contactMethods: [{ id: 'sms', type: 'sms', to: '+33612345678', verified: true }] };
      expect((await sidecar.api('PUT', 'users/sam', sam)).status).toBe(200);
      const alerts = { id: 'dee', type: 'webhook', policy: 'dee', token: TOKEN };
      expect((await sidecar.api('POST', 'integrations', alerts)).status).toBe(201);
      await page(sidecar, 'sealed');
      expect(peers.sink.items.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['/dee', '/tickets', '/first-gateway']),
      );
      expect(await found()).toEqual([]);
      expect(sidecar.errors).toEqual([]);
      await sidecar.stop();
    }, 120_000);

    it(`${release} pages by what it can read, at once, and fails at nothing`, async () => {
      const sidecar = await run(release);
      const { length } = peers.sink.items;
      await page(sidecar, 'gone-back');
      await mailed('dee@example.com', 'About gone-back');
      expect(peers.sink.items.slice(length).map(({ path }) => path)).not.toContain('/dee');
      const later = peers.sink.items.slice(length).map(({ path }) => path);
      expect(
        later.some((path) => path.startsWith('/twilio/')),
        'the next SMS service is used',
      ).toBe(true);
      expect(later).not.toContain('/first-gateway');
      // What files state it writes again as it is.
      expect((await sidecar.api<{ settings: object }>('GET', 'channels/room')).body.settings).toMatchObject({
        url: peers.sink.url('/room'),
      });
      expect(sidecar.errors).toEqual([]);
      await sidecar.stop();
    }, 120_000);

    it('are sealed again by the next start, and are as they were', async () => {
      expect((await found()).length).toBeGreaterThan(0);
      const sidecar = await run();
      await sidecar.advance('1s');
      expect(await found()).toEqual([]);
      const { length } = peers.sink.items;
      await page(sidecar, 'forward-again');
      expect(peers.sink.items.slice(length).map(({ path }) => path)).toEqual(
        expect.arrayContaining(['/dee', '/tickets']),
      );
      expect(sidecar.errors).toEqual([]);
    }, 120_000);
  });
}

/** A release runs beside the one before it. */
const BEFORE = RELEASED.at(-1) ?? '';

onPostgres(`While ${BEFORE} is connected`, (database) => {
  const running: Sidecar[] = [];
  let peers: Peers;
  beforeAll(async () => {
    peers = await startPeers();
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.remove()));
    await peers.stop();
  });

  it('nothing is sealed that it must read; when it is gone, everything is', async () => {
    const kept = await copyOf(BEFORE, database);
    const run = async (release?: string) => {
      const options = { provisioning: kept.files, databaseUrl: kept.url, env: peers.env };
      const one = await startSidecar(release === undefined ? options : { ...options, release });
      running.push(one);
      return one;
    };
    const places = async () => placesOf(await everythingStored(kept.url), peers.sink.url('/ann'));
    const old = await run(BEFORE);
    const fresh = await run();
    await fresh.advance('10m');
    expect((await places()).length).toBeGreaterThan(0);
    await old.stop();
    // It may only be started again.
    await fresh.advance('5m');
    expect((await places()).length).toBeGreaterThan(0);
    for (let minutes = 0; minutes < 15; minutes += 5) {
      await fresh.advance('5m');
    }
    expect(await places()).toEqual([]);
    expect(fresh.errors).toEqual([]);
  }, 120_000);
});
