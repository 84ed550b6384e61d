/** A small GoAlert in the winter of 2026, and its own answer, worked out by hand. */
import type { GoalertContent } from './peer.fake.ts';

const NO_DAYS = [false, false, false, false, false, false, false];
const DAYS = {
  workdays: [false, true, true, true, true, true, false],
  weekend: [true, false, false, false, false, false, true],
};

const user = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  email: `${name}@example.com`,
  role: 'user',
  contactMethods: [],
  notificationRules: [],
  ...more,
});

export const TAKEN = '2026-12-21T07:30:20Z';

/** Who has the night of each week: ben from 21 December, then cleo, ann. */
function nights(): Array<{ userID: string; start: string; end: string }> {
  const order = ['u-ben', 'u-cleo', 'u-ann'];
  const monday = Date.parse('2026-12-21T00:00Z');
  const day = 86_400_000;
  return Array.from({ length: 14 * 7 }, (_, i) => i - 3).flatMap((i) => {
    const date = monday + i * day;
    const weekday = ((i % 7) + 7) % 7;
    if (weekday > 4) {
      return [];
    }
    const turn = Math.floor(i / 7);
    const who = (k: number) => order[((k % 3) + 3) % 3] as string;
    const [start, end] = [date + 17 * 3_600_000, date + 32 * 3_600_000];
    // Winter all along: Paris is UTC+1. The handoff is on Mondays at 09:00, when no night is on.
    return [{ userID: who(turn), start: new Date(start).toISOString(), end: new Date(end).toISOString() }];
  });
}

function weekends(): Array<{ userID: string; start: string; end: string }> {
  const saturday = Date.parse('2026-12-18T23:00Z');
  return Array.from({ length: 15 }, (_, i) => saturday + i * 7 * 86_400_000).map((start) => ({
    userID: 'u-dee',
    start: new Date(start).toISOString(),
    end: new Date(start + 2 * 86_400_000).toISOString(),
  }));
}

/** At Christmas only cleo is on call, from the 24th at noon; all else is cut there. */
function withChristmas(shifts: ReadonlyArray<{ userID: string; start: string; end: string }>) {
  const [from, to] = ['2026-12-24T11:00:00.000Z', '2026-12-26T11:00:00.000Z'];
  const outside = shifts.flatMap((shift) => {
    const before = { ...shift, end: shift.end < from ? shift.end : from };
    const after = { ...shift, start: shift.start > to ? shift.start : to };
    return [before, after].filter((one) => one.start < one.end);
  });
  return [...outside, { userID: 'u-cleo', start: from, end: to }];
}

/** On 11 January from 18:00 to midnight in Paris, dee takes ben's night. */
function withOverride(shifts: ReadonlyArray<{ userID: string; start: string; end: string }>) {
  const [from, to] = ['2027-01-11T17:00:00.000Z', '2027-01-11T23:00:00.000Z'];
  return shifts.flatMap((shift) =>
    shift.userID === 'u-ben' && shift.start === from
      ? [
          { userID: 'u-dee', start: from, end: to },
          { ...shift, start: to },
        ]
      : [shift],
  );
}

