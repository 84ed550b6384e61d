/** A sidecar freezes in the middle of an attempt that has not left yet, and goes on where it stopped: the page comes once. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onEachDatabase, onPostgres } from '../support/databases.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { startDnsServer, whyNoDnsServer, type DnsServer } from './dns-server.ts';

const token = 'frozen-token-0123456789';
/** Longer than a lease. */
const FROZEN_MS = 5000;
/** The pages that came after this time would have come by then. */
const QUIET_MS = 2000;

const provisioning = (sink: WebhookSink) => `apiVersion: 1
users:
  - { login: ann, contactMethods: [{ id: hook, type: webhook, to: "http://ann.example.com:${sink.port}/ann" }] }
escalationPolicies:
  - { id: p, steps: [{ notify: [{ user: ann }], wait: 1d }] }
integrations:
  - { id: in, type: webhook, token: ${token}, policy: p }
`;

const missing = whyNoDnsServer();

describe.skipIf(missing !== null)(
  `frozen while a name is looked up${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    let slow: DnsServer;
    let sink: WebhookSink;
    const sidecars: Sidecar[] = [];
    const start = async (databaseUrl: string, { through }: DnsServer) => {
      const sidecar = await startSidecar({ provisioning: provisioning(sink), databaseUrl, clock: 'system', through });
      sidecars.push(sidecar);
      return sidecar;
    };
    beforeEach(async () => {
      [slow, sink] = await Promise.all([startDnsServer(), startWebhookSink()]);
    });
    afterEach(async () => {
      await Promise.all(sidecars.splice(0).map((sidecar) => sidecar.remove()));
      await Promise.all([slow.stop(), sink.stop()]);
    });

    /** The attempt is under its lease, and waits for the address. */
    async function begin(sidecar: Sidecar): Promise<void> {
      const { status } = await sidecar.ingest(token, { id: 'p', title: 'Disk full' });
      expect(status).toBe(202);
      await until('the name is asked for', () => slow.asked.size > 0, 5000);
    }

    async function goOn(sidecar: Sidecar): Promise<void> {
      slow.answer();
      sidecar.resume();
      await sidecar.logLine(({ msg }) => String(msg).startsWith('a lease expired before its job was sent'), 30_000);
      await sink.waitForCount(1, 30_000);
      await pause(QUIET_MS);
      expect(sink.items.map(({ path }) => path)).toEqual(['/ann']);
      expect(sidecar.errors).toEqual([]);
    }

    onEachDatabase('nobody is beside it', (database) => {
      it('it claims the page again, and sends it once', async () => {
        const alone = await start(await database.fresh(), slow);
        await begin(alone);
        alone.pause();
        await pause(FROZEN_MS);
        await goOn(alone);
      });
    });

    onPostgres('another sidecar is beside it', (database) => {
      it('what the other has sent is not sent again', async () => {
        const quick = await startDnsServer('127.77.0.54');
        quick.answer();
        try {
          const databaseUrl = await database.fresh();
          const one = await start(databaseUrl, slow);
          await start(databaseUrl, quick);
          await begin(one);
          one.pause();
          await sink.waitForCount(1, 10_000);
          await goOn(one);
        } finally {
          await quick.stop();
        }
      });
    });
  },
);
