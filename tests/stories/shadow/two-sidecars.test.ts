/** Two sidecars on one database that disagree about `VIGIE_SHADOW`. */
import { expect, test } from 'vitest';
import { onPostgres } from '../../support/databases.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { until } from '../../support/waiting.ts';
import { startWebhookSink } from '../../support/webhook-sink.ts';

const token = 'token-of-scripts-0123456789';

const provisioning = (hook: string) =>
  JSON.stringify({
    apiVersion: 1,
    users: [
      {
        login: 'ann',
        contactMethods: [{ id: 'hook', type: 'webhook', to: hook }],
        notificationRules: { default: [{ method: 'hook' }], urgent: [{ method: 'hook' }] },
      },
    ],
    escalationPolicies: [{ id: 'main', name: 'Main', steps: [{ notify: [{ user: 'ann' }] }] }],
    integrations: [{ id: 'scripts', name: 'Scripts', type: 'webhook', token, policy: 'main' }],
  });

interface Status {
  shadow: { all: boolean; setting: boolean };
}

const shadowOf = async (sidecar: Sidecar) => {
  const { all, setting } = (await sidecar.api<Status>('GET', 'status')).body.shadow;
  return { all, setting };
};

interface Pages {
  items: Array<{ deliveries: Array<{ outcome: string | null }> }>;
}

onPostgres('VIGIE_SHADOW on one of two sidecars', (database) => {
  test('holds for both while it runs, whoever takes the alert; ends a minute after it, and what follows is real', async () => {
    const sink = await startWebhookSink();
    const options = { provisioning: provisioning(sink.url('/ann')), databaseUrl: await database.fresh() };
    const real = await startSidecar({ ...options, env: { VIGIE_SHADOW: 'false' } });
    const shadowed = await startSidecar({ ...options, env: { VIGIE_SHADOW: 'true' } });
    const both = [real, shadowed];
    const passes = async (duration: string, sidecars = both) => {
      await Promise.all(sidecars.map((sidecar) => sidecar.advance(duration)));
    };
    const pagesOn = async (sidecar: Sidecar, title: string) => {
      const { body } = await sidecar.api<{ items: Array<{ id: string; title: string }> }>('GET', 'incidents');
      const { id } = body.items.find((one) => one.title === title) ?? { id: 'none' };
      const { items } = (await sidecar.api<Pages>('GET', `incidents/${id}/pages`)).body;
      return items.flatMap(({ deliveries }) => deliveries.map(({ outcome }) => outcome));
    };
    try {
      for (const [index, sidecar] of both.entries()) {
        await sidecar.ingest(token, { id: `${index}`, title: `Disk ${index}`, status: 'firing' });
      }
      for (const title of ['Disk 0', 'Disk 1']) {
        await until(`${title} is suppressed`, async () => {
          await passes('1s');
          return (await pagesOn(real, title)).includes('shadow');
        });
      }
      await passes('6s');
      expect([await shadowOf(real), await shadowOf(shadowed)]).toEqual([
        { all: true, setting: false },
        { all: true, setting: true },
      ]);
      expect(real.errors.map(({ msg }) => msg)).toEqual([expect.stringMatching(/VIGIE_SHADOW/)]);
      expect(shadowed.errors).toEqual([]);
      expect(sink.items).toEqual([]);

      await shadowed.stop();
      // Its last sign of life is up to six seconds old.
      await passes('50s', [real]);
      expect((await shadowOf(real)).all).toBe(true);
      await passes('20s', [real]);
      expect((await shadowOf(real)).all).toBe(false);
      await real.ingest(token, { id: 'after', title: 'After', status: 'firing' });
      await passes('1s', [real]);
      await sink.waitFor(({ path }) => path === '/ann');
      expect(sink.items.map(({ raw }) => raw)).toEqual([expect.stringContaining('After')]);
    } finally {
      await Promise.all(both.map((sidecar) => sidecar.remove()));
      await sink.stop();
    }
  });
});
