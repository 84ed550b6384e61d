/** A run that waits for the time window of a step. Noon is on a Monday. */
import { describe, expect, it } from 'vitest';
import { nextForPeople, nextOf } from '#domain/escalation/next';
import { LONGEST_PAUSE, opensAt } from '#domain/escalation/pause';
import type { AwaitedWindow, Policy, Step, StepConditions } from '#domain/escalation/policy';
import { preview } from '#domain/escalation/preview';
import type { AdvanceResult, IncidentEvent } from '#domain/incident/advance';
import type { DecisionFacts } from '#domain/incident/draft';
import { advanceWithFallback } from '#domain/incident/progress/advance-with-fallback';
import { shiftWaits } from '#domain/incident/progress/shift';
import { ANN, apply, BEN, facts, incident, NOON, paged, policy, step, user } from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import type { DayWord } from '#domain/time/weekly';

const window = (days: DayWord[], from: string, to: string): AwaitedWindow => ({
  id: 'w',
  window: { timeZone: 'UTC', holidays: null, windows: [{ days, from, to }] },
});
/** Opens three hours after noon. */
const LATER = window(['daily'], '15:00', '16:00');
const OPEN = window(['daily'], '09:00', '18:00');
const NEVER: AwaitedWindow = { id: 'w', window: { timeZone: 'UTC', holidays: null, windows: [] } };
const GONE: AwaitedWindow = { id: 'w', window: null };
const BROKEN: AwaitedWindow = { id: 'w', window: { timeZone: 'Mars/Phobos', holidays: null, windows: [] } };

const ann = (changes: Partial<Step> = {}) => step([user('ann')], changes);
const ben = (changes: Partial<Step> = {}) => step([user('ben')], changes);

function open(steps: Step[], changes: Partial<Policy> = {}, given: DecisionFacts = facts()): AdvanceResult {
  const run = { policy: policy(steps, changes), pass: 0, passStartedAt: NOON, step: -1, entry: 0, paged: [] };
  return apply(incident({ run, timers: { escalate: NOON } }), NOON, [{ kind: 'timers' }], given);
}

const tick = (from: Incident, after: number, given: DecisionFacts = facts()) =>
  apply(from, NOON + after, [{ kind: 'timers' }], given);
const command = (from: Incident, after: number, ...kinds: Array<'acknowledge' | 'unacknowledge' | 'escalate'>) =>
  apply(
    from,
    NOON + after,
    kinds.map((kind): IncidentEvent => ({ kind: 'command', command: { kind }, actor: ANN })),
  );
const told = ({ effects }: AdvanceResult) =>
  effects.flatMap((effect) => (effect.kind === 'timeline' ? [effect.entry] : []));
const reasons = (answer: AdvanceResult) => told(answer).map(({ data }) => data['reason']);

describe('when a step may be entered', () => {
  it.each<[string, AwaitedWindow | undefined, number | null]>([
    ['without a window', undefined, NOON],
    ['while it is open', OPEN, NOON],
    ['later on the day', LATER, NOON + 3 * HOUR],
    ['just closed', window(['daily'], '09:00', '12:00'), NOON + 21 * HOUR],
    ['opens this instant', window(['mon'], '12:00', '13:00'), NOON],
    ['a week later', window(['mon'], '11:00', '12:00'), NOON + 7 * DAY - HOUR],
    ['never', NEVER, null],
    ['gone', GONE, null],
    ['in a zone that is not known', BROKEN, null],
  ])('%s', (_, until, expected) => expect(opensAt(ann(until ? { until } : {}), NOON, facts().calendar)).toBe(expected));

  it('an opening after exactly 8 days counts, a later one does not', () => {
    const holidays = (at: number) => ({
      ...facts().calendar,
      holidays: { FR: [new Date(at).toISOString().slice(0, 10)] },
    });
    const onHoliday: AwaitedWindow = {
      id: 'w',
      window: { timeZone: 'UTC', holidays: 'FR', windows: [{ days: ['holiday'], from: '12:00', to: '13:00' }] },
    };
    const at = NOON + LONGEST_PAUSE;
    expect(opensAt(ann({ until: onHoliday }), NOON, holidays(at))).toBe(at);
    expect(opensAt(ann({ until: onHoliday }), NOON - 1, holidays(at))).toBeNull();
  });
});

