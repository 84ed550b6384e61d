import { describe, expect, it } from 'vitest';
import { responder } from '#domain/incident/incident.fake';
import { endPage, nextRuleAt, onDelivery, planPage, startDueRules } from '#domain/notify/page';
import type { Page } from '#domain/notify/page';
import type { ContactMethod, NotificationRule } from '#domain/notify/responder';
import { MINUTE } from '#domain/time/duration';
import type { Calendar } from '#domain/time/calendar';

const NOON = Date.UTC(2026, 2, 2, 12);
const calendar: Calendar = { zones: {}, holidays: {} };
const method = (id: string, type = id, verified = true): ContactMethod => ({ id, type, to: id, secret: null, verified });
const rule = (id: string, after = 0): NotificationRule => ({ method: id, after, when: null });
const ann = (rules: { default?: NotificationRule[]; urgent?: NotificationRule[] }, contactMethods = [method('sms'), method('email'), method('call')]) =>
  responder('ann', { contactMethods, rules: { default: [], urgent: [], ...rules } });

const plan = (...args: Parameters<typeof ann>): Page => planPage(ann(...args), 'default', NOON, calendar);

describe('planPage', () => {
  it('has the rules of its urgency, in the order of their instants', () => {
    const page = planPage(ann({ default: [rule('email')], urgent: [rule('call', 2 * MINUTE), rule('sms')] }), 'urgent', NOON, calendar);
    expect(page.rules.map(({ method: id, dueAt }) => [id, dueAt - NOON])).toEqual([['sms', 0], ['call', 2 * MINUTE]]);
  });

  it('an empty list uses the other', () => {
    expect(plan({ urgent: [rule('call')] }).rules.map(({ method: id }) => id)).toEqual(['call']);
  });

  it('both empty: all verified methods at once, e-mail first', () => {
    const page = plan({}, [method('sms'), method('email'), method('call', 'voice', false)]);
    expect(page.rules.map(({ method: id, dueAt }) => [id, dueAt])).toEqual([['email', NOON], ['sms', NOON]]);
  });

  it('hours of a rule are those of the instant at which quiet hours end', () => {
    const utc: Calendar = { zones: { UTC: { changes: [], offsets: [0] } }, holidays: {} };
    const daily = (from: string, to: string) => ({ timeZone: 'UTC', holidays: null, windows: [{ days: ['daily' as const], from, to }] });
    const byDay: NotificationRule = { method: 'sms', after: 0, when: daily('07:00', '22:00') };
    const byNight: NotificationRule = { method: 'call', after: 0, when: daily('22:00', '07:00') };
    const person = responder('ann', { contactMethods: [method('sms'), method('call')], rules: { default: [byDay, byNight], urgent: [] }, quietHours: daily('22:00', '07:00') });
    const page = planPage(person, 'default', Date.UTC(2026, 2, 2, 3), utc);
    expect(page).toEqual({ state: 'running', heldUntil: Date.UTC(2026, 2, 2, 7), rules: [{ method: 'sms', dueAt: Date.UTC(2026, 2, 2, 7), state: 'waiting' }] });
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
    expect(failed.rules.map(({ state, dueAt }) => [state, dueAt - NOON])).toEqual([['trying', 0], ['waiting', 1], ['waiting', 10 * MINUTE]]);
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
