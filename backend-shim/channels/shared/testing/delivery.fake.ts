/** Builds fake deliveries for tests of channels: a page for Ann at a fixed instant. */
import type { Message, MessageIncident } from '#domain/notify/message/message';
import { fakeIncident as domainIncident, fakeMessage as domainMessage } from '#domain/notify/render/message.fake';
import type { DeliveryRequest } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';

export const NOW = Date.UTC(2026, 0, 7, 13, 10);

/** Short links, so that tests can tell which link was taken. */
export function fakeIncident(change: Partial<MessageIncident> = {}): MessageIncident {
  const link = 'https://vigie.example.com/r/TOKEN';
  return domainIncident({ acknowledgeUrl: `${link}/acknowledge`, resolveUrl: `${link}/resolve`, ...change });
}

export function fakeMessage(change: Partial<Message> = {}): Message {
  return domainMessage({ at: NOW, incident: fakeIncident(), ...change });
}

export function fakeRequest(change: Partial<DeliveryRequest> & Pick<DeliveryRequest, 'to'>): DeliveryRequest {
  return {
    idempotencyKey: 'delivery-1',
    settings: {},
    secrets: {},
    trusted: true,
    message: fakeMessage(),
    signal: new AbortController().signal,
    ...change,
  };
}

export interface FakeClock extends Clock {
  /** Ends every running sleep, as if its time were over. */
  wake(): void;
}

/** A clock that stands still at `NOW`; its sleeps end when woken or aborted. */
export function createFakeClock(): FakeClock {
  const sleepers = new Set<() => void>();
  return {
    now: () => Promise.resolve(NOW),
    monotonic: () => 0,
    machine: () => NOW,
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        sleepers.add(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
    wake() {
      sleepers.forEach((resolve) => resolve());
      sleepers.clear();
    },
  };
}
