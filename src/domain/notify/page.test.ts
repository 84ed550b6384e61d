import { describe, expect, it } from 'vitest';
import { responder } from '#domain/incident/incident.fake';
import {
  endPage,
  nextRuleAt,
  onDelivery,
  onUndelivered,
  planPage,
  planPlainly,
  resumePage,
  shiftRules,
  startDueRules,
} from '#domain/notify/page';
import type { Page, PageState, RuleState } from '#domain/notify/page';
import type { ContactMethod, NotificationRule } from '#domain/notify/responder';
import { MINUTE } from '#domain/time/duration';
import type { Calendar } from '#domain/time/holidays';

const NOON = Date.UTC(2026, 2, 2, 12);
const calendar: Calendar = { zones: {}, holidays: {} };
const method = (id: string, type = id, verified = true): ContactMethod => ({
  id,
  type,
  to: id,
  secret: null,
  verified,
});
const rule = (id: string, after = 0): NotificationRule => ({ method: id, after, when: null });
const ann = (
  rules: { default?: NotificationRule[]; urgent?: NotificationRule[] },
  contactMethods = [method('sms'), method('email'), method('call')],
) => responder('ann', { contactMethods, rules: { default: [], urgent: [], ...rules } });

const plan = (...args: Parameters<typeof ann>): Page => planPage(ann(...args), 'default', NOON, calendar);

describe('planPage', () => {
  it('has the rules of its urgency, in the order of their instants', () => {
    const page = planPage(
      ann({ default: [rule('email')], urgent: [rule('call', 2 * MINUTE), rule('sms')] }),
      'urgent',
      NOON,
      calendar,
    );
    expect(page.rules.map(({ method: id, dueAt }) => [id, dueAt - NOON])).toEqual([
      ['sms', 0],
      ['call', 2 * MINUTE],
    ]);
  });

  it('an empty list uses the other', () => {
    expect(plan({ urgent: [rule('call')] }).rules.map(({ method: id }) => id)).toEqual(['call']);
  });

  it('both empty: all verified methods at once, e-mail first', () => {
    const page = plan({}, [method('sms'), method('email'), method('call', 'voice', false)]);
    expect(page.rules.map(({ method: id, dueAt }) => [id, dueAt])).toEqual([
      ['email', NOON],
      ['sms', NOON],
    ]);
  });

  it('hours of a rule are those of the instant at which quiet hours end', () => {
    const utc: Calendar = { zones: { UTC: { changes: [], offsets: [0] } }, holidays: {} };
    const daily = (from: string, to: string) => ({
      timeZone: 'UTC',
      holidays: null,
      windows: [{ days: ['daily' as const], from, to }],
    });
    const byDay: NotificationRule = { method: 'sms', after: 0, when: daily('07:00', '22:00') };
    const byNight: NotificationRule = { method: 'call', after: 0, when: daily('22:00', '07:00') };
    const person = responder('ann', {
      contactMethods: [method('sms'), method('call')],
      rules: { default: [byDay, byNight], urgent: [] },
      quietHours: daily('22:00', '07:00'),
    });
    const page = planPage(person, 'default', Date.UTC(2026, 2, 2, 3), utc);
    expect(page).toEqual({
      state: 'running',
      heldUntil: Date.UTC(2026, 2, 2, 7),
      rules: [{ method: 'sms', dueAt: Date.UTC(2026, 2, 2, 7), state: 'waiting' }],
    });
  });

  it('no way at all has failed before it begins', () => {
    expect(plan({}, [])).toEqual({ state: 'failed', rules: [], heldUntil: null });
  });
});

