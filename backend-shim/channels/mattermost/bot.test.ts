import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGuardedHttp } from '../../adapters/guarded-http.ts';
import type { GuardedHttp } from '../../adapters/guarded-http.ts';
import type { Channel, ChannelService, DeliveryRequest, IncomingPress, InboundHandler } from '../../ports/channel.ts';
import { fakeIncident, fakeMessage, fakeRequest, NOW } from '../shared/testing/delivery.fake.ts';
import { BOT_USER, MATTERMOST_TOKEN, mmId, startFakeMattermost } from './mattermost.fake.ts';
import type { FakeMattermost } from './mattermost.fake.ts';
import { createMattermostChannel } from './send.ts';

const [ANN, BEN, ROOM] = [mmId('ann'), mmId('ben'), mmId('sre')];
let mattermost: FakeMattermost;
let http: GuardedHttp;
let channel: Channel;
let bot: ChannelService;
let presses: IncomingPress[];
let now: number;
beforeEach(async () => {
  now = NOW;
  mattermost = await startFakeMattermost(() => now);
  http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
  bot = { id: 'bot', settings: { server: mattermost.url }, secrets: { token: MATTERMOST_TOKEN } };
  channel = createMattermostChannel({
    http,
    clock: { machine: () => now },
    services: () => [bot],
    callbackUrl: (id, path) => `https://vigie.example.com/callbacks/${id}${path}`,
  });
  presses = [];
  channel.hear?.({
    press: async (press: IncomingPress) => (
      presses.push(press),
      press.from === ANN
        ? { done: true, text: 'done', aside: press.action === 'rate' }
        : { done: false, text: 'Who are you?' }
    ),
  } as unknown as InboundHandler);
});
afterEach(async () => {
  await mattermost.close();
  await http.close();
});

const send = (change: Partial<DeliveryRequest> = {}) => channel.send(fakeRequest({ to: ANN, ...change }));
const toRoom = (change: Partial<DeliveryRequest> = {}) =>
  send({ to: '', service: 'sre', settings: { channel: ROOM }, ...change });
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
  it('to a person goes to their direct channel, with buttons', async () => {
    await send();
    await send();
    expect(mattermost.posts.map(({ channel: room }) => room)).toEqual([mmId('dmann0000000'), mmId('dmann0000000')]);
    const [attachment] = mattermost.posts[0]?.attachments ?? [];
    expect(attachment?.actions.map(({ id }) => id)).toEqual(['acknowledge', 'resolve', 'snooze', 'escalate']);
    expect(attachment?.actions[0]?.integration.url).toBe('https://vigie.example.com/callbacks/bot');
  });

  it('mentions nobody because of foreign text', async () => {
    await toRoom({
      message: fakeMessage({
        incident: fakeIncident({ title: '@all ![x](https://evil.example.com/x.png)', description: '@channel' }),
      }),
    });
    expect(JSON.stringify(mattermost.posts[0])).not.toMatch(/@(all|channel)/);
  });

  it('is changed as the incident proceeds', async () => {
    const standing = await idOf(toRoom());
    expect(await idOf(toRoom({ standing, message: resolved() }))).toBe(standing);
    expect(mattermost.posts).toHaveLength(1);
    expect(mattermost.shows(mattermost.posts[0])).toContain('✅ Resolved by Ben Petit');
  });

  it('is changed and followed by a reply if somebody must act', async () => {
    const standing = await idOf(toRoom());
    await toRoom({ standing });
    expect(mattermost.posts[1]).toMatchObject({
      root: mattermost.posts[0]?.id,
      message: expect.stringMatching(/^Still open/),
    });
  });

  it('is posted anew if it was deleted', async () => {
    const standing = await idOf(toRoom());
    mattermost.remove(mattermost.posts[0]!);
    expect(await idOf(toRoom({ standing, message: resolved() }))).toMatch(/^bot\//);
    expect(mattermost.posts).toHaveLength(1);
  });

  it('is retried if it cannot be changed now', async () => {
    const standing = await idOf(toRoom());
    mattermost.fail('/posts/', 503);
    expect(await toRoom({ standing })).toMatchObject({ kind: 'retry', reason: 'server-error' });
  });

  it('with a wrong token, without a channel or a server fails with the reason', async () => {
    mattermost.fail('/posts', 401);
    expect(await toRoom()).toMatchObject({ kind: 'retry', reason: 'misconfigured' });
    expect(await toRoom({ settings: { channel: 'town-square' } })).toMatchObject({
      kind: 'retry',
      detail: expect.stringContaining('"channel"'),
    });
    bot = { ...bot, settings: {} };
    expect(await toRoom()).toMatchObject({ kind: 'retry', detail: expect.stringContaining('"server"') });
  });
});

