import { expect, it } from 'vitest';
import type { Channel, Outcome } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import type { Message } from '#domain/notify/message/message';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import type { Finished } from './outcome.ts';
import { createSender } from './sender.ts';
import type { SendJob } from './sender.ts';

const NOTHING = () => undefined;
const log = { info: NOTHING, warn: NOTHING, error: NOTHING, debug: NOTHING } as unknown as Log;
const room = { id: 'den', settings: {}, secrets: {} };
const directory = { rooms: new Map([['den', room]]), responders: new Map() } as unknown as Directory;

function jobOf(id: string, claimedAt = 0): SendJob {
  const carrier = {
    id,
    lane: 'den.example',
    channel: 'den',
    channel_kind: 'webhook',
    kind: 'page',
    incident: null,
    user: null,
    content: '{}',
  } as unknown as DeliveryRow;
  return {
    claimed: { carrier, bundled: [] },
    claimedAt,
    message: {} as Message,
    standing: null,
    directory,
    stopped: false,
  };
}

/** A receiver and a disk that answer when the test wants. */
function stage(now = 0) {
  const answers: Array<(outcome: Outcome) => void> = [];
  const written: Finished[] = [];
  const stored = Promise.withResolvers<void>();
  const channel = { send: () => new Promise<Outcome>((resolve) => answers.push(resolve)) } as unknown as Channel;
  const sender = createSender({
    channels: new Map([['webhook', channel]]),
    clock: { monotonic: () => now } as Clock,
    log,
    report: NOTHING,
    finish: (finished) => (written.push(finished), stored.promise),
  });
  return { sender, answers, written, stored, free: () => sender.capacity('me').laneFree('den.example') };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('the receiver is free for the next when it has answered; the delivery is under way until its outcome is on disk', async () => {
  const { sender, answers, written, stored, free } = stage();
  sender.send(jobOf('d1'));
  expect([free(), sender.inFlight()]).toEqual([63, ['d1']]);
  await turn();
  answers[0]?.({ kind: 'done', providerId: null });
  await turn();
  expect(written.map(({ ids }) => ids)).toEqual([['d1']]);
  expect([free(), sender.inFlight(), sender.capacity('me').free]).toEqual([64, ['d1'], 511]);
  stored.resolve();
  await turn();
  expect([sender.inFlight(), sender.capacity('me').free]).toEqual([[], 512]);
});

it('what stood still for longer than its lease is not sent, and holds no place', async () => {
  const { sender, answers, written, free } = stage(10_000);
  sender.send(jobOf('d1', 1_000));
  await turn();
  expect([answers.length, written.length, free(), sender.inFlight()]).toEqual([0, 0, 64, []]);
});
