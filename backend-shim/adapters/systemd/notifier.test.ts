import { expect, test } from 'vitest';
import type { Log } from '../../ports/log.ts';
import { createServiceManager } from './notifier.ts';

const nothing = () => undefined;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silent };

/** A clock whose sleeps end at once, for a number of times; then the watchdog's loop is stopped. */
function rig(env: Record<string, string>, rounds = 3) {
  const stop = new AbortController();
  const sent: string[] = [];
  const slept: number[] = [];
  const manager = createServiceManager({
    env,
    clock: {
      sleep: (ms) => {
        slept.push(ms);
        if (slept.length === rounds) stop.abort();
        return Promise.resolve();
      },
    },
    log: silent,
    send: (words) => {
      sent.push(words.join(' '));
      return Promise.resolve();
    },
  });
  return { manager, sent, slept, stop: stop.signal };
}

const UNIT = { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '30000000' };

test('a healthy engine feeds the watchdog three times within its time', async () => {
  const { manager, sent, slept, stop } = rig(UNIT);
  await manager.feedWatchdog(() => true, stop);
  expect(sent).toEqual(['WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1']);
  expect(slept).toEqual([10_000, 10_000, 10_000]);
});

test('a stuck engine does not, and one that recovers does again', async () => {
  const { manager, sent, stop } = rig(UNIT, 4);
  const health = [true, false, false, true];
  await manager.feedWatchdog(() => health.shift() ?? false, stop);
  expect(sent).toEqual(['WATCHDOG=1', 'WATCHDOG=1']);
});

test('the end of a start and the begin of a stop are told', async () => {
  const { manager, sent } = rig(UNIT);
  await manager.ready();
  await manager.stopping();
  expect(sent).toEqual(['READY=1 STATUS=Ready', 'STOPPING=1 STATUS=Finishing deliveries']);
});

test('outside of a unit, and without a watchdog, nothing is sent', async () => {
  const alone = rig({});
  await alone.manager.ready();
  await alone.manager.feedWatchdog(() => true, alone.stop);
  const unwatched = rig({ NOTIFY_SOCKET: '/run/systemd/notify' });
  await unwatched.manager.feedWatchdog(() => true, unwatched.stop);
  expect([...alone.sent, ...unwatched.sent]).toEqual([]);
});

test('a message that cannot be sent stops nothing', async () => {
  const manager = createServiceManager({
    env: UNIT,
    clock: { sleep: () => Promise.resolve() },
    log: silent,
    send: () => Promise.reject(new Error('ENOENT')),
  });
  await expect(manager.ready()).resolves.toBeUndefined();
});