describe('a press', () => {
  const press = async (user = ANN, action = 'acknowledge', option?: string, change = (body: string) => body) => {
    await toRoom();
    return channel.callback?.(bot, {
      method: 'POST',
      path: '',
      url: '',
      query: new URLSearchParams(),
      headers: {},
      body: change(mattermost.press(mattermost.posts[0], action, user, option).body),
    });
  };

  it('is heard', async () => {
    expect(await press()).toMatchObject({ status: 200, body: '{}' });
    expect(presses).toEqual([
      {
        service: 'bot',
        kind: 'mattermost',
        from: ANN,
        incident: fakeIncident().id,
        action: 'acknowledge',
        for: null,
        rating: null,
        id: expect.stringMatching(/^[\w+/=]{100,}$/),
      },
    ]);
  });

  it('that rates says what, and is answered aside, since the message does not show it', async () => {
    await toRoom({ message: fakeMessage({ kind: 'update', incident: fakeIncident({ state: 'acknowledged' }) }) });
    const rate = (option: string) =>
      channel.callback?.(bot, {
        method: 'POST',
        path: '',
        url: '',
        query: new URLSearchParams(),
        headers: {},
        body: mattermost.press(mattermost.posts[0], 'rate', ANN, option).body,
      });
    expect(await rate('splendid')).toMatchObject({ status: 403 });
    expect(await rate('not-ours')).toMatchObject({ status: 200, body: '{"ephemeral_text":"done"}' });
    expect(presses).toMatchObject([{ action: 'rate', rating: 'not-ours', for: null }]);
  });

  const inTheNameOf = (user: string) => (body: string) => body.replace(`"user_id":"${ANN}"`, `"user_id":"${user}"`);

  it('in another user’s name is refused: the server signed who pressed', async () => {
    expect(await press(ANN, 'acknowledge', undefined, inTheNameOf(BEN))).toMatchObject({ status: 403 });
    expect(presses).toEqual([]);
  });

  it.each<[string, string]>([
    ['that is made up', 'trigger1'],
    ['that nobody signed', Buffer.from(`x:${ANN}:${NOW}:`).toString('base64')],
    ['with a signature that is none', Buffer.from(`x:${ANN}:${NOW}:AAAA`).toString('base64')],
    ['that is missing', ''],
  ])('with a trigger %s is refused', async (_name, trigger) => {
    expect(
      await press(ANN, 'acknowledge', undefined, (body) =>
        body.replace(/"trigger_id":"[^"]*"/, `"trigger_id":"${trigger}"`),
      ),
    ).toMatchObject({ status: 403 });
  });

  it('with a trigger of another server is refused', async () => {
    const other = await startFakeMattermost(() => now);
    const { trigger_id: trigger } = JSON.parse(other.press(undefined, 'acknowledge', ANN).body) as {
      trigger_id: string;
    };
    await other.close();
    expect(
      await press(ANN, 'acknowledge', undefined, (body) =>
        body.replace(/"trigger_id":"[^"]*"/, `"trigger_id":"${trigger}"`),
      ),
    ).toMatchObject({ status: 403 });
  });

  it.each([
    [-119_000, 200],
    [-121_000, 403],
    [119_000, 200],
    [121_000, 403],
  ])('%i ms by our clock from when it was signed: %i', async (later, status) => {
    expect(await press(ANN, 'acknowledge', undefined, (body) => ((now += later), body))).toMatchObject({ status });
  });

  it('is handled once the server signs with another key', async () => {
    expect(await press()).toMatchObject({ status: 200 });
    mattermost.signs('anew');
    now += 61_000;
    expect(await press()).toMatchObject({ status: 200 });
  });

  it('fetches the key once in a while', async () => {
    await press();
    mattermost.fail('/config', 500);
    expect(await press()).toMatchObject({ status: 200 });
    // A press that does not fit the key costs no further question to the server.
    expect(await press(ANN, 'acknowledge', undefined, inTheNameOf(BEN))).toMatchObject({ status: 403 });
  });

  it('is refused for now if the key cannot be fetched', async () => {
    mattermost.fail('/config', 500);
    expect(await press()).toMatchObject({ status: 503 });
    expect(presses).toEqual([]);
  });

  it('is trusted if the server publishes no key', async () => {
    mattermost.signs(null);
    expect(await press(ANN, 'acknowledge', undefined, inTheNameOf(BEN))).toMatchObject({ status: 200 });
    expect(presses).toMatchObject([{ from: BEN }]);
  });

  it('of a snooze says for how long', async () => {
    await press(ANN, 'snooze', '30m');
    expect(presses).toMatchObject([{ action: 'snooze', for: 1_800_000 }]);
  });

  it('that did nothing is answered privately', async () => {
    expect(JSON.parse((await press(BEN))?.body ?? '')).toEqual({ ephemeral_text: 'Who are you?' });
  });

  it.each<[string, (body: string) => string]>([
    ['for another incident', (body) => body.replaceAll(fakeIncident().id, '01KE0000000000000000000002')],
    ['of another button', (body) => body.replace('"acknowledge"', '"resolve"')],
    ['without its signature', (body) => body.replace(/"signature":"[^"]*"/, '"signature":""')],
    ['by nobody', (body) => body.replace(ANN, '')],
    ['that is no JSON', () => 'x'],
    ['that is null', () => 'null'],
    ['with a context of null', () => '{"context":null}'],
  ])('%s is refused', async (_name, change) => {
    expect(await press(ANN, 'acknowledge', undefined, change)).toMatchObject({ status: 403 });
    expect(presses).toEqual([]);
  });
});

describe('who is on call', () => {
  const set = (members: string[], settings: Record<string, unknown>) =>
    channel.setGroup?.({ id: 'on-call', settings, secrets: {} }, members, AbortSignal.timeout(5000));

  it('are the members of a channel, beside the bot', async () => {
    const room = mmId('oncall');
    mattermost.members.set(room, [BOT_USER, BEN]);
    expect(await set([ANN, 'https://hooks.example.com/x'], { onCallChannel: room })).toMatchObject({ kind: 'done' });
    expect(mattermost.members.get(room)).toEqual([BOT_USER, ANN]);
    expect(await set([], { onCallChannel: room })).toMatchObject({ kind: 'done' });
    expect(mattermost.members.get(room)).toEqual([BOT_USER]);
  });

  it('are a custom group', async () => {
    const group = mmId('group');
    mattermost.groups.set(group, [BEN]);
    expect(await set([ANN], { userGroup: group })).toMatchObject({ kind: 'done' });
    expect(mattermost.groups.get(group)).toEqual([ANN]);
  });

  it('cannot be a custom group without a licence, and the error says so', async () => {
    mattermost.fail('/groups', 501);
    expect(await set([ANN], { userGroup: mmId('group') })).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining('licence'),
    });
  });
});

describe('a channel as it is written down', () => {
  const wrong = (settings: Record<string, unknown>, secrets: Record<string, string> = {}) =>
    channel.definition.check?.({ settings, secrets }).map(({ field }) => field);
  it.each<[Record<string, unknown>, Record<string, string>, string[]]>([
    [{ server: 'https://m.example.com' }, { token: 'x' }, []],
    [{ channel: ROOM }, {}, []],
    [{ channel: 'town-square' }, { url: 'https://m.example.com/hooks/x' }, []],
    [{ onCallChannel: ROOM, rotas: 'sre' }, {}, []],
    [{}, {}, ['token']],
    [{}, { token: 'x' }, ['server']],
    [{ channel: 'town-square' }, {}, ['channel']],
    [{ onCallChannel: ROOM }, {}, ['rotas']],
    [{ channel: ROOM, rotas: 'sre' }, {}, ['onCallChannel']],
  ])('%j %j', (settings, secrets, fields) => expect(wrong(settings, secrets)).toEqual(fields));
});
