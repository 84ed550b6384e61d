import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGuardedHttp } from '../../adapters/guarded-http.ts';
import type { GuardedHttp } from '../../adapters/guarded-http.ts';
import type { Channel, ChannelService, DeliveryRequest, IncomingPress, InboundHandler } from '../../ports/channel.ts';
import { createFakeClock, fakeIncident, fakeMessage, fakeRequest, NOW } from '../shared/testing/delivery.fake.ts';
import { createSlackChannel } from './send.ts';
import { SIGNING_SECRET, SLACK_TOKEN, startFakeSlack } from './slack.fake.ts';
import type { FakeSlack } from './slack.fake.ts';

let slack: FakeSlack;
let http: GuardedHttp;
let channel: Channel;
let app: ChannelService;
let presses: IncomingPress[];
beforeEach(async () => {
  slack = await startFakeSlack();
  http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
  app = { id: 'app', settings: { apiUrl: slack.url }, secrets: { token: SLACK_TOKEN, signingSecret: SIGNING_SECRET } };
  channel = createSlackChannel({ http, clock: createFakeClock(), services: () => [app] });
  presses = [];
  const hearing = {
    press: async (press: IncomingPress) => (
      presses.push(press),
      press.from === 'U0ANN'
        ? { done: true, text: 'done', aside: press.action === 'rate' }
        : { done: false, text: 'Who are you? <&>' }
    ),
  };
  channel.hear?.(hearing as unknown as InboundHandler);
});
afterEach(async () => {
  await slack.close();
  await http.close();
});

const send = (change: Partial<DeliveryRequest> = {}) => channel.send(fakeRequest({ to: 'U0ANN', ...change }));
const toRoom = (change: Partial<DeliveryRequest> = {}) =>
  send({ to: '', service: 'sre', settings: { channel: 'C0SRE' }, ...change });
const incident = (change: Parameters<typeof fakeIncident>[0]) => fakeMessage({ incident: fakeIncident(change) });
const idOf = async (sending: ReturnType<typeof send>) => {
  const outcome = await sending;
  return outcome.kind === 'done' ? outcome.providerId : null;
};
const buttons = (index: number) => slack.posts[index]?.blocks.at(-1)?.elements?.map((one) => one.action_id);

