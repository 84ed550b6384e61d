/** How long an alert takes to its page. */
import type { Sidecar } from '../support/sidecar.ts';
import type { WebhookSink } from '../support/webhook-sink.ts';
import { ingestToken } from './subjects.ts';

/** @returns ms from the alert to the page */
export async function pageTime(sidecar: Sidecar, sink: WebhookSink, id: string): Promise<number> {
  sink.take();
  const started = performance.now();
  const { status } = await sidecar.ingest(ingestToken, { id, title: id, severity: 'critical', status: 'firing' });
  if (status !== 202) throw new Error(`the alert was answered ${status}`);
  const { at } = await sink.waitFor(({ body }) => body['kind'] === 'page');
  return at - started;
}
