/** A disk that takes two seconds a commit: what reads is answered meanwhile, and pages and steps are late by commits, no more. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { stormProvisioning, stormToken } from './storm.ts';

const preload = pathToFileURL(path.join(import.meta.dirname, 'slow-flush.ts')).href;
const FLUSH_MS = 2000;
const STEP_MS = 5000;
/** For all else on a busy machine. */
const SLACK_MS = 2500;

let sink: WebhookSink;
let sidecar: Sidecar;
beforeEach(async () => {
  sink = await startWebhookSink();
  sidecar = await startSidecar({
    provisioning: stormProvisioning(sink).replace('wait: 1s', 'wait: 5s'),
    clock: 'system',
    env: { NODE_OPTIONS: `--import=${preload}` },
  });
  process.kill(sidecar.pid, 'SIGUSR2');
});
afterEach(async () => {
  await sidecar.remove();
  await sink.stop();
});

const pagesOf = (person: string) => sink.items.filter(({ path: to }) => to === `/${person}`);
const titles = (person: string) => pagesOf(person).map(({ body }) => (body['incident'] as { title: string }).title);

it('alerts are answered once on disk, page at once, and escalate after their wait', async () => {
  const names = Array.from({ length: 20 }, (_, n) => `problem ${n}`);
  const sent = performance.now();
  const answered = names.map(async (id) => {
    const { status } = await sidecar.ingest(stormToken, { id, title: id, status: 'firing' });
    return { status, after: performance.now() - sent };
  });
  const looked = performance.now();
  expect((await sidecar.api('GET', 'incidents')).status).toBe(200);
  expect(performance.now() - looked, 'a reader').toBeLessThan(FLUSH_MS);
  for (const { status, after } of await Promise.all(answered)) {
    expect(status).toBe(202);
    expect(after).toBeGreaterThanOrEqual(FLUSH_MS);
    // The first alert is taken in by itself, the others together, each after the flush that is under way.
    expect(after).toBeLessThan(4 * FLUSH_MS + SLACK_MS);
  }
  await sink.waitForCount(2 * names.length, 60_000);
  for (const person of ['ann', 'ben']) {
    expect(titles(person).sort(), person).toEqual([...names].sort());
  }
  const [first, last] = [pagesOf('ann')[0]?.at ?? NaN, pagesOf('ben').at(-1)?.at ?? NaN];
  expect(last - first, 'the wait, and the flushes of alerts, outcomes and steps').toBeLessThan(
    STEP_MS + 4 * FLUSH_MS + SLACK_MS,
  );
  expect(sidecar.errors).toEqual([]);
});
