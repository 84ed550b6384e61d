/** What is tried, what is not, and what a channel that throws or our own stopping make of it. */
import { expect, it } from 'vitest';
import { fakeMessage } from '#domain/notify/render/message.fake';
import type { Channel, DeliveryRequest, Outcome } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import type { StageFailure } from '../../store/work.ts';
import type { Finished } from './outcome.ts';
import { directoryOf, DONE, method, person, RETRY } from '../outbox.fake.ts';
import { createSender } from './sender.ts';
import type { SendJob } from './sender.ts';
import { silentLog } from '../../store/upkeep/silent-log.fake.ts';

const directory = directoryOf(
  [
    person('ann', [], {
      contactMethods: [
        method('email', { secret: 's' }),
        method('chat'),
        method('email', { id: 'unsure', verified: false }),
        method('unheard-of'),
      ],
    }),
  ],
  { isTrusted: (_, { type }) => type === 'chat' },
);
const CANCELLED: Outcome = { kind: 'retry', reason: 'cancelled', detail: '', after: null };

async function attempt(
  changes: Partial<DeliveryRow>,
  job: Partial<SendJob> = {},
  send: (request: DeliveryRequest, stop: () => void) => Promise<Outcome> = () => Promise.resolve(DONE),
) {
  const [sent, finished, failures]: [DeliveryRequest[], Finished[], StageFailure[]] = [[], [], []];
  const channel = {
    definition: { kind: 'email' },
    send: (request: DeliveryRequest) => (sent.push(request), send(request, () => void sender.stop())),
  } as unknown as Channel;
  let now = 0;
  const sender = createSender({
    channels: new Map([
      ['email', channel],
      ['chat', channel],
    ]),
    clock: { monotonic: () => (now += 5) } as Clock,
    log: silentLog,
    report: (failure) => failures.push(failure),
    finish: (one) => (finished.push(one), Promise.resolve()),
  });
  const carrier = {
    id: 'd',
    kind: 'page',
    incident: 'i1',
    user: 'ann',
    method: 'email',
    channel: null,
    channel_kind: 'email',
    lane: 'l',
    content: '{}',
    ...changes,
  } as DeliveryRow;
  sender.send({
    claimed: { carrier, bundled: [{ id: 'e' } as DeliveryRow] },
    claimedAt: 0,
    message: fakeMessage(),
    standing: null,
    directory,
    stopped: false,
    ...job,
  });
  expect(sender.inFlight()).toEqual(['d', 'e']);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(sender.inFlight()).toEqual([]);
  return { sent, finished, failures, outcome: finished[0]?.outcome ?? null };
}
const refresh = { kind: 'update', content: '{"refresh":true}' };

it('a person’s way is used with its secret, a room’s with its settings', async () => {
  const { sent, finished } = await attempt({});
  expect(sent).toMatchObject([
    {
      to: 'email-of-them',
      settings: {},
      secrets: { secret: 's' },
      trusted: false,
      idempotencyKey: 'd',
      standing: null,
    },
  ]);
  expect(finished).toEqual([{ ids: ['d', 'e'], channel: 'email', outcome: DONE, tookMs: 5 }]);
  expect((await attempt({ method: 'chat', channel_kind: 'chat' }, { standing: 'p1' })).sent).toMatchObject([
    { to: 'chat-of-them', secrets: {}, trusted: true, standing: 'p1' },
  ]);
  expect((await attempt({ user: null, method: null, channel: 'board' })).sent).toMatchObject([
    { to: '', service: 'board', settings: { host: 'h' }, trusted: true },
  ]);
});

it.each<[string, Partial<DeliveryRow>, Partial<SendJob>, object, number]>([
  ['a way that was deleted', { method: 'gone' }, {}, { kind: 'never', reason: 'unknown-method' }, 0],
  ['somebody who is gone', { user: 'gone' }, {}, { kind: 'never', reason: 'unknown-method' }, 0],
  ['nobody', { user: null }, {}, { kind: 'never', reason: 'unknown-method' }, 0],
  ['a room that was deleted', { channel: 'gone' }, {}, { kind: 'never', reason: 'unknown-method' }, 0],
  ['a way that is not verified', { method: 'unsure' }, {}, { kind: 'never', reason: 'unverified' }, 0],
  ['somebody who answered STOP', {}, { stopped: true }, { kind: 'never', reason: 'stopped' }, 0],
  [
    'a channel that is not here',
    { method: 'unheard-of', channel_kind: 'unheard-of' },
    {},
    { kind: 'retry', reason: 'not-configured', after: null },
    0,
  ],
  [
    'an incident that is gone',
    {},
    { message: null },
    { kind: 'never', reason: 'refused', detail: 'the incident is gone' },
    0,
  ],
  [
    'a duty of which there is nothing to say',
    { kind: 'onCall' },
    { message: null },
    { kind: 'never', reason: 'refused', detail: expect.stringContaining('nothing to say') },
    0,
  ],
  ['a refresh of nothing', refresh, {}, { kind: 'done', providerId: null }, 0],
  ['a refresh of what stands', refresh, { standing: 'p1' }, { kind: 'done' }, 1],
  ['an update where nothing stands', { kind: 'update' }, {}, { kind: 'done' }, 1],
])('%s', async (_, row, job, expected, count) => {
  const { outcome, sent } = await attempt(row, job);
  expect([outcome, sent.length]).toMatchObject([expected, count]);
});

it('a channel that throws gets a plainer message, and has failed for now where it throws again', async () => {
  let left = 1;
  const throwing = () => (left-- > 0 ? Promise.reject(new Error('words')) : Promise.resolve(DONE));
  const once = await attempt({}, {}, throwing);
  expect([once.outcome, once.sent.length, once.sent[1]?.message.incident?.description, once.failures]).toMatchObject([
    DONE,
    2,
    '',
    [{ stage: 'delivery', incident: 'i1' }],
  ]);
  left = 2;
  const twice = await attempt({}, {}, throwing);
  expect([twice.outcome, twice.sent.length, twice.failures.length]).toMatchObject([
    { kind: 'retry', reason: 'server-error', after: null },
    2,
    1,
  ]);
});

it.each<[string, boolean, Outcome, number]>([
  ['cut off by our own stopping keeps its lease', true, CANCELLED, 0],
  ['cut off by itself is settled', false, CANCELLED, 1],
  ['that went all the same is settled', true, DONE, 1],
  ['that failed for another reason is settled', true, RETRY, 1],
])('a send %s', async (_, stops, outcome, count) => {
  const { finished } = await attempt({}, {}, async (request, stop) => {
    if (stops) {
      stop();
      expect(request.signal.aborted).toBe(true);
    }
    return outcome;
  });
  expect(finished).toHaveLength(count);
});