describe('a step whose window is closed', () => {
  it('pages nobody, says why, and shows when it goes on', () => {
    const paused = open([ann({ until: LATER })]);
    expect(paged(paused.effects)).toEqual([]);
    expect(told(paused)).toMatchObject([
      {
        kind: 'waiting',
        text: 'Step 1: waiting 3h, until its time window w opens.',
        data: { reason: 'waiting-for-window', step: 1, pass: 1, window: 'w', wait: 3 * HOUR, until: NOON + 3 * HOUR },
      },
    ]);
    expect(nextOf(paused.incident)).toEqual({
      at: NOON + 3 * HOUR,
      what: 'its time window opens: step 1 of 1 pages ann',
      why: {
        reason: 'pages',
        data: {
          step: 1,
          steps: 1,
          pass: null,
          passes: 1,
          window: 'opens',
          targets: [{ kind: 'user', id: 'ann', who: null }],
        },
      },
    });
    const opened = tick(paused.incident, 3 * HOUR);
    expect(paged(opened.effects)).toEqual(['ann default']);
    expect(opened.incident).toMatchObject({ run: { step: 0 }, timers: { escalate: NOON + 3 * HOUR + 5 * MINUTE } });
    expect(opened.incident.run?.pause).toBeUndefined();
  });

  it('names no longer who was not available in the step before', () => {
    const resting = facts({ rest: (login) => (login === 'ben' ? { until: NOON + HOUR, paging: 'warn' } : null) });
    const first = open([ben(), ann({ until: LATER })], {}, resting).incident;
    expect(first.run?.unavailable).toEqual([expect.objectContaining({ user: 'ben' })]);
    const paused = tick(first, 5 * MINUTE, resting).incident;
    expect(paused.run?.pause).toBe(1);
    expect(paused.run?.unavailable).toBeUndefined();
  });

  it('runs at once while its window is open', () => {
    expect(paged(open([ann({ until: OPEN })]).effects)).toEqual(['ann default']);
  });

  it('judges its condition when the window opens, not before', () => {
    const critical: StepConditions = { window: null, minSeverity: 'critical', match: [], alerts: null };
    const paused = open([ann({ until: LATER, when: critical }), ben()]).incident;
    expect(paged(tick(paused, 3 * HOUR).effects)).toEqual(['ben default']);
    expect(paged(tick({ ...paused, severity: 'critical' }, 3 * HOUR).effects)).toEqual(['ann urgent']);
  });

  it('waits again where the window turns out to be closed after all', () => {
    const holiday = facts({ calendar: { ...facts().calendar, holidays: { FR: ['2026-03-02'] } } });
    const workday: AwaitedWindow = {
      id: 'w',
      window: { timeZone: 'UTC', holidays: 'FR', windows: [{ days: ['workday'], from: '15:00', to: '16:00' }] },
    };
    const paused = open([ann({ until: workday })]).incident;
    const again = tick(paused, 3 * HOUR, holiday);
    expect(paged(again.effects)).toEqual([]);
    expect(again.incident.timers.escalate).toBe(NOON + DAY + 3 * HOUR);
    expect(paged(tick(again.incident, DAY + 3 * HOUR, holiday).effects)).toEqual(['ann default']);
  });

  it.each([
    ['does not open', NEVER],
    ['is gone', GONE],
    ['cannot be evaluated', BROKEN],
  ])('is entered at once where the window %s', (_, until) => {
    const entered = open([ann({ until })]);
    expect(paged(entered.effects)).toEqual(['ann default']);
    expect(told(entered)[0]).toMatchObject({
      kind: 'warning',
      text: 'Step 1 does not wait: its time window w does not open within 8d.',
      data: { reason: 'window-never-opens', step: 1, pass: 1, window: 'w' },
    });
  });

  it('is not skipped, and those after it may wait, too', () => {
    const even = window(['daily'], '17:00', '18:00');
    const first = open([ann({ until: LATER }), ben({ until: even })]).incident;
    const second = tick(first, 3 * HOUR).incident;
    const third = tick(second, 3 * HOUR + 5 * MINUTE);
    expect(reasons(third)).toEqual(['waiting-for-window']);
    expect(third.incident).toMatchObject({ run: { step: 0, pause: 1 }, timers: { escalate: NOON + 5 * HOUR } });
    expect(paged(tick(third.incident, 5 * HOUR).effects)).toEqual(['ben default']);
  });

  it('its pause is no wait of the pass: the next pass may begin as early as without it', () => {
    const critical: StepConditions = { window: null, minSeverity: 'critical', match: [], alerts: null };
    const steps = [ann({ until: LATER }), ben({ when: critical, wait: HOUR })];
    const paused = open(steps, { repeat: 1 }).incident;
    const entered = tick(paused, 3 * HOUR).incident;
    expect(tick(entered, 3 * HOUR + 5 * MINUTE).incident.run).toMatchObject({ pass: 1, step: 0 });
  });

  it('also waits in later passes, without losing count of them', () => {
    const steps = [ann({ until: window(['daily'], '12:00', '12:03') })];
    const second = tick(open(steps, { repeat: 1 }).incident, 5 * MINUTE);
    expect(reasons(second)).toEqual([undefined, 'waiting-for-window']);
    expect(second.incident).toMatchObject({ run: { step: -1, pause: 0, pass: 1 }, timers: { escalate: NOON + DAY } });
    const asked = command(second.incident, HOUR, 'escalate');
    expect(paged(asked.effects)).toEqual(['ann default']);
    expect(asked.incident.run).toMatchObject({ step: 0, pass: 1 });
  });
});

