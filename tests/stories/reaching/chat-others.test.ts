/** Mattermost and Telegram, by their APIs as they are written down. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startFakeTelegram, TELEGRAM_TOKEN } from '../../../backend-shim/channels/telegram/telegram.fake.ts';
import type { FakeTelegram } from '../../../backend-shim/channels/telegram/telegram.fake.ts';
import { mmId, startMattermostWorld } from '../../support/mattermost.ts';
import type { MattermostWorld } from '../../support/mattermost.ts';
import { until } from '../../support/waiting.ts';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';

let telegram: FakeTelegram;
let mattermost: MattermostWorld;
beforeAll(async () => {
  [telegram, mattermost] = await Promise.all([startFakeTelegram(), startMattermostWorld()]);
});
beforeEach(() => {
  telegram.reset();
  mattermost.reset();
});
afterAll(() => Promise.all([telegram.close(), mattermost.close()]));

const steps: World['steps'] = [
  { notify: [{ rota: 'sre' }, { channel: 'chat' }], wait: '5m' },
  { notify: [{ user: 'ben' }], wait: '10m' },
];
const annBy = (type: string, to: string): World['ann'] => ({
  contactMethods: [{ id: 'chat', type, to }],
  notificationRules: { default: [{ method: 'chat' }], urgent: [{ method: 'chat' }] },
});

loneStories('A button in Telegram', (tell) => {
  const SECRET = 'a-secret-of-the-webhook';
  const begin = async (story: Story, settings: Record<string, string> = {}) => {
    const bot = {
      id: 'bot',
      type: 'telegram',
      settings: { apiUrl: telegram.url, ...settings },
      secrets: { token: TELEGRAM_TOKEN, webhookSecret: SECRET },
    };
    const room = { id: 'chat', type: 'telegram', settings: { chat: '-1001', bot: 'bot' }, secrets: {} };
    await story.change({ ann: annBy('telegram', '123'), steps, more: { channels: [bot, room] } });
    telegram.reset();
  };
  const room = () => telegram.messages.find(({ chat }) => chat === '-1001');

  tell('acknowledges, told by Telegram, and both messages show it', {}, async (story) => {
    await begin(story, { buttons: 'webhook' });
    await story.alert();
    expect(telegram.messages.map(({ chat }) => chat).sort()).toEqual(['-1001', '123']);
    const body = telegram.press(room(), 'acknowledge', 123);
    const told = await story.sidecar.request<string>('POST', '/callbacks/bot', JSON.parse(body), {
      token: null,
      headers: { 'x-telegram-bot-api-secret-token': SECRET },
    });
    expect(told).toMatchObject({
      status: 200,
      body: { method: 'answerCallbackQuery', text: expect.stringContaining('Acknowledged: #'), show_alert: false },
    });
    await story.settle();
    expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
    expect(telegram.messages.map(({ text }) => text)).toEqual([
      expect.stringContaining('Acknowledged by Ann Martin'),
      expect.stringContaining('Acknowledged by Ann Martin'),
    ]);
  });

  tell('with a forged secret does nothing', {}, async (story) => {
    await begin(story, { buttons: 'webhook' });
    await story.alert();
    const body = telegram.press(room(), 'acknowledge', 123);
    const told = await story.sidecar.request('POST', '/callbacks/bot', JSON.parse(body), {
      token: null,
      headers: { 'x-telegram-bot-api-secret-token': 'a-guess-of-somebody-else' },
    });
    expect(told.status).toBe(403);
    expect(await story.incident()).toMatchObject({ state: 'open' });
  });

  tell('is asked for where Telegram cannot reach Vigie', {}, async (story) => {
    await begin(story);
    await story.alert();
    telegram.press(room(), 'resolve', 123);
    await story.settle();
    await until('the press was answered', () => telegram.answers.length > 0);
    expect(telegram.answers).toEqual([{ text: expect.stringContaining('Resolved: #'), alert: false }]);
    await story.settle();
    expect(await story.incident()).toMatchObject({ state: 'resolved', resolvedBy: 'ann' });
  });

  tell('of a message that was deleted: it is posted anew', {}, async (story) => {
    await begin(story, { buttons: 'webhook' });
    await story.alert();
    telegram.remove(room()!);
    await story.recovers();
    expect(room()?.text).toContain('✅ Resolved by Scripts');
  });
});

loneStories('A button in Mattermost', (tell) => {
  const [ANN, SRE] = [mmId('ann'), mmId('sre')];
  const begin = async (story: Story) => {
    mattermost.serves(story.sidecar);
    await story.change({ ann: annBy('mattermost', ANN), steps, more: { channels: mattermost.channels() } });
    mattermost.reset();
  };
  const room = () => mattermost.shows(mattermost.standing(SRE)[0]);

  tell('acknowledges; one message shows how it goes on', {}, async (story) => {
    await begin(story);
    await story.alert();
    expect(room()).toContain('🔴');
    expect(await mattermost.press(mattermost.standing(SRE)[0], 'acknowledge', ANN)).toEqual({ status: 200, body: {} });
    await story.settle();
    expect(room()).toContain('🟡 Acknowledged by Ann Martin');
    expect((await story.timeline()).find(({ kind }) => kind === 'acknowledged')).toMatchObject({
      actor: 'ann',
      data: { via: 'mattermost' },
    });
    await story.recovers();
    expect(room()).toContain('✅ Resolved by Scripts');
    expect(mattermost.posts).toHaveLength(2);
  });

  tell('pressed by somebody unknown tells them how to be known', {}, async (story) => {
    await begin(story);
    await story.alert();
    const { body } = await mattermost.press(mattermost.standing(SRE)[0], 'acknowledge', mmId('who'));
    expect(body.ephemeral_text).toContain(mmId('who'));
    expect(await story.incident()).toMatchObject({ state: 'open' });
  });
});
