/** What is sent, what is not, and what becomes of a channel that throws. */
import { expect, it } from 'vitest';
import { fakeMessage } from '#domain/notify/render/message.fake';
import type { Channel, DeliveryRequest, DeliveryOutcome } from '../../../ports/channel.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { StageFailure } from '../../../store/work.ts';
import { DONE, NEVER, RETRY } from '../outbox.fake.ts';
import { directoryOf, method, person } from '../people.fake.ts';
import { wasCancelled } from '../../../leases/runner.ts';
import { attemptDelivery } from './attempt.ts';
import type { DeliveryJob } from './attempt.ts';
import { silentLog } from '../../../store/upkeep/silent-log.fake.ts';

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
    person('eve', ['email'], { disabled: true }),
  ],
  { isTrusted: (_, { type }) => type === 'chat' },
);
const CANCELLED: DeliveryOutcome = { kind: 'retry', reason: 'cancelled', detail: '', after: null };

async function attempt(
  changes: Partial<DeliveryRow>,
  job: Partial<DeliveryJob> = {},
  send: () => Promise<DeliveryOutcome> = () => Promise.resolve(DONE),
) {
  const [sent, failures]: [DeliveryRequest[], StageFailure[]] = [[], []];
  const channel = {
    definition: { kind: 'email' },
    send: (request: DeliveryRequest) => (sent.push(request), send()),
  } as unknown as Channel;
  const channels = new Map([
    ['email', channel],
    ['chat', channel],
  ]);
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
  const { signal } = new AbortController();
  const outcome = await attemptDelivery(
    { channels, log: silentLog, report: (failure) => failures.push(failure) },
    {
      claimed: { carrier, bundled: [{ id: 'e' } as DeliveryRow] },
      message: fakeMessage(),
      standing: null,
      directory,
      stopped: false,
      ...job,
    },
    signal,
  );
  expect(sent.every((request) => request.signal === signal)).toBe(true);
  return { sent, failures, outcome };
}
const refresh = { kind: 'update', content: '{"refresh":true}' };

it('a person’s way is used with its secret, a room’s with its settings', async () => {
  const { sent, outcome } = await attempt({});
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
  expect(outcome).toEqual(DONE);
  expect((await attempt({ method: 'chat', channel_kind: 'chat' }, { standing: 'p1' })).sent).toMatchObject([
    { to: 'chat-of-them', secrets: {}, trusted: true, standing: 'p1' },
  ]);
  expect((await attempt({ user: null, method: null, channel: 'board' })).sent).toMatchObject([
    { to: '', service: 'board', settings: { host: 'h' }, trusted: true },
  ]);
});

it.each<[string, Partial<DeliveryRow>, Partial<DeliveryJob>, object, number]>([
  ['a way that was deleted', { method: 'gone' }, {}, { kind: 'never', reason: 'unknown-method' }, 0],
  ['somebody who is gone', { user: 'gone' }, {}, { kind: 'never', reason: 'unknown-method' }, 0],
  ['somebody who is disabled', { user: 'eve' }, {}, { kind: 'never', reason: 'disabled' }, 0],
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

it.each<[string, DeliveryOutcome, boolean]>([
  ['that was cancelled', CANCELLED, true],
  ['that went', DONE, false],
  ['that failed for another reason', RETRY, false],
  ['that failed for good', NEVER, false],
])('of sends, one %s may have been cut off', (_, outcome, expected) => {
  expect(wasCancelled(outcome)).toBe(expected);
});
