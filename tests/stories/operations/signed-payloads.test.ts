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

  tell('the secret is renewed: what is signed with the one before is taken for another day', world, async (story) => {
    const path = `integrations/${story.integration}-signed`;
    const token = `renewed-${story.integration}-0123456789`;
    const stated = (secret: string) => ({ id: `${story.integration}-signed`, type: 'grafana', token, routes: [{ drop: true }], hmac: { secret, header: 'X-Grafana-Alerting-Signature' } });
    const send = (_: Story, text: string, signature: string) => story.sidecar.ingest(token, text, { 'Content-Type': 'application/json', 'X-Grafana-Alerting-Signature': signature });
    const policies = await story.sidecar.api<{ items: Array<{ id: string }> }>('GET', 'policies');
    const policy = policies.body.items[0]?.id;
    expect((await story.sidecar.api('POST', 'integrations', { ...stated(SECRET), policy })).status).toBe(201);
    const renewed = await story.sidecar.api('PUT', path, { ...stated('renewed'), policy });
    expect(renewed.status, JSON.stringify(renewed.body)).toBe(200);
    expect(JSON.stringify((await story.sidecar.api('GET', path)).body)).not.toContain(SECRET);
    expect((await send(story, body, sign(body))).status, 'before Grafana has it').toBe(202);
    expect((await send(story, body, sign(body, 'renewed'))).status).toBe(202);
    await story.passes('25h');
    expect((await send(story, body, sign(body))).status, 'a day later').toBe(401);
    expect((await send(story, body, sign(body, 'renewed'))).status).toBe(202);
  });
});