describe('commands while a step waits for its window', () => {
  const steps = [ben(), ann({ until: LATER, requireAcks: 2 })];
  const paused = (changes: Partial<Policy> = {}) => tick(open(steps, changes).incident, 5 * MINUTE).incident;

  it('escalate enters the step now', () => {
    const asked = command(paused(), HOUR, 'escalate');
    expect(paged(asked.effects)).toEqual(['ann default']);
    expect(asked.incident).toMatchObject({ run: { step: 1 }, timers: { escalate: NOON + HOUR + 5 * MINUTE } });
  });

  it('escalate enters the first step now, also of an acknowledged incident', () => {
    const first = open([ann({ until: LATER })]).incident;
    expect(paged(command(first, HOUR, 'escalate').effects)).toEqual(['ann default']);
    expect(paged(command(first, HOUR, 'acknowledge', 'escalate').effects)).toEqual(['ann default']);
  });

  it('escalate from the step before begins the wait', () => {
    const asked = command(open(steps).incident, MINUTE, 'escalate');
    expect(reasons(asked)).toContain('waiting-for-window');
    expect(paged(asked.effects)).toEqual([]);
  });

  it('acknowledging ends the wait; the step before says how many must', () => {
    const done = command(paused(), HOUR, 'acknowledge').incident;
    expect(done).toMatchObject({ state: 'acknowledged', timers: {} });
    expect(paged(command(done, 2 * HOUR, 'unacknowledge').effects)).toEqual(['ben default']);
  });

  it('an acknowledgement that is not confirmed goes on at the step that waited', () => {
    const acknowledged = command(paused({ ackTimeout: HOUR }), HOUR, 'acknowledge').incident;
    const asked = tick(acknowledged, 2 * HOUR).incident;
    const back = tick(asked, 2 * HOUR + 5 * MINUTE);
    expect(reasons(back)).toEqual(['not-confirmed', 'waiting-for-window']);
    expect(paged(tick(back.incident, 3 * HOUR).effects)).toEqual(['ann default']);
  });

  it('snoozing and waking start at step 1', () => {
    const snooze: IncidentEvent = { kind: 'command', command: { kind: 'snooze', until: NOON + 4 * HOUR }, actor: BEN };
    const snoozed = apply(paused(), NOON + HOUR, [snooze]).incident;
    expect(paged(tick(snoozed, 4 * HOUR).effects)).toEqual(['ben default']);
  });
});

