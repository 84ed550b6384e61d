/** Tests of where the preview must not stop short or run for ever. */
import { describe, expect, test } from 'vitest';
import { preview } from '#domain/escalation/preview';
import type { PreviewSubject } from '#domain/escalation/preview';
import { facts, NOON, policy, responder, step, user } from '#domain/incident/incident.fake';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';

function subject(
  steps: PreviewSubject['policy']['steps'],
  changes: Partial<PreviewSubject> = {},
  repeat = 0,
): PreviewSubject {
  const alert = {
    title: 'Disk full',
    severity: 'error' as const,
    labels: { env: 'prod' },
    source: 'webhook' as const,
    integration: 'scripts',
  };
  return {
    policy: policy(steps, { repeat }),
    alert,
    team: 'sre',
    urgency: null,
    holdUntil: null,
    at: NOON,
    ...changes,
  };
}

function pages(of: PreviewSubject, given = facts()): string[] {
  const { entries } = preview(of, given);
  return entries.flatMap(({ at, people, channels }) =>
    [...people.map((one) => one.user), ...channels.map((id) => `#${id}`)].map(
      (who) => `+${(at - NOON) / MINUTE} ${who}`,
    ),
  );
}

test('steps come one after the other, passes too, then the managers', () => {
  expect(
    pages(
      subject(
        [
          step([{ kind: 'rota', rota: 'sre', who: 'current' }]),
          step([user('ben'), { kind: 'channel', channel: 'room' }]),
        ],
        {},
        1,
      ),
    ),
  ).toEqual(['+0 ann', '+5 ben', '+5 #room', '+10 ann', '+15 ben', '+15 #room', '+20 cleo']);
});

test('a hole in a rota is passed at once, and the next pass waits', () => {
  const hole = facts({ onCall: () => [] });
  const { entries, ends } = preview(subject([step([{ kind: 'rota', rota: 'sre', who: 'current' }])], {}, 1), hole);
  expect(entries.filter(({ kind }) => kind === 'skipped').map(({ at }) => (at - NOON) / MINUTE)).toEqual([0, 5]);
  expect(ends).toBe('exhausted');
});

test('a person whom nothing reaches is left at once, as when every delivery fails', () => {
  const mute = facts({ responder: (login) => responder(login, login === 'ann' ? { contactMethods: [] } : {}) });
  expect(pages(subject([step([user('ann')]), step([user('ben')])]), mute)).toEqual(['+0 ann', '+0 ben', '+5 cleo']);
});

test('a maintenance holds the beginning', () => {
  expect(pages(subject([step([user('ann')])], { holdUntil: NOON + HOUR }))).toEqual(['+60 ann', '+65 cleo']);
});

describe('conditions', () => {
  test('see the alert as it is', () => {
    const onlyCritical = step([user('ann')], {
      when: { window: null, minSeverity: 'critical', match: [], alerts: null },
    });
    expect(pages(subject([onlyCritical, step([user('ben')])]))).toEqual(['+0 ben', '+5 cleo']);
  });

  test('that count alerts see the one', () => {
    const many = step([user('ann')], {
      when: { window: null, minSeverity: null, match: [], alerts: { count: 2, within: HOUR } },
    });
    const one = step([user('ben')], {
      when: { window: null, minSeverity: null, match: [], alerts: { count: 1, within: HOUR } },
    });
    expect(pages(subject([many, one]))).toEqual(['+0 ben', '+5 cleo']);
  });
});

test('how each is reached is told, quiet hours included', () => {
  const quiet = {
    timeZone: 'UTC',
    holidays: null,
    windows: [{ days: ['daily' as const], from: '11:00', to: '13:00' }],
  };
  const given = facts({ responder: (login) => responder(login, { quietHours: quiet }) });
  const { entries } = preview(subject([step([user('ann')])]), given);
  expect(entries.find(({ kind }) => kind === 'step')?.people).toEqual([
    {
      user: 'ann',
      urgency: 'default',
      heldUntil: NOON + HOUR,
      methods: [{ method: 'email', type: 'email', at: NOON + HOUR }],
    },
  ]);
});

test('the longest policy comes to an end', () => {
  const long = subject(
    Array.from({ length: 100 }, () => step([user('ann')], { wait: 7 * 24 * HOUR })),
    {},
    10,
  );
  expect(preview(long, facts()).ends).toBe('cut');
});

