import { describe, expect, it } from 'vitest';
import { alert, incident, known, NOON } from '#domain/incident/incident.fake';
import { isExactRepeat, place } from '#domain/incident/signal/placement';
import { MINUTE } from '#domain/time/duration';

const WINDOW = 10 * MINUTE;
const resolvedBy = (resolution: 'source' | 'person' | 'timeout' | 'merged') =>
  incident({ state: 'resolved', resolution, resolvedAt: NOON, totalAlerts: 1 });

describe('place', () => {
  it('nothing there: a firing alert opens', () => {
    expect(place(alert(), null, null, WINDOW, false, NOON)).toEqual({ kind: 'open' });
  });

  it.each(['resolved', 'acknowledged', 'unacknowledged', 'info'] as const)('nothing there: %s is a stray', (status) => {
    expect(place(alert({ status }), null, null, WINDOW, false, NOON)).toEqual({
      kind: 'stray',
      reason: 'nothing-open',
    });
  });

  it('one is open: it joins, whatever its status', () => {
    for (const status of ['firing', 'resolved', 'acknowledged', 'info'] as const) {
      expect(place(alert({ status }), incident({ totalAlerts: 1 }), null, WINDOW, false, NOON)).toEqual({
        kind: 'join',
      });
    }
  });

  it('another problem id of the only alert supersedes; beside other alerts it joins', () => {
    const other = alert({ problemId: '8' });
    expect(place(other, incident({ totalAlerts: 1 }), known({ problemId: '7' }), WINDOW, false, NOON)).toEqual({
      kind: 'supersede',
    });
    expect(place(other, incident({ totalAlerts: 2 }), known({ problemId: '7' }), WINDOW, false, NOON)).toEqual({
      kind: 'join',
    });
  });

  it('a recovery with another problem id joins: it resolves', () => {
    expect(
      place(
        alert({ status: 'resolved', problemId: '8' }),
        incident({ totalAlerts: 1 }),
        known({ problemId: '7' }),
        WINDOW,
        false,
        NOON,
      ),
    ).toEqual({ kind: 'join' });
  });

  it.each([
    [WINDOW, 'reopen'],
    [WINDOW + 1, 'open'],
  ] as const)('%i ms after the source resolved it: %s', (later, kind) => {
    expect(place(alert(), resolvedBy('source'), known({ status: 'resolved' }), WINDOW, false, NOON + later)).toEqual({
      kind,
    });
  });

  it('no reopen window: a new one even in the same millisecond', () => {
    expect(place(alert(), resolvedBy('source'), known({ status: 'resolved' }), 0, false, NOON)).toEqual({
      kind: 'open',
    });
  });

  it.each([
    ['person', 'open'],
    ['merged', 'open'],
    ['timeout', 'reopen'],
  ] as const)('resolved by %s: %s', (resolution, kind) => {
    expect(place(alert(), resolvedBy(resolution), known({ status: 'resolved' }), WINDOW, false, NOON + 1)).toEqual({
      kind,
    });
  });

  it('what a person resolved and the source repeats as it was stays resolved, if it can be told from a new one', () => {
    const repeated = { startsAt: NOON - 1 };
    expect(place(alert(repeated), resolvedBy('person'), known(repeated), WINDOW, false, NOON)).toEqual({
      kind: 'stray',
      reason: 'resolved-by-hand',
    });
    expect(place(alert({ startsAt: NOON }), resolvedBy('person'), known(repeated), WINDOW, false, NOON)).toEqual({
      kind: 'open',
    });
  });

  it('what began after a person resolved it is new, also where the first one came without a start', () => {
    const incident = resolvedBy('person');
    const began = (startsAt: number) => place(alert({ startsAt }), incident, known(), WINDOW, false, NOON + 9);
    expect(began(NOON + 1)).toEqual({ kind: 'open' });
    expect(began(NOON)).toEqual({ kind: 'stray', reason: 'resolved-by-hand' });
    // A source whose clock is ahead repeats what it said.
    const ahead = { startsAt: NOON + 5 };
    expect(place(alert(ahead), incident, known(ahead), WINDOW, false, NOON + 9)).toEqual({
      kind: 'stray',
      reason: 'resolved-by-hand',
    });
  });

  it('what a person resolved and the source repeats by its problem stays resolved', () => {
    expect(
      place(alert({ problemId: '7' }), resolvedBy('person'), known({ problemId: '7' }), WINDOW, false, NOON),
    ).toEqual({ kind: 'stray', reason: 'resolved-by-hand' });
    expect(place(alert(), resolvedBy('person'), known(), WINDOW, false, NOON)).toEqual({ kind: 'open' });
  });

  it('a short reopen window is one, too', () => {
    expect(place(alert(), resolvedBy('source'), known({ status: 'resolved' }), 1, false, NOON + 1)).toEqual({
      kind: 'reopen',
    });
  });

  it('its recovery came first: nobody is woken', () => {
    expect(place(alert({ problemId: '7' }), null, null, WINDOW, true, NOON)).toEqual({
      kind: 'stray',
      reason: 'already-recovered',
    });
  });

  it('another problem id never reopens', () => {
    expect(
      place(
        alert({ problemId: '8' }),
        resolvedBy('source'),
        known({ status: 'resolved', problemId: '7' }),
        WINDOW,
        false,
        NOON,
      ),
    ).toEqual({ kind: 'open' });
  });

  it('the same problem id never fires again', () => {
    expect(
      place(
        alert({ problemId: '7' }),
        resolvedBy('source'),
        known({ status: 'resolved', problemId: '7' }),
        WINDOW,
        false,
        NOON,
      ),
    ).toEqual({ kind: 'stray', reason: 'already-recovered' });
  });
});

describe('isExactRepeat', () => {
  it.each([
    ['the same', {}, {}, true],
    ['another status', { status: 'resolved' }, {}, false],
    ['a later start', { startsAt: 2 }, { startsAt: 1 }, false],
    ['the same start', { startsAt: 1 }, { startsAt: 1 }, true],
    ['a start where none was known', { startsAt: 1 }, {}, true],
    ['another problem', { problemId: '8' }, { problemId: '7' }, false],
    ['another severity', { severity: 'critical' }, {}, false],
    ['no word on severity', { severity: null }, {}, true],
    ['a problem where none was known', { problemId: '8' }, {}, true],
    ['no problem where one was known', {}, { problemId: '7' }, true],
    ['the same problem', { problemId: '7' }, { problemId: '7' }, true],
    ['no start where one was known', {}, { startsAt: 1 }, true],
    ['a downtime that began', { downtime: { began: true, until: null } }, {}, false],
    ['a downtime that is known', { downtime: { began: true, until: null } }, { downtime: true }, true],
    ['a downtime that is over', { downtime: { began: false, until: null } }, { downtime: true }, false],
    ['no downtime, as known', { downtime: { began: false, until: null } }, {}, true],
  ] as const)('%s: %s %s → %s', (_what, changes, before, repeats) => {
    expect(isExactRepeat(alert(changes), known(before))).toBe(repeats);
  });
});
