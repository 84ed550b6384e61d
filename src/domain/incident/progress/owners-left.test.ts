/** What becomes of an incident whose acknowledgers are disabled. */
import { describe, expect, it } from 'vitest';
import { apply, facts, NOON, paged, responder, running, step, texts, user } from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import { disabledOwners } from '#domain/incident/progress/owners-left';
import { MINUTE } from '#domain/time/duration';

const withDisabled = (...logins: string[]) =>
  facts({ responder: (login) => ({ ...responder(login), disabled: logins.includes(login) }) });
const owned: Partial<Incident> = {
  state: 'acknowledged',
  acknowledgedBy: 'ann',
  acknowledgedKind: 'person',
  acks: ['ann'],
  timers: {},
};
const from = { ...running([step([user('ann')]), step([user('ben')])]), ...owned };

it('an acknowledged incident goes on at its step: whoever is disabled is skipped there', () => {
  const { incident, effects } = apply(from, NOON + MINUTE, [{ kind: 'ownersLeft' }], withDisabled('ann'));
  expect(paged(effects)).toEqual(['ben default']);
  expect(incident).toMatchObject({ state: 'open', acks: [], acknowledgedBy: null, run: { step: 1 } });
  expect(texts(effects)[0]).toBe('ann cannot work on it, being disabled: escalating again.');
});

describe('an incident is left alone', () => {
  it.each<[string, Partial<Incident>, string[]]>([
    ['whose owner is not disabled', {}, ['ben']],
    ['that a second person acknowledged, who is still there', { acks: ['ann', 'ben'] }, ['ann']],
    ['that a source acknowledged under the same name', { acknowledgedKind: 'source' }, ['ann']],
    ['that is resolved', { state: 'resolved' }, ['ann']],
    ['that nobody acknowledged', { state: 'open', acknowledgedBy: null, acknowledgedKind: null, acks: [] }, ['ann']],
  ])('%s', (_what, changes, disabled) => {
    const one = { ...from, ...changes } as Incident;
    expect(disabledOwners(one, withDisabled(...disabled))).toEqual([]);
    expect(apply(one, NOON, [{ kind: 'ownersLeft' }], withDisabled(...disabled)).effects).toEqual([]);
  });
});

it('a disabled owner is not asked for a confirmation: the escalation goes on at once', () => {
  const due = { ...from, timers: { confirm: NOON } };
  const { effects } = apply(due, NOON, [{ kind: 'timers' }], withDisabled('ann'));
  expect(paged(effects)).toEqual(['ben default']);
});
