/** The small team of Opsgenie's fake after its move to JSM: the same timeline, in JSM's terms. */
import { opsgenieContent } from '../../opsgenie/fakes/content.fake.ts';
import type { JsmContent, JsmPeriod } from './peer.fake.ts';

export { TAKEN } from '../../opsgenie/fakes/content.fake.ts';

export const ACCOUNTS = { ann: '712020:ann', ben: '712020:ben', cleo: '712020:cleo', dee: '712020:dee' } as const;

function responder(name: keyof typeof ACCOUNTS) {
  return { type: 'user', id: ACCOUNTS[name] };
}

/** `u-ann` of Opsgenie is the account of ann. */
function moved(recipient: object): object {
  const id = (recipient as { id: string }).id.replace(/^u-/, '');
  return responder(id as keyof typeof ACCOUNTS);
}

const periods = (opsgenieContent.periods['s-db'] ?? []).map(({ recipient, type, ...period }): JsmPeriod => ({
  ...period,
  type: type === 'default' ? 'base' : type,
  responder: moved(recipient),
}));
const past: JsmPeriod = {
  rotation: 'r-gone',
  start: '2026-10-01T00:00:00Z',
  end: '2026-10-30T00:00:00Z',
  type: 'historical',
  responder: { ...responder('ben'), deleted: true },
};

export const jsmContent: JsmContent = {
  accounts: [
    {
      accountId: ACCOUNTS.ann,
      displayName: 'Ann Example',
      emailAddress: 'ann@example.com',
      timeZone: 'Europe/Paris',
      active: true,
    },
    // Ben hides his mail address.
    { accountId: ACCOUNTS.ben, displayName: 'Ben Example', timeZone: 'Europe/Paris', active: true },
    { accountId: ACCOUNTS.cleo, displayName: 'Cleo Example', emailAddress: 'cleo@example.com', active: true },
  ],
  teams: [{ teamId: 't-db', teamName: 'Databases' }],
  ofTeams: {
    't-db/escalations': [
      {
        id: 'e-db',
        name: 'db_escalation',
        description: '',
        enabled: true,
        rules: [
          {
            condition: 'if-not-acked',
            notifyType: 'next',
            delay: 10,
            recipient: { type: 'schedule', id: 's-db' },
          },
          { condition: 'if-not-acked', notifyType: 'default', delay: 0, recipient: { type: 'schedule', id: 's-db' } },
          { condition: 'if-not-acked', notifyType: 'default', delay: 30, recipient: responder('cleo') },
        ],
        repeat: { waitInterval: 20, count: 3, resetRecipientStates: true, closeAlertAfterAll: false },
      },
      { id: 'e-off', name: 'Old', enabled: false, rules: [] },
    ],
    't-db/routing-rules': [
      {
        id: 'rr-1',
        name: 'Backups',
        isDefault: false,
        order: 0,
        criteria: { type: 'match-all-conditions', conditions: [{ field: 'message', operation: 'contains' }] },
        notify: { type: 'none' },
      },
      {
        id: 'rr-2',
        name: 'Default',
        isDefault: true,
        order: 1,
        criteria: { type: 'match-all' },
        notify: { type: 'escalation', id: 'e-db' },
      },
    ],
    't-db/policies': [
      {
        id: 'np-1',
        type: 'notification',
        name: 'Sleep',
        enabled: true,
        filter: { type: 'match-all', conditions: [] },
        timeRestriction: {
          enabled: true,
          appliedTimeZone: 'Europe/Paris',
          timeRestrictions: [{ startHour: 22, startMinute: 0, endHour: 7, endMinute: 30 }],
        },
        delayAction: { delayOption: 'next-time', delayTime: { hours: 7, minutes: 30 } },
        suppress: false,
      },
    ],
    't-db/heartbeats': [
      { name: 'backup', interval: 2, intervalUnit: 'Days', enabled: true, status: 'Responsive', ownerTeamId: 't-db' },
    ],
  },
  lists: {
    schedules: [
      {
        id: 's-db',
        name: 'db_schedule',
        timezone: 'Europe/Paris',
        enabled: true,
        teamId: 't-db',
        rotations: [
          {
            id: 'r-week',
            name: 'Week',
            startDate: '2026-10-05T07:00:00Z',
            type: 'weekly',
            length: 1,
            participants: [responder('ann'), responder('ben')],
            timeRestriction: {
              type: 'weekday-and-time-of-day',
              restrictions: [
                { startDay: 'monday', startHour: 9, startMin: 0, endDay: 'friday', endHour: 18, endMin: 0 },
              ],
            },
          },
          {
            id: 'r-night',
            name: 'Nights',
            startDate: '2026-10-05T18:00:00Z',
            type: 'daily',
            length: 1,
            participants: [responder('dee'), responder('cleo'), { type: 'noone' }],
            timeRestriction: {
              type: 'time-of-day',
              restriction: { startHour: 20, startMin: 0, endHour: 8, endMin: 0 },
            },
          },
        ],
      },
    ],
    'forwarding-rules': [
      {
        id: 'f-1',
        fromUserId: ACCOUNTS.dee,
        toUserId: ACCOUNTS.ben,
        startDate: '2026-10-29T11:00:00Z',
        endDate: '2026-11-05T11:00:00Z',
      },
    ],
    integrations: [
      {
        id: 'i-1',
        name: 'Shop',
        type: 'API',
        enabled: true,
        teamId: 't-db',
        typeSpecificProperties: { apiKey: 'b6e1c3b2-1f2a-4c5d-8e9f-0a1b2c3d4e5f' },
      },
      { id: 'i-2', name: 'Hidden', type: 'Prometheus', enabled: true, teamId: 't-db', typeSpecificProperties: {} },
    ],
    maintenances: [
      {
        id: 'm-1',
        status: 'planned',
        description: 'Move of the shop',
        startDate: '2026-11-01T20:00:00Z',
        endDate: '2026-11-01T22:00:00Z',
        rules: [{ state: 'disabled', entity: { id: 'i-1', type: 'integration' } }],
      },
    ],
    'alerts/policies': [{ id: 'p-1', name: 'Raise', type: 'alert', enabled: true }],
  },
  periods: { 's-db': [past, ...periods] },
  deletedRotations: ['r-gone'],
  overrides: {
    's-db': [
      {
        alias: 'og-7c1',
        responder: responder('cleo'),
        startDate: '2026-10-22T16:00:00Z',
        endDate: '2026-10-23T06:00:00Z',
        rotationIds: ['r-week'],
      },
    ],
  },
};
