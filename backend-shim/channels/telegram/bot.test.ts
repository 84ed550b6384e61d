import { checkOwn } from '../../configuration/own-checks.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGuardedHttp } from '../../adapters/guarded-http.ts';
import type { GuardedHttp } from '../../adapters/guarded-http.ts';
import type { Channel, ChannelService, DeliveryRequest, IncomingPress, InboundHandler } from '../../ports/channel.ts';
import { createFakeClock, fakeIncident, fakeMessage, fakeRequest } from '../shared/testing/delivery.fake.ts';
import { createTelegramChannel } from './send.ts';
import { startFakeTelegram, TELEGRAM_TOKEN } from './telegram.fake.ts';
import type { FakeTelegram } from './telegram.fake.ts';

const SECRET = 'a-secret-of-the-webhook';
let telegram: FakeTelegram;
let http: GuardedHttp;
let channel: Channel;
let bot: ChannelService;
let presses: IncomingPress[];
beforeEach(async () => {
  telegram = await startFakeTelegram();
  http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
  bot = { id: 'bot', settings: { apiUrl: telegram.url }, secrets: { token: TELEGRAM_TOKEN, webhookSecret: SECRET } };
  channel = createTelegramChannel({ http, clock: createFakeClock(), services: () => [bot] });
  presses = [];
  channel.hear?.({
    press: async (press: IncomingPress) => (
      presses.push(press),
      press.from === '123' ? { done: true, text: 'done' } : { done: false, text: 'Who are you?' }
    ),
  } as unknown as InboundHandler);
});
afterEach(async () => {
  await channel.close?.();
  await telegram.close();
  await http.close();
});

const send = (change: Partial<DeliveryRequest> = {}) => channel.send(fakeRequest({ to: '123', ...change }));
const idOf = async (sending: ReturnType<typeof send>) => {
  const outcome = await sending;
  return outcome.kind === 'done' ? outcome.providerId : null;
};
const resolved = () =>
  fakeMessage({
    kind: 'update',
    incident: fakeIncident({ state: 'resolved', by: 'Ben Petit' }),
    update: { kind: 'resolved', actor: 'Ben Petit', text: null },
  });

describe('a message through the bot', () => {
  it('has buttons', async () => {
    expect(await idOf(send())).toBe('bot/123/1');
    expect(telegram.messages[0]?.buttons.map(({ text }) => text)).toEqual([
      'Acknowledge',
      'Resolve',
      'Snooze 1h',
      'Escalate',
      'Open',
    ]);
    expect(telegram.messages[0]?.buttons.every(({ callback_data: data }) => (data ?? '').length <= 64)).toBe(true);
  });

  it('has none if they are off, or if the address is not public', async () => {
    bot = { ...bot, settings: { ...bot.settings, buttons: 'off' } };
    await send({ message: fakeMessage({ incident: fakeIncident({ url: 'http://localhost:3000/x' }) }) });
    expect(telegram.messages[0]?.buttons).toEqual([]);
    expect(telegram.messages[0]?.text).toContain('<a href="http://localhost:3000/x">Open</a>');
  });

  it('is changed as the incident proceeds, even if it shows that already', async () => {
    const standing = await idOf(send());
    expect(await idOf(send({ standing, message: resolved() }))).toBe(standing);
    expect(await idOf(send({ standing, message: resolved() }))).toBe(standing);
    expect(telegram.messages).toMatchObject([
      { text: expect.stringContaining('✅ Resolved by Ben Petit'), changes: 1 },
    ]);
  });

  it('is changed and followed by a reply if somebody must act', async () => {
    const standing = await idOf(send());
    await send({ standing, message: fakeMessage({ step: 2 }) });
    expect(telegram.messages[1]).toMatchObject({ answers: 1, text: expect.stringMatching(/^Still open/) });
  });

  it('is posted anew if it was deleted', async () => {
    const standing = await idOf(send());
    telegram.remove(telegram.messages[0]!);
    expect(await idOf(send({ standing, message: resolved() }))).toBe('bot/123/2');
  });

  it('is retried if it cannot be changed now', async () => {
    const standing = await idOf(send());
    telegram.fail('editMessageText', { status: 500, description: 'Internal Server Error' });
    expect(await send({ standing })).toMatchObject({ kind: 'retry', reason: 'server-error' });
  });
});

