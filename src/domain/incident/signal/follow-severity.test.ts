import { describe, expect, it } from 'vitest';
import {
  alert,
  ANN,
  apply,
  known,
  NOON,
  paged,
  running,
  signal,
  step,
  texts,
  user,
} from '#domain/incident/incident.fake';
import { HOUR, MINUTE } from '#domain/time/duration';

const one = () => running([step([user('ann')])]);

describe('rising severity', () => {
  const acknowledged = (by = ANN) =>
    apply({ ...one(), severity: 'warning', firing: [0, 1, 0, 0] }, NOON, [
      { kind: 'command', command: { kind: 'acknowledge' }, actor: by },
    ]).incident;
  const rise = signal(alert({ severity: 'critical' }), known({ severity: 'warning' }));

  it('to urgent pages the person who has it, once', () => {
    const first = apply(acknowledged(), NOON + 1, [rise]);
    expect(paged(first.effects)).toEqual(['ann urgent']);
    expect(first.incident.state).toBe('acknowledged');
    expect(
      paged(
        apply(first.incident, NOON + 2, [signal(alert({ severity: 'critical' }), known({ severity: 'critical' }))])
          .effects,
      ),
    ).toEqual([]);
  });

  it('pages nobody where a script has it', () => {
    expect(paged(apply(acknowledged({ name: 'api', kind: 'script', via: 'api' }), NOON + 1, [rise]).effects)).toEqual(
      [],
    );
  });

  it('below urgent pages nobody', () => {
    expect(
      paged(
        apply(acknowledged(), NOON + 1, [signal(alert({ severity: 'error' }), known({ severity: 'warning' }))]).effects,
      ),
    ).toEqual([]);
  });

  it('restarts an exhausted escalation', () => {
    const exhausted = apply(one(), NOON + 5 * MINUTE, [{ kind: 'timers' }]).incident;
    expect(exhausted.exhausted).toBe(true);
    const { incident, effects } = apply({ ...exhausted, severity: 'warning', firing: [0, 1, 0, 0] }, NOON + HOUR, [
      rise,
    ]);
    expect(paged(effects)).toEqual(['ann urgent']);
    expect(incident.exhausted).toBe(false);
  });
});

describe('that it became urgent', () => {
  const rise = signal(alert({ severity: 'critical' }), known());

  it('is told to the person who has it', () => {
    const taken = apply(one(), NOON, [{ kind: 'command', command: { kind: 'acknowledge' }, actor: ANN }]).incident;
    expect(apply(taken, NOON + 1, [rise]).effects).toContainEqual({
      kind: 'timeline',
      entry: expect.objectContaining({ kind: 'step', text: 'It became urgent: paging ann, who has it.' }),
    });
  });

  it('starts again what everybody had been told of, and says so', () => {
    const exhausted = { ...one(), exhausted: true, timers: {} };
    const { incident, effects } = apply(exhausted, NOON + 1, [rise]);
    expect(texts(effects)).toContain('It became urgent after everybody had been told: starting at step 1.');
    expect([incident.exhausted, paged(effects)]).toEqual([false, ['ann urgent']]);
  });

  it.each(['snoozed', 'resolved'] as const)('pages nobody while it is %s', (state) => {
    const { effects } = apply({ ...one(), state, exhausted: true }, NOON + 1, [
      signal(alert({ status: 'info', severity: 'critical' }), known()),
    ]);
    expect(effects.filter(({ kind }) => kind === 'page' || kind === 'urge')).toEqual([]);
  });

  it('is nothing new where it was urgent by its route', () => {
    expect(apply({ ...one(), routeUrgency: 'urgent' }, NOON + 1, [rise]).effects).not.toContainEqual({ kind: 'urge' });
  });
});
