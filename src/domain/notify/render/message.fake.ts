/** Makes fake messages for tests. */
import type { Message, MessageIncident } from '#domain/notify/message/message';

export const PAGE_URL = `https://vigie.example.com/r/${'A'.repeat(48)}`;

export function fakeIncident(change: Partial<MessageIncident> = {}): MessageIncident {
  return {
    id: '01KE0000000000000000000001',
    number: 1042,
    title: 'Disk full on db-1',
    description: '/var is at 98 %',
    severity: 'critical',
    state: 'open',
    by: null,
    snoozedUntil: null,
    source: 'Zabbix',
    labels: { team: 'db', host: 'db-1' },
    openedAt: Date.UTC(2026, 0, 7, 13, 5),
    alerts: { firing: 1, total: 1 },
    links: [],
    opens: 'grafana',
    url: 'https://grafana.example.com/a/vigie-oncall-app/incidents/1042',
    acknowledgeUrl: `${PAGE_URL}/acknowledge`,
    resolveUrl: `${PAGE_URL}/resolve`,
    ...change,
  };
}

export function fakeMessage(change: Partial<Message> = {}): Message {
  return {
    kind: 'page',
    at: Date.UTC(2026, 0, 7, 13, 10),
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