describe('a page goes on', () => {
  const page = plan({ default: [rule('email'), rule('sms', 5 * MINUTE), rule('call', 10 * MINUTE)] });
  const started = startDueRules(page, NOON);

  it('starts what is due and waits for the next', () => {
    expect(started.methods).toEqual(['email']);
    expect(nextRuleAt(started.page)).toBe(NOON + 5 * MINUTE);
    expect(startDueRules(started.page, NOON).methods).toEqual([]);
  });

  it('the first failure makes the next method due at once, and leaves the first one trying', () => {
    const failed = onDelivery(started.page, 'email', 'first-failure', NOON + 1);
    expect(failed.rules.map(({ state, dueAt }) => [state, dueAt - NOON])).toEqual([
      ['trying', 0],
      ['waiting', 1],
      ['waiting', 10 * MINUTE],
    ]);
    expect(startDueRules(failed, NOON + 1).methods).toEqual(['sms']);
  });

  it('an arrival leaves the others at their times', () => {
    const arrived = onDelivery(started.page, 'email', 'done', NOON + 1);
    expect(nextRuleAt(arrived)).toBe(NOON + 5 * MINUTE);
    expect(arrived.state).toBe('running');
  });

  it('out of rules it is delivered if one arrived, else failed', () => {
    const single = startDueRules(plan({ default: [rule('email'), rule('sms')] }), NOON).page;
    const first = onDelivery(single, 'email', 'failed', NOON);
    expect(onDelivery(first, 'sms', 'done', NOON).state).toBe('delivered');
    expect(onDelivery(first, 'sms', 'failed', NOON).state).toBe('failed');
  });

  it('one that has ended starts nothing and stays ended', () => {
    const ended = endPage(started.page);
    expect(ended.state).toBe('ended');
    expect(startDueRules(ended, NOON + 10 * MINUTE).methods).toEqual([]);
    expect(nextRuleAt(ended)).toBeNull();
    expect(endPage(plan({}, [])).state).toBe('failed');
  });

  it('news of a method that is not being tried changes nothing', () => {
    expect(onDelivery(started.page, 'call', 'failed', NOON)).toBe(started.page);
  });
});

describe('what did not arrive after all', () => {
  const started = startDueRules(
    plan({ default: [rule('email'), rule('sms', 5 * MINUTE), rule('call', 10 * MINUTE)] }),
    NOON,
  ).page;
  const sent = onDelivery(started, 'email', 'done', NOON);
  const states = (page: Page) => page.rules.map(({ state, dueAt }) => [state, (dueAt - NOON) / MINUTE]);

  it.each([
    ['failed', 'failed'],
    ['again', 'trying'],
  ] as const)('%s: the next method starts now, the one after keeps its time', (news, state) => {
    const page = onUndelivered(sent, 'email', news, NOON + MINUTE);
    expect(page.state).toBe('running');
    expect(states(page)).toEqual([
      [state, 0],
      ['waiting', 1],
      ['waiting', 10],
    ]);
  });

  it('a method that is due before now keeps its time', () => {
    expect(states(onUndelivered(sent, 'email', 'failed', NOON + 7 * MINUTE))[1]).toEqual(['waiting', 5]);
  });

  it('a page that had nothing left to do runs on, or has failed', () => {
    const delivered = onDelivery(startDueRules(plan({ default: [rule('email')] }), NOON).page, 'email', 'done', NOON);
    expect(delivered.state).toBe('delivered');
    expect(onUndelivered(delivered, 'email', 'again', NOON).state).toBe('running');
    expect(onUndelivered(delivered, 'email', 'failed', NOON).state).toBe('failed');
  });

  it('of a method that is used twice, the later one did not arrive', () => {
    const twice = startDueRules(plan({ default: [rule('email'), rule('email')] }), NOON).page;
    const both = onDelivery(onDelivery(twice, 'email', 'done', NOON), 'email', 'done', NOON);
    expect(states(onUndelivered(both, 'email', 'failed', NOON)).map(([state]) => state)).toEqual(['done', 'failed']);
  });

  it.each<[string, Page, string]>([
    ['of a method that nobody used', sent, 'sms'],
    ['of a method that is still being tried', started, 'email'],
    ['of a page that has ended', { ...sent, state: 'ended' }, 'email'],
    ['of a page that has failed', { ...sent, state: 'failed' }, 'email'],
  ])('%s it changes nothing', (_what, page, of) => {
    expect(onUndelivered(page, of, 'failed', NOON)).toBe(page);
  });
});

