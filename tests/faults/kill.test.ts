/** Promises 1 and 3: a sidecar that is killed at any moment loses nothing and repeats only under the same key. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { kills } from '../support/depth.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { expectNothingLost, seededChance, startStorm, stormProvisioning } from './storm.ts';

onEachDatabase(`kill -9, ${kills} times under load`, (database) => {
  let sink: WebhookSink;
  let sidecar: Sidecar;
  beforeEach(async () => {
    sink = await startWebhookSink();
    sidecar = await startSidecar({
      provisioning: stormProvisioning(sink),
      databaseUrl: await database.fresh(),
      clock: 'system',
    });
  });
  afterEach(async () => {
    await sidecar.remove();
    await sink.stop();
  });

  it(
    'loses no alert and no page, and repeats only under the same key',
    async () => {
      const chance = seededChance(`kill -9 on ${database.kind}`);
      const storm = startStorm([sidecar]);
      for (let n = 0; n < kills; n++) {
        await pause(chance() * 700);
        await sidecar.kill9();
        await restart(sidecar, chance);
      }
      await pause(300);
      await storm.stop();
      const { incidents, repeats } = await expectNothingLost(sidecar, sink, [storm]);
      console.log(
        `${database.kind}: ${kills} kills, ${incidents} incidents, ${storm.accepted.length} answered, ${repeats} pages repeated`,
      );
      expect(incidents).toBeGreaterThan(kills);
      expect(sidecar.errors).toEqual([]);
      // A start takes a second on an idle machine, and several on one that is busy.
    },
    60_000 + kills * 15_000,
  );
});

/** Now and then it is killed while it still starts. */
async function restart(sidecar: Sidecar, chance: () => number): Promise<void> {
  while (chance() < 0.2) {
    const starting = sidecar.start().catch(() => undefined);
    await pause(chance() * 900);
    await sidecar.kill9();
    await starting;
  }
  await sidecar.start();
}