describe('what is shown of each entry', () => {
  test('its step and pass from 1, its reason, its data; nothing where there is none', () => {
    const { entries, endsAt } = preview(
      subject([step([user('zoe')]), step([user('ann'), { kind: 'channel', channel: 'room' }])]),
      facts(),
    );
    expect(
      entries.map(({ kind, step: of, pass, reason, people, channels }) => [
        kind,
        of,
        pass,
        reason,
        people.map((one) => one.user),
        channels,
      ]),
    ).toEqual([
      ['opened', null, null, null, [], []],
      ['skipped', 1, 1, 'nobody-on-call', [], []],
      ['step', 2, 1, null, ['ann'], ['room']],
      ['exhausted', null, null, 'unanswered', ['cleo'], []],
    ]);
    expect(entries[1]).toMatchObject({
      at: NOON,
      text: 'Step 1 found nobody: zoe is not known. Moving on at once.',
      data: { step: 1, missing: [{ what: 'unknown-person', id: 'zoe' }] },
    });
    expect(endsAt).toBe(NOON + 5 * MINUTE);
  });

  test('the turn of a round-robin is no channel', () => {
    const { entries } = preview(subject([step([{ kind: 'roundRobin', users: ['ann'] }])]), facts());
    expect(entries.map(({ channels }) => channels.length)).toEqual([0, 0, 0]);
  });

  test('only methods that are verified, each at its time', () => {
    const methods = [
      { id: 'sms', type: 'sms', to: '1', secret: null, verified: false },
      { id: 'mail', type: 'email', to: 'a', secret: null, verified: true },
    ];
    const rules = {
      default: [
        { method: 'sms', after: 0, when: null },
        { method: 'mail', after: MINUTE, when: null },
      ],
      urgent: [],
    };
    const { entries } = preview(
      subject([step([user('ann')])]),
      facts({ responder: (login) => responder(login, { contactMethods: methods, rules }) }),
    );
    expect(entries.find(({ kind }) => kind === 'step')?.people).toEqual([
      {
        user: 'ann',
        urgency: 'default',
        heldUntil: null,
        methods: [{ method: 'mail', type: 'email', at: NOON + MINUTE }],
      },
    ]);
  });

  test('the urgency of the route', () => {
    const { entries } = preview(subject([step([user('ann')])], { urgency: 'urgent' }), facts());
    expect(entries.flatMap(({ people }) => people.map((one) => one.urgency))).toEqual(['urgent', 'urgent']);
  });
});

describe('a step that reaches nobody', () => {
  const mute = facts({ responder: (login) => responder(login, login === 'ann' ? { contactMethods: [] } : {}) });

  test('is not left where one of its people or a room is reached', () => {
    expect(pages(subject([step([user('ann'), user('ben')]), step([user('dee')])]), mute)).toEqual([
      '+0 ann',
      '+0 ben',
      '+5 dee',
      '+10 cleo',
    ]);
    expect(
      pages(subject([step([user('ann'), { kind: 'channel', channel: 'room' }]), step([user('dee')])]), mute),
    ).toEqual(['+0 ann', '+0 #room', '+5 dee', '+10 cleo']);
  });

  test('several in a row are all left at once', () => {
    expect(pages(subject([step([user('ann')]), step([user('ann')]), step([user('ben')])]), mute)).toEqual([
      '+0 ann',
      '+0 ann',
      '+0 ben',
      '+5 cleo',
    ]);
  });
});

describe('the team', () => {
  const none = () => subject([step([user('ben')])]);
  test.each([
    ['of the incident is told at the end', { team: 'sre' }, 'db', '+5 cleo'],
    ['of the policy, where the incident has none', { team: null }, 'sre', '+5 cleo'],
    ['is none: Admins', { team: null }, null, '+5 dee'],
  ])('%s', (_what, changes, ofPolicy, last) => {
    const given = { ...none(), ...changes };
    expect(pages({ ...given, policy: { ...given.policy, team: ofPolicy } }).at(-1)).toBe(last);
  });
});

test('a condition that counts alerts sees none where the one is too long ago', () => {
  const recent = step([user('ann')], {
    when: { window: null, minSeverity: null, match: [], alerts: { count: 1, within: MINUTE } },
  });
  expect(pages(subject([recent, step([user('ben')]), recent]))).toEqual(['+0 ann', '+5 ben', '+10 cleo']);
  const never = step([user('ann')], {
    when: { window: null, minSeverity: null, match: [], alerts: { count: 0, within: MINUTE } },
  });
  expect(pages(subject([step([user('ben')]), never]))).toEqual(['+0 ben', '+5 ann', '+10 cleo']);
});

test.each([
  [60 * DAY, 'exhausted', 60 * DAY],
  [60 * DAY + 1, 'cut', 0],
] as const)('looks sixty days ahead: a wait of %i ms ends %s', (wait, ends, endsAt) => {
  expect(preview(subject([step([user('ann')], { wait })]), facts())).toMatchObject({ ends, endsAt: NOON + endsAt });
});
