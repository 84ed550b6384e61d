import { describe, expect, it } from 'vitest';
import { fakeIncident, fakeMessage } from '../shared/testing/delivery.fake.ts';
import { useBench } from '../shared/http/http-bench.fake.ts';
import { definition } from './definition.ts';
import { renderTelegram } from './render.ts';
import { createTelegramChannel } from './send.ts';

const bench = useBench((deps, apiUrl) =>
  createTelegramChannel({
    ...deps,
    services: () => [{ id: 'bot', settings: { apiUrl: `${apiUrl}/` }, secrets: { token: '1:A' } }],
  }),
);

describe('a message in Telegram', () => {
  it('to a person goes through the bot', async () => {
    bench.peer().answer({ status: 200, body: '{"ok":true,"result":{"message_id":77}}' });
    expect(await bench.send(() => ({ to: '123' }))).toEqual({ kind: 'done', providerId: 'bot/123/77' });
    expect(bench.peer().received[0]?.path).toBe('/bot1:A/sendMessage');
    expect(bench.body()).toMatchObject({ chat_id: '123', parse_mode: 'HTML', disable_notification: false });
  });

  it('to a room goes through its own bot', async () => {
    await bench.send((url) => ({ settings: { apiUrl: url, chat: -1001234 }, secrets: { token: '2:B' } }));
    expect(bench.peer().received[0]?.path).toBe('/bot2:B/sendMessage');
    expect(bench.body()).toMatchObject({ chat_id: '-1001234' });
  });

  it('is HTML of the kind that Telegram takes', () => {
    const { text } = renderTelegram(
      fakeMessage({ incident: fakeIncident({ title: '<b>&"\'', url: 'javascript:alert(1)' }) }),
      '1',
    );
    expect(text.split('\n')[0]).toBe("<b>[Critical] &lt;b&gt;&amp;&quot;' (#1042)</b>");
    expect(text).toContain('<a href="https://vigie.example.com/r/TOKEN/acknowledge">Acknowledge</a>');
    expect(text).not.toContain('javascript:');
    expect(
      [...text.matchAll(/&[^;]*;/g)].every(([entity]) => ['&lt;', '&gt;', '&amp;', '&quot;'].includes(entity)),
    ).toBe(true);
  });

  it('stays below 4,096 characters', () => {
    const huge = '火 '.repeat(50_000);
    const labels = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}${huge}`, huge]));
    const incident = fakeIncident({ title: huge, description: huge, source: huge, labels });
    for (const message of [
      fakeMessage({ incident, policy: huge, next: { at: 0, what: huge } }),
      fakeMessage({ kind: 'update', incident, policy: huge, update: { kind: 'note', actor: huge, text: huge } }),
    ]) {
      expect(renderTelegram(message, '1').text.replace(/<[^>]*>/g, '').length).toBeLessThanOrEqual(4096);
    }
  });

  it('is silent if nobody must act', () => {
    const isSilent = (kind: 'resolved' | 'confirm') =>
      renderTelegram(fakeMessage({ kind: 'update', update: { kind, actor: null, text: null } }), '1')
        .disable_notification;
    expect([isSilent('resolved'), isSilent('confirm')]).toEqual([true, false]);
  });
});

describe('Telegram answers', () => {
  it.each([
    [400, 'Bad Request: chat not found', 'never', 'bad-address'],
    [403, 'Forbidden: bot was blocked by the user', 'never', 'bad-address'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'never', 'bad-address'],
    [400, "Bad Request: can't parse entities", 'never', 'refused'],
    [401, 'Unauthorized', 'retry', 'misconfigured'],
    [404, 'Not Found', 'retry', 'misconfigured'],
    [500, 'Internal Server Error', 'retry', 'server-error'],
  ])('%i %s', async (status, description, kind, reason) => {
    bench.peer().answer({ status, body: JSON.stringify({ ok: false, error_code: status, description }) });
    expect(await bench.send(() => ({ to: '123' }))).toMatchObject({ kind, reason });
  });

  it('how long to wait, in its body', async () => {
    bench.peer().answer({ status: 429, body: '{"ok":false,"parameters":{"retry_after":14}}' });
    expect(await bench.send(() => ({ to: '123' }))).toMatchObject({
      kind: 'retry',
      reason: 'rate-limited',
      after: 14_000,
    });
  });

  it.each(['', 'null', '[]', '{"result":null', 'x'])('200 with the body %j', async (body) => {
    bench.peer().answer({ status: 200, body });
    expect(await bench.send(() => ({ to: '123' }))).toEqual({ kind: 'done', providerId: null });
  });
});

describe('a chat', () => {
  it.each(['123456', '-1001234567890', '@sre_alerts'])('%s is one', (to) =>
    expect(definition.address.validate(to)).toBeNull(),
  );

  it.each(['ann', '+33612345678', '@a', '@1abc', '12 3', ''])('"%s" is none', async (to) => {
    expect(definition.address.validate(to)).toContain('must be');
    expect(await bench.send(() => ({ to }))).toMatchObject({ kind: 'never', reason: 'bad-address' });
    expect(bench.peer().received).toEqual([]);
  });
});

describe('without a bot', () => {
  const none = useBench((deps) => createTelegramChannel({ ...deps, services: () => [] }));
  it('nobody is reached, and the reason is given', async () => {
    expect(await none.send(() => ({ to: '123' }))).toMatchObject({ kind: 'retry', reason: 'not-configured' });
  });

  it.each(['1', '1:a/../x', '1:a?b', 'https://x'])('a token that is none says so: %s', async (token) => {
    expect(await none.send((url) => ({ settings: { apiUrl: url, chat: '1' }, secrets: { token } }))).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
    });
    expect(none.peer().received).toEqual([]);
  });

  it('a room without a token says so', async () => {
    expect(await none.send((url) => ({ settings: { apiUrl: url, chat: '1' } }))).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
    });
  });
});
