import { describe, expect, it } from 'vitest';
import { alert, ANN, apply, known, NOON, paged, running, signal, step, texts, user } from '#domain/incident/incident.fake';
import { HOUR, MINUTE } from '#domain/time/duration';

const one = () => running([step([user('ann')])]);

describe('a firing alert', () => {
  it('that repeats exactly changes nothing', () => {
    const { incident, effects, results } = apply(one(), NOON + 1, [signal(alert(), known())]);
    expect(effects).toEqual([]);
    expect(results[0]?.alert).toBeNull();
    expect(incident.totalAlerts).toBe(1);
  });

  it('that is new counts and is told', () => {
    const { incident, effects, results } = apply(one(), NOON + 1, [signal(alert({ fingerprint: 'b', title: 'Other disk', severity: 'warning' }))]);
    expect(incident).toMatchObject({ totalAlerts: 2, firing: [0, 1, 1, 0], severity: 'error' });
    expect(texts(effects)).toEqual(['New alert: Other disk']);
    expect(results[0]?.alert).toEqual(known({ fingerprint: 'b', severity: 'warning' }));
  });

  it('cancels a resolution that was waiting', () => {
    const waiting = apply(one(), NOON, [signal(alert({ status: 'resolved' }), known(), { resolveDelay: MINUTE })]).incident;
    expect(waiting.timers.resolve).toBe(NOON + MINUTE);
    const { incident } = apply(waiting, NOON + 1, [signal(alert(), known({ status: 'resolved' }))]);
    expect(incident.timers.resolve).toBeUndefined();
    expect(incident.firing).toEqual([0, 0, 1, 0]);
  });

  it('arms the automatic resolution, also as a repeat', () => {
    const { incident } = apply(one(), NOON + 5, [signal(alert(), known(), { autoResolve: HOUR })]);
    expect(incident.timers.autoResolve).toBe(NOON + 5 + HOUR);
  });
});

describe('a recovery', () => {
  it('of the last one resolves, ends pages and tells those reached', () => {
    const { incident, effects, results } = apply(one(), NOON + 1, [signal(alert({ status: 'resolved' }), known())]);
    expect(incident).toMatchObject({ state: 'resolved', resolution: 'source', resolvedBy: 'Scripts', timers: {} });
    expect(effects).toContainEqual({ kind: 'endPages', users: 'all', reason: 'resolved' });
    expect(effects).toContainEqual({ kind: 'tellReached', update: 'resolved', actor: 'Scripts', text: null, except: [] });
    expect(results[0]?.alert).toEqual(known({ status: 'resolved' }));
  });

  it('of something never seen leaves what fires', () => {
    const { incident, effects } = apply(one(), NOON + 1, [signal(alert({ fingerprint: 'b', status: 'resolved', title: null }))]);
    expect(incident).toMatchObject({ state: 'open', firing: [0, 0, 1, 0] });
    expect(texts(effects)).toEqual(['Recovery of an alert that was never seen: Disk full']);
  });

  it('of the whole group resolves all of its alerts', () => {
    const two = apply(one(), NOON, [signal(alert({ fingerprint: 'b' }))]).incident;
    const { incident, effects } = apply(two, NOON + 1, [signal(alert({ status: 'resolved', wholeGroup: true }), known())]);
    expect(incident).toMatchObject({ state: 'resolved', firing: [0, 0, 0, 0] });
    expect(effects).toContainEqual({ kind: 'resolveAlerts' });
  });

  it('of the worst lowers the severity to that of what still fires', () => {
    const two = apply(one(), NOON, [signal(alert({ fingerprint: 'b', severity: 'warning' }))]).incident;
    expect(apply(two, NOON + 1, [signal(alert({ status: 'resolved' }), known())]).incident.severity).toBe('warning');
  });

  it('after three reopenings within the hour waits for the reopen window', () => {
    const flapping = { ...one(), reopens: [NOON - 3 * MINUTE, NOON - 2 * MINUTE, NOON - MINUTE] };
    const { incident } = apply(flapping, NOON, [signal(alert({ status: 'resolved' }), known())]);
    expect(incident).toMatchObject({ state: 'open', timers: { resolve: NOON + 10 * MINUTE } });
    const calm = { ...flapping, reopens: [NOON - HOUR, NOON - 2 * MINUTE, NOON - MINUTE] };
    expect(apply(calm, NOON, [signal(alert({ status: 'resolved' }), known())]).incident.state).toBe('resolved');
  });
});

describe('rising severity', () => {
  const acknowledged = (by = ANN) => apply({ ...one(), severity: 'warning', firing: [0, 1, 0, 0] }, NOON, [{ kind: 'command', command: { kind: 'acknowledge' }, actor: by }]).incident;
  const rise = signal(alert({ severity: 'critical' }), known({ severity: 'warning' }));

  it('to urgent pages the person who has it, once', () => {
    const first = apply(acknowledged(), NOON + 1, [rise]);
    expect(paged(first.effects)).toEqual(['ann urgent']);
    expect(first.incident.state).toBe('acknowledged');
    expect(paged(apply(first.incident, NOON + 2, [signal(alert({ severity: 'critical' }), known({ severity: 'critical' }))]).effects)).toEqual([]);
  });

  it('pages nobody where a script has it', () => {
    expect(paged(apply(acknowledged({ name: 'api', kind: 'script', via: 'api' }), NOON + 1, [rise]).effects)).toEqual([]);
  });

  it('below urgent pages nobody', () => {
    expect(paged(apply(acknowledged(), NOON + 1, [signal(alert({ severity: 'error' }), known({ severity: 'warning' }))]).effects)).toEqual([]);
  });

  it('restarts an exhausted escalation', () => {
    const exhausted = apply(one(), NOON + 5 * MINUTE, [{ kind: 'timers' }]).incident;
    expect(exhausted.exhausted).toBe(true);
    const { incident, effects } = apply({ ...exhausted, severity: 'warning', firing: [0, 1, 0, 0] }, NOON + HOUR, [rise]);
    expect(paged(effects)).toEqual(['ann urgent']);
    expect(incident.exhausted).toBe(false);
  });
});