describe('what else may happen meanwhile', () => {
  it('failed deliveries of the step before do not end the wait', () => {
    const before = open([ben(), ann({ until: LATER })]).incident;
    const { incident: paused } = tick(before, 5 * MINUTE);
    const late = apply(paused, NOON + HOUR, [{ kind: 'unreachable', entry: before.run?.entry ?? 0 }]);
    expect(told(late)).toEqual([]);
    expect(late.incident.timers).toEqual(paused.timers);
  });

  it('people who waited are paged when the pause begins; if they cannot be reached, it goes on', () => {
    const given = facts({
      rest: (login, now) =>
        login === 'ann' && now < NOON + 2 * HOUR ? { until: NOON + 2 * HOUR, paging: 'hold' } : null,
      atHand: (login) => login === 'ben',
    });
    const steps = [
      step([{ kind: 'rota', rota: 'sre', who: 'current' }]),
      step([user('cleo')], { until: LATER, urgency: 'urgent' }),
    ];
    const first = open(steps, {}, given);
    expect(paged(first.effects)).toEqual(['ben default']);
    const paused = tick(first.incident, 5 * MINUTE, given);
    expect(paged(paused.effects)).toEqual(['ann urgent']);
    expect(reasons(paused)).toEqual(['waiting-for-window', 'waited']);
    const entry = paused.incident.run?.entry ?? 0;
    const failed = apply(paused.incident, NOON + HOUR, [{ kind: 'unreachable', entry }], given);
    expect(told(failed)).toMatchObject([
      {
        text: 'Nobody could be reached in step 2: every delivery failed. The wait for its time window goes on.',
        data: { reason: 'unreachable', step: 2, pass: 1, paused: true },
      },
    ]);
    expect(failed.incident.timers.escalate).toBe(NOON + 3 * HOUR);
    expect(paged(tick(failed.incident, 3 * HOUR, given).effects)).toEqual(['cleo urgent']);
  });

  it('a clock that is set back finds the opening anew', () => {
    const paused = open([ann({ until: LATER })]).incident;
    const back = shiftWaits(paused, -DAY);
    expect(back.timers.escalate).toBe(NOON - DAY);
    const again = tick(back, -DAY + MINUTE);
    expect(again.incident.timers.escalate).toBe(NOON - DAY + 3 * HOUR);
  });

  it('an incident that keeps failing pages somebody, whatever the windows say', () => {
    const throws = facts({
      onCall: () => {
        throw new Error('no rotas');
      },
    });
    const steps = [step([{ kind: 'rota', rota: 'sre', who: 'current' }]), ann({ until: LATER })];
    const run = { policy: policy(steps), pass: 0, passStartedAt: NOON, step: -1, entry: 0, paged: [] };
    const broken = incident({ run, timers: { escalate: NOON } });
    const answer = advanceWithFallback(broken, [{ kind: 'timers' }], NOON, throws, { tries: 3, since: NOON });
    expect(paged(answer.effects)).toEqual(['ann default']);
    expect(answer.incident.run?.pause).toBeUndefined();
  });
});

it('is forgotten when an incident that is silenced in the source waits at its start again', () => {
  const paused = open([ben({ wait: MINUTE }), ann({ until: LATER })]);
  const waits = tick(paused.incident, MINUTE).incident;
  expect(waits.run?.pause).toBe(1);
  const silence = { by: 'zoe', comment: '', until: NOON + DAY, source: 'Scripts' };
  const back = command({ ...waits, silence }, 2 * MINUTE, 'acknowledge', 'unacknowledge').incident;
  expect(back.run?.pause).toBeUndefined();
  expect(paged(command(back, 3 * MINUTE, 'escalate').effects)).toEqual(['ben default']);
});

describe('what is foreseen', () => {
  it('a step that may have to wait says so before, and people are told the instant at which its window opens', () => {
    const before = open([ben(), ann({ until: LATER })]).incident;
    expect(nextOf(before)).toMatchObject({
      at: NOON + 5 * MINUTE,
      what: 'step 2 of 2 pages ann, once its time window is open',
      why: { data: { window: 'awaited' } },
    });
    expect(nextForPeople(before, facts(), (id) => id)).toEqual({
      at: NOON + 3 * HOUR,
      step: { kind: 'page', names: ['ann'] },
    });
  });

  it('the simulation pauses as the incident would', () => {
    const { entries } = preview(
      {
        policy: policy([ben(), ann({ until: LATER })]),
        alert: { title: 'Disk full', severity: 'error', labels: {}, source: 'webhook', integration: null },
        team: 'sre',
        urgency: null,
        holdUntil: null,
        at: NOON,
      },
      facts(),
    );
    const told = entries.map(({ at, kind, reason, step: number }) => [(at - NOON) / MINUTE, kind, reason, number]);
    expect(told).toEqual([
      [0, 'opened', null, null],
      [0, 'step', null, 1],
      [5, 'waiting', 'waiting-for-window', 2],
      [180, 'step', null, 2],
      [185, 'exhausted', 'unanswered', null],
    ]);
  });
});
