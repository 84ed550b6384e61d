/**
 * Tells systemd that the sidecar is ready, and feeds its watchdog while the engine goes round. Node has no datagram
 * sockets for files, so `systemd-notify` sends (`NotifyAccess=all`). Does nothing outside of a unit.
 */
import { execFile } from 'node:child_process';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';

export interface ServiceManager {
  ready(): Promise<void>;
  stopping(): Promise<void>;
  /** Resolves when `stop` aborts. */
  feedWatchdog(isHealthy: () => boolean, stop: AbortSignal): Promise<void>;
}

export interface NotifierDeps {
  env: Readonly<Record<string, string | undefined>>;
  clock: Pick<Clock, 'sleep'>;
  log: Log;
  /** @param words as `sd_notify(3)` has them, e.g. `WATCHDOG=1`. Rejects if it could not be sent. */
  send?(words: readonly string[]): Promise<void>;
}

export function createServiceManager({ env, clock, log, send = systemdNotify }: NotifierDeps): ServiceManager {
  const isManaged = env['NOTIFY_SOCKET'] !== undefined;
  const watchdog = Number(env['WATCHDOG_USEC'] ?? 0) / 1000;
  const tell = async (...words: string[]) => {
    if (isManaged) {
      await send(words).catch((error: unknown) =>
        log.error(
          { err: error, words },
          'could not notify systemd, which will restart this sidecar. Install systemd-notify',
        ),
      );
    }
  };
  return {
    ready: () => tell('READY=1', 'STATUS=Ready'),
    stopping: () => tell('STOPPING=1', 'STATUS=Finishing deliveries'),
    feedWatchdog: async (isHealthy, stop) => {
      let wasHealthy = true;
      // A third of the time, so that one late message does not end a healthy sidecar.
      while (isManaged && watchdog > 0 && !stop.aborted) {
        const healthy = isHealthy();
        if (healthy) {
          await tell('WATCHDOG=1');
        } else if (wasHealthy) {
          log.warn(
            { within: watchdog },
            'the engine is not healthy; unless it recovers, systemd restarts this sidecar',
          );
        }
        wasHealthy = healthy;
        await clock.sleep(watchdog / 3, stop);
      }
    },
  };
}

function systemdNotify(words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile('systemd-notify', [...words], { timeout: 10_000 }, (error) => (error ? reject(error) : resolve()));
  });
}
