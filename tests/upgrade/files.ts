/** What the sidecars of this folder read from files: some of every kind. The rest is made by the API (fill.ts). */
import type { Peers } from './peers.ts';

export const tokenOf = (integration: string) => `token-of-${integration}-0123456789`;

const integrations = (peers: Peers) => [
  { id: 'scripts', type: 'webhook', reopenWindow: '30m' },
  { id: 'held', type: 'webhook' },
  { id: 'short', type: 'webhook', policy: 'short' },
  { id: 'turns', type: 'webhook', policy: 'turns' },
  { id: 'slow', type: 'webhook', resolveDelay: '2h' },
  {
    id: 'routed',
    type: 'webhook',
    policy: 'calm',
    routes: [
      { match: ['env="test"'], drop: true },
      {
        match: ['host=~"db.*"'],
        when: 'office',
        policy: 'main',
        urgency: 'urgent',
        severity: 'critical',
        labels: { tier: 'db' },
      },
    ],
    groupBy: ['host'],
    template: { title: '{{ title }} on {{ host }}' },
    hmac: null,
  },
  { id: 'nagios', type: 'nagios', sync: {} },
  {
    id: 'icinga',
    type: 'icinga2',
    sync: { url: peers.sink.url('/icinga'), user: 'vigie', password: 'no-secret-of-anyone' },
  },
  { id: 'prometheus', type: 'alertmanager', routes: [{ match: ['alertname="Watchdog"'], heartbeat: 'backup' }] },
  { id: 'grafana', type: 'grafana' },
  { id: 'zabbix', type: 'zabbix' },
  { id: 'checkmk', type: 'webhook', product: 'checkmk' },
  { id: 'backup', type: 'heartbeat', heartbeat: { every: '5m', grace: '1m' } },
  { id: 'nightly', type: 'heartbeat', heartbeat: { every: '1d', grace: '1h', arm: 'now' } },
  { id: 'mails', type: 'email' },
  { id: 'traps', type: 'snmp' },
];

export function filesOf(peers: Peers): string {
  const { sink, calendars } = peers;
  return JSON.stringify(
    {
      apiVersion: 1,
      users: [
        {
          login: 'ann',
          name: 'Ann Martin',
          email: 'ann@example.com',
          timeZone: 'Europe/Paris',
          language: 'fr',
          handoffAhead: '1h',
          mute: ['health'],
          contactMethods: [
            { id: 'hook', type: 'webhook', to: sink.url('/ann'), secret: 'no-secret-of-anyone' },
            { id: 'mail', type: 'email', to: 'ann@example.com' },
          ],
          notificationRules: {
            default: [{ method: 'hook' }],
            urgent: [{ method: 'hook' }, { method: 'mail', after: '2m' }],
          },
          quietHours: { windows: [{ days: ['daily'], from: '22:00', to: '07:00' }] },
        },
        { login: 'ben', name: 'Ben Petit', email: 'ben@example.com' },
        { login: 'cleo', name: 'Cleo Roux', email: 'cleo@example.com', admin: true },
      ],
      teams: [
        { id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'], exclusiveRotas: ['sre', 'ops'] },
      ],
      absences: [{ user: 'ben', start: '2026-03-20T00:00', end: '2026-03-22T00:00', kind: 'leave', note: 'Wedding' }],
      channels: [
        {
          id: 'room',
          type: 'webhook',
          name: 'SRE room',
          team: 'sre',
          settings: { url: sink.url('/room') },
          secrets: { secret: 'no-secret-of-anyone' },
        },
        {
          id: 'gateway',
          type: 'sms-http',
          settings: { url: sink.url('/sms'), body: '{"to": {{ to | json }}, "text": {{ text | json }}}' },
        },
      ],
      calendars: [{ id: 'ops', team: 'sre', url: calendars.url('ops'), refresh: '1h', people: { Annie: 'ann' } }],
      timeWindows: [
        {
          id: 'office',
          timeZone: 'Europe/Paris',
          holidays: 'FR',
          windows: [{ days: ['workday'], from: '09:00', to: '18:00' }],
        },
      ],
      rotas: [
        {
          id: 'sre',
          name: 'SRE primary',
          team: 'sre',
          timeZone: 'UTC',
          holidays: 'FR',
          onAbsence: 'next',
          expected: 'office',
          layers: [
            {
              id: 'week',
              rotation: { every: 1, unit: 'week', start: '2026-03-02T00:00' },
              participants: [['ann'], ['ben']],
            },
          ],
          overrides: [
            { id: 'concert', start: '2026-03-05T18:00', end: '2026-03-06T09:00', replace: 'ann', with: 'ben' },
          ],
        },
        { id: 'ops', name: 'Operations', team: 'sre', timeZone: 'UTC', layers: [{ id: 'read', calendar: 'ops' }] },
      ],
      escalationPolicies: [
        {
          id: 'main',
          name: 'Main',
          team: 'sre',
          ackTimeout: '4h',
          repeat: 1,
          steps: [
            { notify: [{ rota: 'sre' }], urgency: 'urgent', wait: '5m' },
            { notify: [{ user: 'ben' }, { channel: 'room' }], wait: '10m' },
            { notify: [{ team: 'sre' }], wait: '10m', when: 'office' },
          ],
        },
        {
          id: 'calm',
          name: 'Calm',
          ackTimeout: 'none',
          steps: [{ notify: [{ channel: 'room' }], wait: '1d', when: { severity: 'warning', match: ['host=~".*"'] } }],
          onExhausted: [],
        },
        { id: 'short', name: 'Short', team: 'sre', steps: [{ notify: [{ user: 'ben' }], wait: '1m' }] },
        {
          id: 'turns',
          name: 'Turns',
          team: 'sre',
          steps: [{ notify: [{ roundRobin: ['ann', 'ben'] }], wait: '1d', requireAcks: 1 }],
        },
      ],
      maintenances: [
        {
          id: 'works',
          name: 'Works',
          integrations: ['held'],
          start: '2026-03-02T07:00',
          end: '2026-03-03T12:05',
          timeZone: 'UTC',
        },
      ],
      subscriptions: [
        { id: 'status', name: 'Status of SRE', team: 'sre', minimumSeverity: 'error', to: [{ channel: 'room' }] },
      ],
      integrations: integrations(peers).map((one) => ({
        name: one.id,
        team: 'sre',
        token: tokenOf(one.id),
        policy: 'main',
        ...one,
      })),
    },
    null,
    1,
  );
}