export const goalertContent: GoalertContent = {
  users: [
    user('u-ann', 'ann', {
      contactMethods: [
        {
          id: 'cm-sms',
          name: 'phone',
          dest: { type: 'builtin-twilio-sms', args: { phone_number: '+33612345678' } },
          disabled: false,
          pending: false,
        },
        {
          id: 'cm-slack',
          name: 'slack',
          dest: { type: 'builtin-slack-dm', args: { slack_user_id: 'U01' } },
          disabled: false,
          pending: false,
        },
        {
          id: 'cm-old',
          name: 'old phone',
          dest: { type: 'builtin-twilio-voice', args: { phone_number: '+33600000000' } },
          disabled: false,
          pending: true,
        },
      ],
      notificationRules: [
        { delayMinutes: 0, contactMethodID: 'cm-sms' },
        { delayMinutes: 5, contactMethodID: 'cm-slack' },
      ],
    }),
    user('u-ben', 'ben'),
    user('u-cleo', 'cleo'),
    user('u-dee', 'dee'),
  ],
  rotations: [
    {
      id: 'rot-1',
      name: 'DB week',
      description: '',
      timeZone: 'Europe/Paris',
      start: '2026-01-05T08:00:00Z',
      type: 'weekly',
      shiftLength: 1,
      activeUserIndex: 0,
      userIDs: ['u-ann', 'u-ben', 'u-cleo'],
      nextHandoffTimes: ['2026-12-21T08:00:00Z'],
    } as { id: string },
  ],
  schedules: [
    {
      id: 'sch-1',
      name: 'Database',
      description: '',
      timeZone: 'Europe/Paris',
      targets: [
        {
          target: { id: 'rot-1', type: 'rotation' },
          rules: [
            { start: '18:00', end: '09:00', weekdayFilter: DAYS.workdays },
            { start: '00:00', end: '00:00', weekdayFilter: NO_DAYS },
          ],
        },
        {
          target: { id: 'u-dee', type: 'user' },
          rules: [{ start: '00:00', end: '00:00', weekdayFilter: DAYS.weekend }],
        },
      ],
      temporarySchedules: [
        {
          start: '2026-12-24T11:00:00Z',
          end: '2026-12-26T11:00:00Z',
          shifts: [{ userID: 'u-cleo', start: '2026-12-24T11:00:00Z', end: '2026-12-26T11:00:00Z' }],
        },
      ],
    } as { id: string },
  ],
  escalationPolicies: [
    {
      id: 'pol-1',
      name: 'Database',
      description: '',
      repeat: 2,
      steps: [
        { stepNumber: 1, delayMinutes: 15, actions: [{ type: 'builtin-user', args: { user_id: 'u-cleo' } }] },
        { stepNumber: 0, delayMinutes: 5, actions: [{ type: 'builtin-schedule', args: { schedule_id: 'sch-1' } }] },
        { stepNumber: 2, delayMinutes: 10, actions: [{ type: 'builtin-rotation', args: { rotation_id: 'rot-1' } }] },
      ],
    } as { id: string },
  ],
  services: [
    {
      id: 'svc-1',
      name: 'Shop',
      description: '',
      escalationPolicyID: 'pol-1',
      maintenanceExpiresAt: null,
      labels: [],
      integrationKeys: [
        {
          id: 'key-1',
          name: 'prometheus',
          type: 'prometheusAlertmanager',
          href: 'https://goalert.example/api/v2/prometheusalertmanager/incoming?token=4f1f7f1e-8f2e-4b9e-9d51-7f5b8c3a2d10',
        },
      ],
      heartbeatMonitors: [
        {
          id: 'hb-1',
          name: 'backup',
          timeoutMinutes: 30,
          href: 'https://goalert.example/api/v2/heartbeat/0c6e2b9e-2a7b-4d6f-8a7d-1c2b3a4d5e6f',
          muted: '',
        },
      ],
    } as { id: string },
  ],
  shifts: { 'sch-1': withChristmas(withOverride([...nights(), ...weekends()])) },
  overrides: {
    'sch-1': [
      {
        id: 'ov-1',
        start: '2027-01-11T17:00:00Z',
        end: '2027-01-11T23:00:00Z',
        addUserID: 'u-dee',
        removeUserID: 'u-ben',
        target: { id: 'sch-1', type: 'schedule' },
      } as { id: string; start: string; end: string },
      {
        id: 'ov-past',
        start: '2026-12-20T17:00:00Z',
        end: '2026-12-20T23:00:00Z',
        addUserID: 'u-dee',
        removeUserID: 'u-ben',
        target: { id: 'sch-1', type: 'schedule' },
      } as { id: string; start: string; end: string },
    ],
  },
};

/** The same, with a step between that only a person can translate. */
export const contentWithSlack: GoalertContent = {
  ...goalertContent,
  escalationPolicies: goalertContent.escalationPolicies.map((policy) => {
    const { steps } = policy as { id: string; steps: Array<{ stepNumber: number }> };
    const slack = {
      stepNumber: 2,
      delayMinutes: 10,
      actions: [{ type: 'builtin-slack-channel', args: { slack_channel_id: 'C1' } }],
    };
    const moved = steps.map((step) => (step.stepNumber === 2 ? { ...step, stepNumber: 3 } : step));
    return { ...policy, steps: [...moved, slack] };
  }),
};

const later = (text: string) => new Date(Date.parse(text) + 3_600_000).toISOString();

/** Whose answer is an hour later than its schedule says. */
export const differingContent: GoalertContent = {
  ...goalertContent,
  shifts: {
    'sch-1': (goalertContent.shifts['sch-1'] ?? []).map(({ userID, start, end }) => ({
      userID,
      start: later(start),
      end: later(end),
    })),
  },
};