describe('a message through the app', () => {
  it('to a person has buttons', async () => {
    expect(await send()).toEqual({ kind: 'done', providerId: 'app/D0ANN/1700000001.000100' });
    expect(slack.shows(slack.posts[0])).toContain(
      '*[Critical] Disk full on db-1 (#1042)*\n🔴 You are paged: please answer.',
    );
    expect(buttons(0)).toEqual(['acknowledge', 'resolve', 'snooze', 'escalate', 'open']);
  });

  it('to a room goes through the app that was set up once', async () => {
    await toRoom();
    expect(slack.posts[0]).toMatchObject({ channel: 'C0SRE' });
  });

  it('without a signing secret has links only, since presses could not be verified', async () => {
    app = { ...app, secrets: { token: SLACK_TOKEN } };
    await send();
    expect(buttons(0)).toEqual(['open']);
  });

  it('is changed silently as the incident proceeds', async () => {
    const standing = await idOf(toRoom());
    const message = {
      ...incident({ state: 'resolved', by: 'Ben Petit' }),
      kind: 'update' as const,
      update: { kind: 'resolved' as const, actor: 'Ben Petit', text: null },
    };
    expect(await idOf(toRoom({ standing, message }))).toBe(standing);
    expect(slack.posts).toHaveLength(1);
    expect(slack.shows(slack.posts[0])).toContain('✅ Resolved by Ben Petit');
    expect(buttons(0)).toEqual(['rate', 'open']);
  });

  it('is changed and followed by a reply if somebody must act', async () => {
    const standing = await idOf(send());
    expect(await idOf(send({ standing }))).toBe(standing);
    expect(slack.posts[1]).toMatchObject({
      thread: slack.posts[0]?.ts,
      broadcast: true,
      text: expect.stringMatching(/^<@U0ANN> Still open/),
    });
  });

  it.each(['message_not_found', 'cant_update_message', 'channel_not_found', 'edit_window_closed'])(
    'is posted anew if it is gone: %s',
    async (error) => {
      const standing = await idOf(toRoom());
      slack.fail('chat.update', error);
      expect(await idOf(toRoom({ standing }))).toBe('app/C0SRE/1700000002.000100');
      expect(slack.posts).toHaveLength(2);
    },
  );

  it('is posted anew if another app posted it', async () => {
    expect(await idOf(toRoom({ standing: 'other/C0SRE/1700000001.000100' }))).toBe('app/C0SRE/1700000001.000100');
  });

  it('is retried if it cannot be changed now', async () => {
    const standing = await idOf(toRoom());
    slack.fail('chat.update', 'ratelimited');
    expect(await toRoom({ standing })).toMatchObject({ kind: 'retry', reason: 'rate-limited' });
    expect(slack.posts).toHaveLength(1);
  });

  it('stays within the limits of a block, whatever the text', async () => {
    const huge = '<&>'.repeat(20_000);
    const labels = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}${huge}`, huge]));
    await send({ message: incident({ title: huge, description: huge, labels }) });
    const texts = slack.posts[0]?.blocks.map((block) => block.text?.text ?? '') ?? [];
    expect(texts.every((text) => text.length <= 3000 && !/&[a-z]*…$/.test(text))).toBe(true);
  });
});

describe('Slack says', () => {
  it.each([
    ['invalid_auth', 'retry', 'misconfigured'],
    ['not_in_channel', 'retry', 'misconfigured'],
    ['missing_scope', 'retry', 'misconfigured'],
    ['is_archived', 'never', 'bad-address'],
    ['ratelimited', 'retry', 'rate-limited'],
    ['internal_error', 'retry', 'server-error'],
    ['msg_too_long', 'never', 'refused'],
    ['X Y Z', 'never', 'refused'],
  ])('%s', async (error, kind, reason) => {
    slack.fail('chat.postMessage', error);
    const outcome = await toRoom();
    expect(outcome).toMatchObject({ kind, reason });
    expect(JSON.stringify(outcome)).not.toContain('X Y Z');
  });

  it('that it cannot find a channel: a person is not there, a room may be opened to the app', async () => {
    slack.fail('chat.postMessage', 'channel_not_found');
    expect([await send(), await toRoom()]).toMatchObject([
      { kind: 'never', reason: 'bad-address' },
      { kind: 'retry', reason: 'misconfigured' },
    ]);
  });

  it('something that is not Slack’s API', async () => {
    app = { ...app, settings: { apiUrl: `${slack.url}/nowhere` } };
    expect(await send()).toMatchObject({ kind: 'never', detail: expect.stringContaining('unknown_method') });
  });
});

describe('without what it needs', () => {
  it.each<[string, Partial<DeliveryRequest>, boolean]>([
    ['a token', { to: '' }, true],
    ['a channel', { to: '', service: 'x', settings: { timeZone: 'UTC' } }, false],
    ['the bot it names', { to: '', settings: { channel: 'C1', bot: 'gone' } }, false],
  ])('it says so: %s', async (_name, change, isBare) => {
    app = isBare ? { ...app, secrets: {} } : app;
    expect(await send(change)).toMatchObject({ kind: 'retry', reason: 'misconfigured' });
    expect(slack.posts).toEqual([]);
  });
});

describe('a press', () => {
  const press = async (
    change: {
      user?: string;
      action?: string;
      option?: string;
      now?: number;
      tamper?: (body: string) => string;
      message?: DeliveryRequest['message'];
    } = {},
  ) => {
    await send(change.message ? { message: change.message } : {});
    const made = slack.press(
      slack.posts[0],
      change.action ?? 'acknowledge',
      change.user ?? 'U0ANN',
      change.now ?? NOW,
      change.option,
    );
    return channel.callback?.(app, {
      method: 'POST',
      path: '',
      url: '',
      query: new URLSearchParams(),
      headers: made.headers,
      body: (change.tamper ?? ((body) => body))(made.body),
    });
  };
  const id = fakeIncident().id;

  it('is heard', async () => {
    expect(await press()).toMatchObject({ status: 200, body: '' });
    expect(presses).toEqual([
      {
        service: 'app',
        kind: 'slack',
        from: 'U0ANN',
        incident: id,
        action: 'acknowledge',
        for: null,
        rating: null,
        id: expect.stringContaining('U0ANN'),
      },
    ]);
    expect(slack.aside).toEqual([]);
  });

  it('of a snooze says for how long', async () => {
    await press({ action: 'snooze', option: '4h' });
    expect(presses).toMatchObject([{ action: 'snooze', incident: id, for: 4 * 3_600_000 }]);
  });

  it('that rates says what, and is answered privately, since the message does not show it', async () => {
    await press({ action: 'rate', option: 'nothing-to-do', message: incident({ state: 'resolved' }) });
    expect(presses).toMatchObject([{ action: 'rate', incident: id, rating: 'nothing-to-do', for: null }]);
    expect(slack.aside).toEqual(['done']);
  });

  it('that did nothing is answered privately', async () => {
    expect(await press({ user: 'U0WHO' })).toMatchObject({ status: 200 });
    expect(slack.aside).toEqual(['Who are you? &lt;&amp;&gt;']);
  });

  it('on the link is none', async () => {
    expect(await press({ action: 'open' })).toMatchObject({ status: 200 });
    expect(presses).toEqual([]);
  });

  it.each([
    ['changed on the way', { tamper: (body: string) => body.replace('U0ANN', 'U0BEN') }, 403],
    ['six minutes old', { now: NOW - 360_000 }, 403],
  ])('that was %s is refused', async (_name, change, status) => {
    expect(await press(change)).toMatchObject({ status });
    expect(presses).toEqual([]);
  });

  it('to an app without a signing secret is refused', async () => {
    app = { ...app, secrets: { token: SLACK_TOKEN } };
    expect(await press()).toMatchObject({ status: 403 });
  });
});

describe('a group', () => {
  const set = (members: string[], settings: Record<string, unknown> = { userGroup: 'S0SRE' }) =>
    channel.setGroup?.({ id: 'sre', settings, secrets: {} }, members, AbortSignal.timeout(5000));

  it('contains the given members', async () => {
    expect(await set(['U0ANN', 'U0BEN'])).toMatchObject({ kind: 'done' });
    expect(slack.groups.get('S0SRE')).toEqual(['U0ANN', 'U0BEN']);
  });

  it.each([
    ['nobody', [], null, 'no empty group'],
    ['webhooks only', ['https://hooks.slack.com/x'], null, 'no empty group'],
    ['a plan too small', ['U0ANN'], 'paid_teams_only', 'paid plan'],
    ['no rights', ['U0ANN'], 'permission_denied', 'may not change user groups'],
  ])('says what is wrong: %s', async (_name, members, error, detail) => {
    slack.fail('usergroups.users.update', error);
    expect(await set(members)).toMatchObject({ kind: 'retry', detail: expect.stringContaining(detail) });
  });
});

it('a probe asks who the app is', async () => {
  const probe = () => channel.probe?.(app, AbortSignal.timeout(5000));
  expect(await probe()).toMatchObject({ kind: 'done' });
  slack.fail('auth.test', 'token_revoked');
  expect(await probe()).toMatchObject({ kind: 'retry', detail: expect.stringContaining('revoked') });
});

describe('a channel as it is written down', () => {
  const wrong = (settings: Record<string, unknown>, secrets: Record<string, string> = {}) =>
    channel.definition.check?.({ settings, secrets }).map(({ field }) => field);
  it.each([
    [{}, { token: 'x' }, []],
    [{ channel: '#sre' }, {}, []],
    [{}, { url: 'https://hooks.slack.com/x' }, []],
    [{ userGroup: 'S0123', rotas: 'sre' }, {}, []],
    [{}, {}, ['token']],
    [{ channel: 'a b' }, {}, ['channel']],
    [{ userGroup: 'sre', rotas: 'sre' }, {}, ['userGroup']],
    [{ userGroup: 'S0123' }, {}, ['rotas']],
    [{ channel: 'C1', rotas: 'sre' }, {}, ['userGroup']],
  ])('%j %j', (settings, secrets, fields) =>
    expect(wrong(settings, secrets as Record<string, string>)).toEqual(fields),
  );
});

it('in a storm, each refused message gets its own turn', async () => {
  slack.fail('chat.postMessage', 'ratelimited');
  const waits = (await Promise.all([1, 2, 3].map(() => toRoom()))).map((outcome) =>
    outcome.kind === 'retry' ? outcome.after : null,
  );
  expect(waits.toSorted()).toEqual([0, 1_100, 2_200]);
});
