import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { grafana } from '../payloads.ts';

const SECRET = 'what grafana and vigie share';
const world = { integration: { type: 'grafana' as const, hmac: { secret: SECRET } } };

function send(story: Story, body: string, signature: string | null): Promise<{ status: number }> {
  const signed: Record<string, string> = signature === null ? {} : { 'X-Grafana-Alerting-Signature': signature };
  return story.sidecar.ingest(`token-of-${story.integration}-0123456789`, body, { 'Content-Type': 'application/json', ...signed });
}

const sign = (text: string, secret = SECRET) => createHmac('sha256', secret).update(text).digest('hex');

stories('An integration with a secret takes only what is signed with it', (tell) => {
  const body = JSON.stringify(grafana([{ name: 'web-1' }]));

  tell('signed: taken', world, async (story) => {
    expect((await send(story, body, sign(body))).status).toBe(202);
    await story.reached('ann by hook');
  });

  tell('signed with another secret, or over another body, or not at all: 401, and kept', world, async (story) => {
    expect((await send(story, body, sign(body, 'guess'))).status).toBe(401);
    expect((await send(story, body, sign(`${body} `))).status).toBe(401);
    expect((await send(story, body, null)).status).toBe(401);
    expect(await story.incidents()).toEqual([]);
    const kept = await story.sidecar.api<{ items: unknown[] }>('GET', `integrations/${story.integration}/rejected`);
    expect(kept.body.items).toHaveLength(3);
  });
});
