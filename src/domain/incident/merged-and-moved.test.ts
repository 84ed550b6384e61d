/** Tests of changes from outside: a merge, a changed maintenance, a clock that is set back. */
import { describe, expect, it } from 'vitest';
import {
  ANN,
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
import type { IncidentOpening } from '#domain/incident/signal/open';
import { currentRequiredAcks } from '#domain/incident/commands/required-acks';
import { resolvedText } from '#domain/incident/resolved';
import { topSeverity } from '#domain/incident/signal/severity';
import { shiftWaits } from '#domain/incident/progress/shift';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';

const NOW = NOON + MINUTE;
const one = () => running([step([user('ann')])]);

describe('another incident is merged into it', () => {
  const absorb = (from: Incident, changes: object) =>
    apply(from, NOW, [
      { kind: 'absorbed', from: { id: 'i2', number: 2 }, firing: [0, 0, 1, 0], total: 2, actor: ANN, ...changes },
    ]);

  it('it has the alerts of both, and says so', () => {
    const { incident: after, effects } = absorb({ ...one(), inDowntime: 1 }, { firing: [2, 0, 1, 0], total: 4 });
    expect(after).toMatchObject({ firing: [2, 0, 1, 0], totalAlerts: 4, inDowntime: 0, severity: 'error' });
    expect(effects).toEqual([
      {
        kind: 'timeline',
        entry: {
          at: NOW,
          kind: 'merged',
          actor: 'ann',
          text: '#2 was merged into this incident by ann',
          data: { from: 'i2', number: 2, via: 'grafana' },
        },
      },
    ]);
  });

  it.each<[string, Incident['firing'], Incident['severity'], string[]]>([
    ['what is worse raises it', [0, 0, 1, 1], 'critical', ['Severity rose from error to critical.']],
    ['what is as bad does not', [0, 0, 2, 0], 'error', []],
    ['what is less bad does not lower it', [0, 1, 0, 0], 'error', []],
    ['nothing that fires leaves it', [0, 0, 0, 0], 'error', []],
  ])('%s', (_what, firing, severity, said) => {
    const { incident: after, effects } = absorb(one(), { firing });
    expect(after.severity).toBe(severity);
    expect(texts(effects).slice(1)).toEqual(said);
  });

  it('where all that fires is in a downtime now, paging rests; where not, it goes on', () => {
    const rests = absorb(one(), { firing: [0, 0, 2, 0], inDowntime: 2 }).incident;
    expect(rests.timers).toEqual({ downtime: NOW + DAY });
    expect(paged(absorb(rests, { firing: [0, 0, 3, 0], inDowntime: 2 }).effects)).toEqual(['ann default']);
  });

  it('that it is silenced is asked again', () => {
    const silence = { by: 'Alice', comment: '', until: NOON + HOUR, source: 'Scripts' };
    expect(absorb({ ...one(), silence, timers: { silence: NOON + HOUR } }, {}).incident.timers).toEqual({
      silence: NOW,
    });
  });
});

describe('the maintenance that holds it', () => {
  const held = () =>
    incident({
      run: { policy: policy([step([user('ann')])]), pass: 0, passStartedAt: NOON, step: -1, entry: 0, paged: [] },
      timers: { hold: NOON + HOUR },
    });
  const change = (from: Incident, until: number | null) => apply(from, NOW, [{ kind: 'held', until }]);

  it('ends later or earlier, and that is said', () => {
    for (const until of [NOW + 1, NOON + 2 * HOUR]) {
      const { incident: after, effects } = change(held(), until);
      expect(after.timers).toEqual({ hold: until });
      expect(effects).toEqual([
        {
          kind: 'timeline',
          entry: {
            at: NOW,
            kind: 'held',
            actor: null,
            text: 'The maintenance was changed and holds paging until then; if it is still open at its end, it escalates from step 1.',
            data: { until },
          },
        },
      ]);
    }
  });

  it.each([
    ['is taken away', null],
    ['should have ended', NOON],
    ['ends now', NOW],
  ])('%s: it ends as at its time', (_what, until) => {
    const { incident: after, effects } = change(held(), until);
    expect([after.timers, effects]).toEqual([{ hold: NOW }, []]);
    const over = apply(after, NOW, [{ kind: 'timers' }]);
    expect(texts(over.effects)[0]).toBe('The maintenance is over and it is still open: starting at step 1.');
    expect(over.effects[0]).toMatchObject({ entry: { kind: 'held', data: { reason: 'over' } } });
    expect(paged(over.effects)).toEqual(['ann default']);
  });

  it('as it was, and where nothing holds it, says nothing', () => {
    expect(change(held(), NOON + HOUR)).toMatchObject({ effects: [], incident: { timers: { hold: NOON + HOUR } } });
    for (const until of [NOON + HOUR, null])
      expect(change(one(), until)).toMatchObject({ effects: [], incident: { timers: one().timers } });
    expect(change(one(), NOON + HOUR).incident.timers.hold).toBeUndefined();
  });

  it('its end pages nobody where somebody has the incident', () => {
    expect(paged(apply({ ...held(), state: 'acknowledged' }, NOON + HOUR, [{ kind: 'timers' }]).effects)).toEqual([]);
  });
});

describe('a clock that is set back', () => {
  const by = -HOUR;

  it('moves waits along, and leaves the instants that people named', () => {
    const timers = {
      escalate: 1,
      answer: 2,
      confirm: 3,
      confirmLimit: 4,
      resolve: 5,
      autoResolve: 6,
      wake: 7,
      hold: 8,
      downtime: 9,
      silence: 10,
    };
    expect(shiftWaits(incident({ timers }), by).timers).toEqual({
      escalate: 1 + by,
      answer: 2 + by,
      confirm: 3 + by,
      confirmLimit: 4 + by,
      resolve: 5 + by,
      autoResolve: 6 + by,
      wake: 7,
      hold: 8,
      downtime: 9,
      silence: 10,
    });
    expect(Object.keys(shiftWaits(incident({ timers: { wake: 7 } }), by).timers)).toEqual(['wake']);
  });

  it('moves the beginning of the pass, and reopenings', () => {
    const after = shiftWaits({ ...one(), reopens: [NOON, NOON + 1] }, by);
    expect(after.run).toMatchObject({ passStartedAt: NOON + by, step: 0, paged: ['ann'] });
    expect(after.reopens).toEqual([NOON + by, NOON + 1 + by]);
    expect(shiftWaits(incident({ run: null }), by).run).toBeNull();
  });

  it('leaves what it was given as it was', () => {
    const before = one();
    const copy = structuredClone(before);
    shiftWaits(before, by);
    expect(before).toEqual(copy);
  });
});

describe('an opening', () => {
  const opening: IncidentOpening = {
    actor: ANN,
    reason: 'the default route',
    policy: policy([step([user('ann')])]),
    users: [],
    holdUntil: null,
    pageTest: false,
  };
  const open = (changes: Partial<IncidentOpening> = {}, of: Partial<Incident> = {}, given = facts()) =>
    apply(incident({ version: 0, ...of }), NOW, [{ kind: 'open', opening: { ...opening, ...changes } }], given);

  it('arms step 1 for now and pages nobody yet', () => {
    const { incident: after, effects } = open();
    expect(effects).toEqual([
      {
        kind: 'timeline',
        entry: {
          at: NOW,
          kind: 'opened',
          actor: 'ann',
          text: 'Opened: Disk full (the default route)',
          data: { severity: 'error', policy: 'p', title: 'Disk full', because: 'the default route', via: 'grafana' },
        },
      },
    ]);
    expect(after.timers).toEqual({ escalate: NOW });
    expect(after.run).toMatchObject({ pass: 0, passStartedAt: NOW, step: -1, entry: 0, paged: [] });
  });

  it('has a title of its own for other languages', () => {
    const titleReason = { reason: 'no-data' as const, data: { rule: 'Queue', more: 0 } };
    expect(open({ policy: null }, { titleReason }).effects[0]).toMatchObject({
      entry: { data: { policy: null, titleReason } },
    });
  });

  it('of people called by hand goes before a policy', () => {
    expect(open({ users: ['dee'] }).incident.run?.policy.steps[0]?.notify).toEqual([user('dee')]);
  });

  it('without a policy tells the managers', () => {
    expect(paged(open({ policy: null }, { policy: null }).effects)).toEqual(['cleo default']);
  });

  it('in a maintenance is held, and says so', () => {
    const { incident: after, effects } = open({ holdUntil: NOON + HOUR });
    expect(after.timers).toEqual({ hold: NOON + HOUR });
    expect(effects[1]).toMatchObject({
      entry: {
        kind: 'held',
        text: 'A maintenance holds paging; if it is still open at its end, it escalates from step 1.',
        data: { until: NOON + HOUR },
      },
    });
  });

  it('in a maintenance is held without a policy, too: the managers hear of it at the end', () => {
    const { incident: after, effects } = open({ policy: null, holdUntil: NOON + HOUR }, { policy: null });
    expect([after.timers, after.run, paged(effects)]).toEqual([{ hold: NOON + HOUR }, null, []]);
    expect(texts(effects).at(-1)).toContain('A maintenance holds paging');
    const ended = apply(after, NOON + HOUR, [{ kind: 'timers' }]);
    expect(paged(ended.effects)).toEqual(['cleo default']);
  });

  it('of a test pages nobody, unless that is asked for', () => {
    const { incident: after, effects } = open({}, { test: true });
    expect([after.timers, after.run]).toEqual([{}, null]);
    expect(effects[1]).toMatchObject({
      entry: {
        kind: 'waiting',
        text: 'This is a test: it pages nobody and ends by itself after an hour.',
        data: { reason: 'test', test: true },
      },
    });
    expect(open({ pageTest: true }, { test: true }).incident.timers).toEqual({ escalate: NOW });
  });
});

it.each<[Parameters<typeof resolvedText>[0], string | null]>([
  [{ reason: 'by-person' }, null],
  [{ reason: 'by-source', note: 'host is back' }, 'host is back'],
  [{ reason: 'by-source', note: null }, null],
  [{ reason: 'stayed-quiet' }, 'it stayed quiet'],
  [{ reason: 'no-signal' }, 'no signal came any more'],
  [{ reason: 'test-over' }, 'tests end by themselves'],
  [{ reason: 'superseded' }, 'superseded by a new problem'],
  [{ reason: 'merged', number: 2 }, 'merged into #2'],
])('resolved since %o: %s', (why, text) => {
  expect(resolvedText(why)).toBe(text);
});

it.each<[Incident['firing'], Incident['severity']]>([
  [[1, 0, 0, 0], 'info'],
  [[3, 1, 0, 0], 'warning'],
  [[1, 1, 1, 0], 'error'],
  [[1, 0, 0, 1], 'critical'],
  [[0, 0, 0, 0], 'warning'],
])('of %j the worst is %s', (firing, severity) => {
  expect(topSeverity({ firing, severity: 'warning' })).toBe(severity);
});

describe('how many must acknowledge', () => {
  const steps = [step([user('ann')], { requireAcks: 2 }), step([user('ben')], { requireAcks: 3 })];

  it.each([
    [-1, 1],
    [0, 2],
    [1, 3],
    [2, 3],
  ])('at step %i: %i', (at, needed) => {
    expect(
      currentRequiredAcks(
        incident({ run: { policy: policy(steps), pass: 0, passStartedAt: 0, step: at, entry: 0, paged: [] } }),
      ),
    ).toBe(needed);
  });

  it('one, where no policy runs', () => {
    expect(currentRequiredAcks(incident({ run: null }))).toBe(1);
  });
});
