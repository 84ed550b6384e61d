/** What channel tests send: a page for Ann at a fixed instant. */
import type { Message, MessageIncident } from '#domain/notify/message';
import type { DeliveryRequest } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';

export const NOW = Date.UTC(2026, 0, 7, 13, 10);

export function fakeIncident(change: Partial<MessageIncident> = {}): MessageIncident {
  return {
    id: '01KE0000000000000000000001',
    number: 1042,
    title: 'Disk full on db-1',
    description: '/var is at 98 %',
    severity: 'critical',
    state: 'open',
    source: 'Zabbix',
    labels: { team: 'db', host: 'db-1' },
    openedAt: Date.UTC(2026, 0, 7, 13, 5),
    alerts: { firing: 1, total: 1 },
    url: 'https://grafana.example.com/a/vigie-oncall-app/incidents/1042',
    acknowledgeUrl: 'https://vigie.example.com/r/TOKEN/acknowledge',
    resolveUrl: 'https://vigie.example.com/r/TOKEN/resolve',
    ...change,
  };
}

export function fakeMessage(change: Partial<Message> = {}): Message {
  return {
    kind: 'page',
    at: NOW,
    language: 'en',
    timeZone: 'Europe/Paris',
    person: { login: 'ann', name: 'Ann Martin' },
    urgency: 'urgent',
    incident: fakeIncident(),
    policy: 'SRE',
    step: 1,
    next: { at: Date.UTC(2026, 0, 7, 13, 15), what: 'Ben Petit will be paged' },
    update: null,
    onCall: null,
    bundled: 1,
    ...change,
  };
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

/** Stands still at `NOW`; sleeps end when woken or aborted. */
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
