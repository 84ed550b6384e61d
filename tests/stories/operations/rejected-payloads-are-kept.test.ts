import { request } from 'node:http';
import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';

interface Rejected {
  id: string;
  reason: string;
  body: string;
}

async function rejected(story: Story): Promise<Rejected[]> {
  const { status, body } = await story.sidecar.api<{ items: Rejected[] }>(
    'GET',
    `integrations/${story.integration}/rejected`,
  );
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
}

const send = (story: Story, body: unknown, headers: Record<string, string> = {}) =>
  story.sidecar.ingest<{ error: { message: string } }>(`token-of-${story.integration}-0123456789`, body, headers);

/** Only says how much would come; who sends it all may find the connection closed before the answer is read. */
function announce(story: Story, bytes: number): Promise<number | undefined> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': bytes };
  return new Promise((resolve, reject) => {
    const sent = request(
      `${story.sidecar.url}/in/token-of-${story.integration}-0123456789`,
      { method: 'POST', headers },
      (response) => {
        resolve(response.statusCode);
        sent.destroy();
      },
    );
    sent.once('error', reject);
    sent.flushHeaders();
  });
}

stories('What cannot be taken is answered with the reason and kept', (tell) => {
  tell(
    'broken JSON: 400, the reason, and the bytes as they came',
    { integration: { type: 'alertmanager' } },
    async (story) => {
      const answer = await send(story, '{"alerts": [', { 'Content-Type': 'application/json' });
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toMatch(/JSON/);
      expect(await rejected(story)).toMatchObject([{ body: '{"alerts": [' }]);
    },
  );

  tell('JSON of another shape: where it is wrong', { integration: { type: 'alertmanager' } }, async (story) => {
    const answer = await send(story, { alerts: [{ labels: {} }, 'oops'] });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('alerts[1]');
    expect((await rejected(story))[0]?.reason).toContain('alerts[1]');
  });

  tell('a type that is neither JSON nor a form: 415', {}, async (story) => {
    expect((await send(story, '<alert/>', { 'Content-Type': 'application/xml' })).status).toBe(415);
    expect(await rejected(story)).toHaveLength(1);
  });

  tell('too large: 413', {}, async (story) => {
    expect(await announce(story, 5 * 1024 * 1024 + 1)).toBe(413);
  });

  tell('only the last 50 are kept', {}, async (story) => {
    for (let i = 0; i < 52; i++) {
      await send(story, `{ ${i}`, { 'Content-Type': 'application/json' });
    }
    const kept = await rejected(story);
    expect(kept.length).toBeLessThanOrEqual(50);
    expect(kept.map(({ body }) => body)).toContain('{ 51');
    expect(kept.map(({ body }) => body)).not.toContain('{ 1');
  });

  tell('an unknown token: 401, and nothing is kept of it', {}, async (story) => {
    expect((await story.sidecar.ingest('no-such-token', { title: 'Hello' })).status).toBe(401);
    expect(await rejected(story)).toEqual([]);
  });
});
