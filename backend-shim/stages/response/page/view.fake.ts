/** Makes fake views of an incident for tests of the responder page. */
import type { IncidentWire } from '#contract/incidents/incident';
import { actionsFor } from './view.ts';
import type { ResponderView } from './view.ts';

const at = (hour: number, minute: number) => Date.UTC(2026, 0, 7, hour, minute);

export function fakeWireIncident(change: Partial<IncidentWire> = {}): IncidentWire {
  return {
    id: '01KE0000000000000000000001',
    number: 1042,
    title: 'Disk full on db-1',
    titleReason: null,
    description: '/var is at 98 %\n\nIt was at 91 % an hour ago.',
    severity: 'critical',
    urgency: 'urgent',
    state: 'open',
    exhausted: false,
    test: false,
    integration: 'zabbix',
    team: 'sre',
    policy: 'sre',
    labels: { team: 'db', host: 'db-1', env: 'prod' },
    silence: null,
    links: [{ title: 'Zabbix', url: 'https://zabbix.example.com/tr_events.php?eventid=12' }],
    alerts: { firing: 1, total: 1 },
    openedAt: '2026-01-07T13:05:00.000Z',
    acknowledgedAt: null,
    acknowledgedBy: null,
    snoozedUntil: null,
    mergedInto: null,
    resolvedAt: null,
    resolvedBy: null,
    next: null,
    version: 3,
    ...change,
  };
}

export function fakeView(change: Partial<ResponderView> = {}): ResponderView {
  const incident = change.incident ?? fakeWireIncident();
  return {
    base: '/r/TOKEN',
    grafana: 'https://grafana.example.com/a/vigie-oncall-app/incidents/1042',
    now: at(13, 10),
    person: { login: 'ann', name: 'Ann Martin', language: 'en', timeZone: 'Europe/Paris' },
    incident,
    source: 'Zabbix',
    names: { ann: 'Ann Martin', ben: 'Ben Petit' },
    pages: [
      { name: 'Ann Martin', state: 'reached', at: at(13, 5) },
      { name: 'Ben Petit', state: 'failed', at: at(13, 6) },
      { name: 'SRE room', state: 'trying', at: at(13, 9) },
    ],
    next: { at: at(13, 15), what: 'Cleo Roux will be paged' },
    timeline: [
      { at: at(13, 5), text: 'Opened by Zabbix: Disk full on db-1', language: 'en' },
      { at: at(13, 5), text: 'Step 1 of 2: paged Ann Martin', language: 'en' },
    ],
    actions: actionsFor(incident.state, false),
    isConcerned: true,
    mayNote: incident.state !== 'open',
    workingSince: null,
    first: null,
    flash: null,
    ...change,
  };
}
