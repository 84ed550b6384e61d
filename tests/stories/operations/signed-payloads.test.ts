import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { grafana } from '../payloads.ts';

const SECRET = 'what grafana and vigie share';
const world = { integration: { type: 'grafana' as const, hmac: { secret: SECRET } } };

function send(story: Story, body: string, signature: string | null): Promise<{ status: number }> {
  const signed: Record<string, string> = signature === null ? {} : { 'X-Grafana-Alerting-Signature': signature };
  return story.sidecar.ingest(`token-of-${story.integration}-0123456789`, body, {
    'Content-Type': 'application/json',
    ...signed,
  });
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
    const stated = (secret: string) => ({
      id: `${story.integration}-signed`,
      type: 'grafana',
      token,
      routes: [{ drop: true }],
      hmac: { secret, header: 'X-Grafana-Alerting-Signature' },
    });
    const send = (_: Story, text: string, signature: string) =>
      story.sidecar.ingest(token, text, {
        'Content-Type': 'application/json',
        'X-Grafana-Alerting-Signature': signature,
      });
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
    await story.sidecar.api('DELETE', path);
  });

  tell(
    'another sender has a secret of its own, which is never shown, stays when others are made, and can be taken away',
    world,
    async (story) => {
      const id = `${story.integration}-shared`;
      const token = `shared-${story.integration}-0123456789`;
      const { body: policies } = await story.sidecar.api<{ items: Array<{ id: string }> }>('GET', 'policies');
      const save = async (others: object[]) => {
        const stated = {
          id,
          type: 'grafana',
          token,
          routes: [{ drop: true }],
          policy: policies.items[0]?.id,
          hmac: { secret: SECRET, others },
        };
        const there = (await story.sidecar.api('GET', `integrations/${id}`)).status === 200;
        return story.sidecar.api<{ hmac: object }>(
          there ? 'PUT' : 'POST',
          there ? `integrations/${id}` : 'integrations',
          stated,
        );
      };
      const taken = async (secret: string) =>
        (
          await story.sidecar.ingest(token, body, {
            'Content-Type': 'application/json',
            'X-Grafana-Alerting-Signature': sign(body, secret),
          })
        ).status;
      expect((await save([{ name: 'Oslo', secret: 'of oslo' }])).body).toMatchObject({
        hmac: { secret: null, others: [{ name: 'Oslo', secret: null }] },
      });
      expect(
        (
          await save([
            { name: 'Oslo', secret: null },
            { name: 'Rome', secret: 'of rome' },
          ])
        ).status,
      ).toBe(200);
      expect(await Promise.all([SECRET, 'of oslo', 'of rome', 'of nobody'].map(taken))).toEqual([202, 202, 202, 401]);
      expect(
        (
          await save([
            { name: 'Rome', secret: null },
            { name: 'Rome', secret: 'twice' },
          ])
        ).status,
      ).toBe(400);
      expect((await save([{ name: 'New', secret: null }])).status, 'a name that has no secret yet').toBe(400);
      expect((await save([{ name: 'Rome', secret: null }])).status).toBe(200);
      expect(await Promise.all([SECRET, 'of oslo', 'of rome'].map(taken))).toEqual([202, 401, 202]);
      await story.sidecar.api('DELETE', `integrations/${id}`);
    },
  );
});
