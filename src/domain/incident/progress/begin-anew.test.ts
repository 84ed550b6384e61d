/** What begins anew in a maintenance, and what a person asks for in one. */
import { describe, expect, it } from 'vitest';
import type { Command } from '#domain/incident/commands/command';
import type { DecisionFacts } from '#domain/incident/draft';
import { ANN, apply, facts, NOON, paged, policy, running, step, texts, user } from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import type { MaintenanceEffect } from '#domain/routing/maintenance';
import { HOUR, MINUTE } from '#domain/time/duration';

const END = NOON + 2 * HOUR;
const HOLD: MaintenanceEffect = { kind: 'hold', maintenance: 'works', until: END };
const CALM = policy([step([user('cleo')])], { id: 'calm', name: 'Calm', team: 'night' });
const OWN = policy([step([user('ann')]), step([user('ben')])]);

const during = (effect: MaintenanceEffect | null, changes: Partial<DecisionFacts> = {}): DecisionFacts =>
  facts({
    maintenance: () => effect,
    policy: (id) => (id === 'calm' ? CALM : id === 'p' ? OWN : null),
    ...changes,
  });

const open = () => running([step([user('ann')]), step([user('ben')])]);
const given = (from: Incident, command: Command, at: number, effect: MaintenanceEffect | null) =>
  apply(from, NOON + at, [{ kind: 'command', command, actor: ANN }], during(effect));
const tick = (from: Incident, at: number, effect: MaintenanceEffect | null) =>
  apply(from, NOON + at, [{ kind: 'timers' }], during(effect));

describe('what begins anew in a maintenance that holds', () => {
  const resolved = () => given(open(), { kind: 'resolve' }, MINUTE, null).incident;
  const taken = () => given(open(), { kind: 'acknowledge' }, MINUTE, null).incident;
  const snoozed = () => given(open(), { kind: 'snooze', until: NOON + HOUR }, MINUTE, null).incident;

  it.each<[string, () => ReturnType<typeof apply>]>([
    ['reopened by hand', () => given(resolved(), { kind: 'unresolve' }, 5 * MINUTE, HOLD)],
    ['given back', () => given(taken(), { kind: 'unacknowledge' }, 5 * MINUTE, HOLD)],
    ['the end of a snooze', () => tick(snoozed(), HOUR, HOLD)],
  ])('waits for its end: %s', (_, begin) => {
    const { incident, effects } = begin();
    expect(paged(effects)).toEqual([]);
    expect(texts(effects)).toContain(
      'A maintenance holds paging; if it is still open at its end, it escalates from step 1.',
    );
    expect(incident).toMatchObject({ state: 'open', exhausted: false, timers: { hold: END } });
    expect(incident.timers.escalate).toBeUndefined();
    expect(paged(tick(incident, 2 * HOUR - 1, HOLD).effects)).toEqual([]);
    const over = tick(incident, 2 * HOUR, null);
    expect(paged(tick(over.incident, 2 * HOUR, null).effects).concat(paged(over.effects))).toEqual(['ann default']);
  });

  it.each<[string, Command, string[]]>([
    ['escalate', { kind: 'escalate' }, ['ben default']],
    ['restart', { kind: 'restart', policy: OWN }, ['ann default']],
    ['reassign', { kind: 'reassign', to: { users: ['ben'] } }, ['ben urgent']],
  ])('is not what a person asks for: %s', (_, command, people) => {
    expect(paged(given(open(), command, 5 * MINUTE - 1, HOLD).effects)).toEqual(people);
  });
});

describe('a maintenance with a policy', () => {
  const INSTEAD: MaintenanceEffect = { kind: 'policy', maintenance: 'works', policy: 'calm' };

  it('takes what begins anew in it, and gives it back when it begins anew afterwards', () => {
    const resolved = given(open(), { kind: 'resolve' }, MINUTE, null).incident;
    const reopened = given(resolved, { kind: 'unresolve' }, 5 * MINUTE, INSTEAD);
    const night = tick(reopened.incident, 5 * MINUTE, INSTEAD);
    expect([...paged(reopened.effects), ...paged(night.effects)]).toEqual(['cleo default']);
    expect(night.incident).toMatchObject({ policy: 'calm', team: 'night' });
    const again = given(
      given(night.incident, { kind: 'resolve' }, 6 * MINUTE, INSTEAD).incident,
      { kind: 'unresolve' },
      3 * HOUR,
      null,
    );
    expect(again.incident).toMatchObject({ policy: 'p', team: 'sre' });
  });

  it('leaves people who were called by hand', () => {
    const called = given(open(), { kind: 'reassign', to: { users: ['ben'] } }, MINUTE, null).incident;
    const resolved = given(called, { kind: 'resolve' }, 2 * MINUTE, null).incident;
    const reopened = given(resolved, { kind: 'unresolve' }, 5 * MINUTE, INSTEAD);
    expect(reopened.incident.run?.policy.id).not.toBe('calm');
  });
});