describe('besides', () => {
  it('what was delivered can be ended, what has ended stays so', () => {
    const page = plan({ default: [rule('email')] });
    expect([endPage({ ...page, state: 'delivered' }).state, endPage({ ...page, state: 'ended' }).state]).toEqual([
      'ended',
      'ended',
    ]);
  });

  it('nothing is due where no rule waits', () => {
    expect(nextRuleAt(startDueRules(plan({ default: [rule('email')] }), NOON).page)).toBeNull();
    expect(nextRuleAt(plan({ default: [rule('sms', 2 * MINUTE), rule('email', MINUTE)] }))).toBe(NOON + MINUTE);
  });

  it('an urgent list that is empty uses the other', () => {
    expect(
      planPage(ann({ default: [rule('call')] }), 'urgent', NOON, calendar).rules.map(({ method: id }) => id),
    ).toEqual(['call']);
  });

  it('hours of a rule are those of its own instant', () => {
    const utc: Calendar = { zones: { UTC: { changes: [], offsets: [0] } }, holidays: {} };
    const afternoon = {
      timeZone: 'UTC',
      holidays: null,
      windows: [{ days: ['daily' as const], from: '12:05', to: '18:00' }],
    };
    const later: NotificationRule = { method: 'sms', after: 10 * MINUTE, when: afternoon };
    const now: NotificationRule = { method: 'call', after: 0, when: afternoon };
    expect(planPage(ann({ default: [later, now] }), 'default', NOON, utc).rules.map(({ method: id }) => id)).toEqual([
      'sms',
    ]);
    // If no rule is in its hours, all are used.
    expect(planPage(ann({ default: [now] }), 'default', NOON, utc).rules.map(({ method: id }) => id)).toEqual(['call']);
  });

  it('where rules cannot be followed, all verified methods are used at once', () => {
    expect(planPlainly(ann({ default: [rule('call', MINUTE)] }, [method('sms'), method('email')]), NOON)).toEqual({
      state: 'running',
      heldUntil: null,
      rules: [
        { method: 'email', dueAt: NOON, state: 'waiting' },
        { method: 'sms', dueAt: NOON, state: 'waiting' },
      ],
    });
    expect(planPlainly(ann({}, []), NOON)).toEqual({ state: 'failed', heldUntil: null, rules: [] });
  });

  it.each<[string, RuleState[], PageState]>([
    ['goes on with the rules that wait', ['done', 'waiting'], 'running'],
    ['goes on while a message is under way', ['trying'], 'running'],
    ['is delivered again if that was all', ['done'], 'delivered'],
    ['has failed if nothing arrived meanwhile', ['failed'], 'failed'],
  ])('a page that ended and is resumed %s', (_text, states, state) => {
    const rules = states.map((one, i) => ({ method: `m${i}`, dueAt: NOON, state: one }));
    expect(resumePage({ state: 'ended', rules, heldUntil: null })).toEqual({ state, rules, heldUntil: null });
  });

  it('a page that did not end is not resumed', () => {
    const page = plan({ default: [rule('email')] });
    expect(resumePage(page)).toBe(page);
  });

  it('a clock that is set back moves waits, not the end of quiet hours', () => {
    const page = plan({ default: [rule('email'), rule('sms', MINUTE)] });
    expect(shiftRules(page, -MINUTE).rules.map(({ dueAt }) => dueAt - NOON)).toEqual([-MINUTE, 0]);
    const held = { ...page, heldUntil: NOON };
    expect(shiftRules(held, -MINUTE)).toBe(held);
  });
});
