import { describe, expect, it } from 'vitest';
import {
  apply,
  facts,
  incident,
  NOON,
  paged,
  policy,
  running,
  step,
  texts,
  user,
} from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import { unattended } from '#domain/incident/progress/watchdog';
import { HOUR, MINUTE } from '#domain/time/duration';

describe('what nobody would hear of again', () => {
  it.each<[string, Partial<Incident>, ReturnType<typeof unattended>]>([
    ['open with a next step', { timers: { escalate: NOON } }, null],
    ['open and held', { timers: { hold: NOON } }, null],
    ['open with nothing to come', { timers: {} }, 'open-without-next-step'],
    ['open with what came to nothing', { timers: { escalate: undefined } as never }, 'open-without-next-step'],
    ['open, and everybody was told', { exhausted: true, timers: {} }, null],
    ['snoozed until a time', { state: 'snoozed', timers: { wake: NOON } }, null],
    [
      'snoozed without one, whatever else waits',
      { state: 'snoozed', timers: { autoResolve: NOON } },
      'snoozed-without-end',
    ],
    ['acknowledged', { state: 'acknowledged', timers: {} }, null],
    ['resolved', { state: 'resolved', timers: {} }, null],
  ])('%s', (_what, changes, why) => {
    expect(unattended(incident(changes))).toBe(why);
  });
});

describe('a repair', () => {
  const from = running([step([user('ann')])], { ackTimeout: HOUR });

  it.each<[string, Partial<Incident>, string, string]>([
    [
      'open without a next step',
      { timers: {} },
      'The watchdog found it open without a next step: starting at step 1.',
      'open-without-next-step',
    ],
    [
      'snoozed without an end',
      { state: 'snoozed', snoozedUntil: NOON, timers: {} },
      'The watchdog found it snoozed without an end: starting at step 1.',
      'snoozed-without-end',
    ],
  ])('of one that is %s pages step 1 and says why', (_what, changes, text, reason) => {
    const { incident: after, effects } = apply({ ...from, ...changes }, NOON + MINUTE, [{ kind: 'repair' }]);
    expect(paged(effects)).toEqual(['ann default']);
    expect(texts(effects)[0]).toBe(text);
    expect(effects[0]).toMatchObject({ entry: { kind: 'repaired', data: { reason } } });
    expect(after).toMatchObject({
      state: 'open',
      snoozedUntil: null,
      run: { step: 0 },
      timers: { escalate: NOON + 6 * MINUTE, confirm: NOON + MINUTE + HOUR },
    });
  });

  it('leaves what is well as it is', () => {
    expect(apply(from, NOON + MINUTE, [{ kind: 'repair' }])).toMatchObject({
      effects: [],
      incident: { ...from, version: from.version + 1 },
    });
  });

  it('of one that has no policy any more tells the managers', () => {
    const { effects } = apply(
      { ...from, run: null, timers: {} },
      NOON,
      [{ kind: 'repair' }],
      facts({ policy: () => null }),
    );
    expect(paged(effects)).toEqual(['cleo default']);
    const today = facts({ policy: (id) => (id === 'p' ? policy([step([user('dee')])]) : null) });
    expect(paged(apply({ ...from, run: null, timers: {} }, NOON, [{ kind: 'repair' }], today).effects)).toEqual([
      'dee default',
    ]);
  });
});
