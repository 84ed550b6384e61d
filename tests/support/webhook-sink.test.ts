import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isSignedWith, startWebhookSink, type WebhookSink } from './webhook-sink.ts';

let sink: WebhookSink;
beforeEach(async () => {
  sink = await startWebhookSink();
});
afterEach(() => sink.stop());

function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(sink.url(path), { method: 'POST', body, headers, signal: AbortSignal.timeout(300) });
}

it('keeps what it gets', async () => {
  const response = await post('/ann', '{"kind":"page"}', { 'Idempotency-Key': 'k1' });
  expect(response.status).toBe(200);
  expect(await sink.waitFor(({ path }) => path === '/ann')).toMatchObject({
    body: { kind: 'page' },
    headers: { 'idempotency-key': 'k1' },
  });
});

it('keeps what is not JSON too', async () => {
  await post('/ann', 'hello');
  expect(sink.items[0]?.body).toEqual({ text: 'hello' });
});

it('fails per path, as often as asked', async () => {
  sink.mode({ status: 503, retryAfter: 7 }, '/ann', 1);
  const first = await post('/ann', '{}');
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '7']);
  expect((await post('/ann', '{}')).status).toBe(200);
  expect((await post('/ben', '{}')).status).toBe(200);
  expect(sink.items.map(({ mode }) => mode)).toEqual([{ status: 503, retryAfter: 7 }, 'ok', 'ok']);
});

it.each(['hang', 'drop'] as const)('%s never answers', async (mode) => {
  sink.mode(mode);
  await expect(post('/ann', '{}')).rejects.toThrow();
  expect(sink.items).toHaveLength(1);
});

it('knows a signature by its secret', async () => {
  const signature = createHmac('sha256', 's3cret').update('1700000000.{}').digest('hex');
  await post('/ann', '{}', { 'X-Vigie-Timestamp': '1700000000', 'X-Vigie-Signature': `sha256=${signature}` });
  const [delivery] = await sink.waitForCount(1);
  expect([isSignedWith(delivery!, 's3cret'), isSignedWith(delivery!, 'other')]).toEqual([true, false]);
});
