import { describe, expect, it } from 'vitest';
import type { Policy, Step } from '#domain/escalation/policy';
import { totalWait } from '#domain/escalation/run';
import { apply, facts, incident, NOON, paged, policy, responder, running, step, texts, user } from '#domain/incident/incident.fake';
import type { Facts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { MINUTE } from '#domain/time/duration';

const tick = (from: Incident, at: number, given: Facts = facts()) => apply(from, NOON + at, [{ kind: 'timers' }], given);

/** What opening does on this policy, at noon. */
function enter(steps: Step[], changes: Partial<Policy> = {}, given: Facts = facts(), over: Partial<Incident> = {}) {
  const run = { policy: policy(steps, changes), pass: 0, passStartedAt: NOON, step: -1, entry: 0, paged: [] };
  return apply(incident({ run, timers: { escalate: NOON }, ...over }), NOON, [{ kind: 'timers' }], given);
}

describe('entering a step', () => {
  it('pages its people and waits', () => {
    const { incident: after, effects } = enter([step([{ kind: 'rota', rota: 'sre', who: 'everyone' }, user('ann')]), step([user('cleo')])]);
    expect(paged(effects)).toEqual(['ann default', 'ben default']);
    expect(after.timers.escalate).toBe(NOON + 5 * MINUTE);
    expect(texts(effects)).toEqual(['Step 1: paging ann, ben, default; 5m to answer.']);
  });

  it.each([
    ['the step', { urgency: 'urgent' as const }, {}, 'urgent'],
    ['the route', {}, { routeUrgency: 'urgent' as const }, 'urgent'],
    ['the step before the route', { urgency: 'default' as const }, { routeUrgency: 'urgent' as const }, 'default'],
    ['critical before all', { urgency: 'default' as const }, { severity: 'critical' as const }, 'urgent'],
    ['nobody', {}, {}, 'default'],
  ])('urgency is said by %s', (_who, changes, over, urgency) => {
    expect(paged(enter([step([user('ann')], changes)], {}, facts(), over).effects)).toEqual([`ann ${urgency}`]);
  });

  it('moves on at once past what finds nobody, with reasons', () => {
    const { incident: after, effects } = enter([step([{ kind: 'rota', rota: 'none', who: 'current' }]), step([user('zoe')]), step([user('ben')])]);
    expect(paged(effects)).toEqual(['ben default']);
    expect(after.run?.step).toBe(2);
    expect(texts(effects).slice(0, 2)).toEqual(['Step 1 found nobody: rota none does not exist. Moving on at once.', 'Step 2 found nobody: zoe is not known. Moving on at once.']);
  });

  it('a pure wait pages nobody', () => {
    const { incident: after, effects } = enter([step([], { wait: 2 * MINUTE }), step([user('ben')])]);
    expect(paged(effects)).toEqual([]);
    expect(after.timers.escalate).toBe(NOON + 2 * MINUTE);
  });

  it.each([
    ['severity', { window: null, minSeverity: 'critical' as const, match: [], alerts: null }, 'the severity error is below critical'],
    ['alerts', { window: null, minSeverity: null, match: [], alerts: { count: 2, within: MINUTE } }, 'there were 0 alerts in the last 1m, fewer than 2'],
  ])('a condition on %s that fails skips it, saying why', (_what, when, why) => {
    const { effects } = enter([step([user('ann')], { when }), step([user('ben')])]);
    expect(paged(effects)).toEqual(['ben default']);
    expect(texts(effects)[0]).toBe(`Skipped step 1: ${why}.`);
  });

  it('round-robin takes the turn and hands it on', () => {
    const { effects } = enter([step([{ kind: 'roundRobin', users: ['ann', 'ben', 'cleo'] }])], {}, facts({ turn: () => 4 }));
    expect(paged(effects)).toEqual(['ben default']);
    expect(effects).toContainEqual({ kind: 'turn', key: 'p/0/0', next: 5 });
  });

  it('round-robin passes over who cannot be paged', () => {
    const given = facts({ responder: (login) => responder(login, { disabled: login === 'ann' }) });
    expect(paged(enter([step([{ kind: 'roundRobin', users: ['ann', 'ben'] }])], {}, given).effects)).toEqual(['ben default']);
  });
});

describe('after the last step', () => {
  it("the team's managers are told", () => {
    const { incident: after, effects } = tick(running([step([user('ann')])]), 5 * MINUTE);
    expect(paged(effects)).toEqual(['cleo default']);
    expect(after).toMatchObject({ state: 'open', exhausted: true, timers: {} });
  });

  it('without managers, Admins', () => {
    const { effects } = tick(running([step([user('ann')])], {}, facts({ team: () => null })), 5 * MINUTE, facts({ team: () => null }));
    expect(paged(effects)).toEqual(['dee default']);
  });

  it('the next pass waits until the sum of the waits is over', () => {
    const nobody = facts({ onCall: () => [] });
    const first = enter([step([{ kind: 'rota', rota: 'sre', who: 'current' }], { wait: 20 * MINUTE })], { repeat: 1 }, nobody).incident;
    expect(first.timers.escalate).toBe(NOON + 20 * MINUTE);
    const second = tick(first, 20 * MINUTE);
    expect(paged(second.effects)).toEqual(['ann default']);
    expect(second.incident.run).toMatchObject({ pass: 1, step: 0 });
  });

  it('and at least 5 minutes', () => {
    const first = enter([step([user('zoe')], { wait: 0 })], { repeat: 1 }).incident;
    expect(first.timers.escalate).toBe(NOON + 5 * MINUTE);
  });
});

describe('every delivery of a step failed', () => {
  const start = running([step([user('ann')]), step([user('ben')])]);
  const entry = start.run?.entry ?? 0;

  it('the next step at once', () => {
    const { effects } = apply(start, NOON + 1, [{ kind: 'unreachable', entry }]);
    expect(paged(effects)).toEqual(['ben default']);
  });

  it('news of an earlier entry changes nothing', () => {
    const later = apply(start, NOON + 5 * MINUTE, [{ kind: 'timers' }]).incident;
    expect(apply(later, NOON + 6 * MINUTE, [{ kind: 'unreachable', entry }]).effects).toEqual([]);
  });

  it('nor does it once somebody has it', () => {
    const taken = apply(start, NOON, [{ kind: 'command', command: { kind: 'acknowledge' }, actor: { name: 'ann', kind: 'person', via: 'api' } }]).incident;
    expect(apply(taken, NOON + 1, [{ kind: 'unreachable', entry }]).effects).toEqual([]);
  });
});

it('totalWait adds up all steps', () => {
  expect(totalWait(policy([step([], { wait: MINUTE }), step([], { wait: 2 * MINUTE })]))).toBe(3 * MINUTE);
});