describe('a press that arrives by webhook', () => {
  const tell = (
    body: string,
    headers: Record<string, string | string[]> = { 'x-telegram-bot-api-secret-token': SECRET },
  ) => channel.callback?.(bot, { method: 'POST', path: '', url: '', query: new URLSearchParams(), headers, body });
  beforeEach(() => void (bot = { ...bot, settings: { ...bot.settings, buttons: 'webhook' } }));

  it('is handled and answered in the same response', async () => {
    await send();
    const answer = await tell(telegram.press(telegram.messages[0], 'acknowledge', 123));
    expect(presses).toEqual([
      {
        service: 'bot',
        kind: 'telegram',
        from: '123',
        incident: fakeIncident().id,
        action: 'acknowledge',
        for: null,
        rating: null,
        id: expect.any(String),
      },
    ]);
    expect(JSON.parse(answer?.body ?? '')).toEqual({
      method: 'answerCallbackQuery',
      callback_query_id: expect.any(String),
      text: 'done',
      show_alert: false,
    });
  });

  it('says whether it was worth waking somebody: one button each, short enough, after it is over', async () => {
    await send({ message: resolved() });
    const made = telegram.messages[0]?.buttons ?? [];
    expect(made.map(({ text }) => text).slice(0, 5)).toEqual([
      'Useful',
      'Nothing to do',
      'Too late',
      'Not ours',
      'False alert',
    ]);
    expect(made.every(({ callback_data: data }) => Buffer.byteLength(data ?? '') <= 64)).toBe(true);
    const tooLate = JSON.parse(telegram.press(telegram.messages[0], 'rate', 123)) as {
      callback_query: { data?: string };
    };
    tooLate.callback_query.data = made[2]?.callback_data ?? '';
    await tell(JSON.stringify(tooLate));
    tooLate.callback_query.data = `rate ${fakeIncident().id} splendid`;
    await tell(JSON.stringify(tooLate));
    expect(presses).toMatchObject([{ action: 'rate', incident: fakeIncident().id, rating: 'too-late' }]);
  });

  it('by somebody unknown is answered with an alert', async () => {
    await send();
    expect(JSON.parse((await tell(telegram.press(telegram.messages[0], 'resolve', 9)))?.body ?? '')).toMatchObject({
      text: 'Who are you?',
      show_alert: true,
    });
  });

  it.each<[string, Record<string, string | string[]>]>([
    ['no secret', {}],
    ['a wrong one', { 'x-telegram-bot-api-secret-token': 'a-secret-of-somebody-els' }],
    ['two', { 'x-telegram-bot-api-secret-token': [SECRET, SECRET] }],
  ])('with %s is refused', async (_name, headers) => {
    await send();
    expect(await tell(telegram.press(telegram.messages[0], 'acknowledge', 123), headers)).toMatchObject({
      status: 403,
    });
    expect(presses).toEqual([]);
  });

  it('to a bot that polls is refused', async () => {
    bot = { ...bot, settings: { apiUrl: telegram.url } };
    expect(await tell('{}')).toMatchObject({ status: 403 });
  });

  it.each(['', 'x', '[]', '{}', '{"callback_query":{}}', '{"message":{"text":"hello","chat":{"id":1}}}'])(
    '%j is nothing to answer',
    async (body) => expect(await tell(body)).toMatchObject({ status: 200, body: '{}' }),
  );

  it('/start is answered with the address of the chat', async () => {
    expect(JSON.parse((await tell(telegram.writes('/start', -100)))?.body ?? '')).toMatchObject({
      method: 'sendMessage',
      chat_id: -100,
      text: expect.stringContaining('-100'),
    });
  });
});

describe('a press that arrives by polling', () => {
  it('is handled once, and answered', async () => {
    await send();
    telegram.press(telegram.messages[0], 'snooze', 123);
    const looking = channel.collect?.(bot, AbortSignal.timeout(5000));
    await expect.poll(() => telegram.answers).toEqual([{ text: 'done', alert: false }]);
    telegram.press(telegram.messages[0], 'escalate', 123);
    await expect.poll(() => presses.map(({ action }) => action)).toEqual(['snooze', 'escalate']);
    await channel.close?.();
    await looking;
  });

  it.each([
    ['webhook', { buttons: 'webhook' }],
    ['off', { buttons: 'off' }],
  ])('is not where buttons are %s', async (_name, settings) => {
    bot = { ...bot, settings: { ...bot.settings, ...settings } };
    await channel.collect?.(bot, AbortSignal.timeout(5000));
    expect(telegram.asking()).toBe(0);
  });

  it('comes again if it could not be taken, and is confirmed once it was', async () => {
    await send();
    let away = true;
    const press = async ({ action }: IncomingPress) => {
      if (away) {
        throw new Error('the database is away');
      }
      presses.push({ action } as IncomingPress);
      return { done: true, text: 'done' };
    };
    channel.hear?.({ press } as unknown as InboundHandler);
    telegram.press(telegram.messages[0], 'snooze', 123);
    await expect(channel.collect?.(bot, AbortSignal.timeout(5000))).rejects.toThrow('the database is away');
    away = false;
    const looking = channel.collect?.(bot, AbortSignal.timeout(5000));
    await expect.poll(() => telegram.answers).toEqual([{ text: 'done', alert: false }]);
    await expect.poll(() => telegram.asking()).toBe(1);
    await channel.close?.();
    await looking;
    expect(presses.map(({ action }) => action)).toEqual(['snooze']);
  });

  it('is polled for once if two entries have the same bot', async () => {
    await channel.collect?.({ ...bot, id: 'other' }, AbortSignal.timeout(5000));
    expect(telegram.asking()).toBe(0);
  });
});

describe('a channel as it is written down', () => {
  const wrong = (settings: Record<string, unknown>, secrets: Record<string, string>) =>
    checkOwn(new Map([['telegram', channel.definition]]), {}, 'channels', { type: 'telegram', settings, secrets }).map(
      ({ path }) => path.replace(/^\w+\./, ''),
    );
  it.each<[Record<string, unknown>, Record<string, string>, string[]]>([
    [{}, { token: '1:A' }, []],
    [{ chat: '-1001' }, {}, []],
    [{}, {}, ['token']],
    [{ chat: 'a b' }, {}, ['chat']],
    [{ buttons: 'yes' }, { token: '1:A' }, ['buttons']],
    [{ buttons: 'webhook' }, { token: '1:A' }, ['webhookSecret']],
  ])('%j %j', (settings, secrets, fields) => expect(wrong(settings, secrets)).toEqual(fields));
});
