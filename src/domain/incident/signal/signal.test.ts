import { describe, expect, it } from 'vitest';
import {
  alert,
  ANN,
  apply,
  incident,
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

describe('a firing alert', () => {
  it('that repeats exactly changes nothing', () => {
    const { incident, effects, results } = apply(one(), NOON + 1, [signal(alert(), known())]);
    expect(effects).toEqual([]);
    expect(results[0]?.alert).toBeNull();
    expect(incident.totalAlerts).toBe(1);
  });

  it('that is new counts and is told', () => {
    const { incident, effects, results } = apply(one(), NOON + 1, [
      signal(alert({ fingerprint: 'b', title: 'Other disk', severity: 'warning' })),
    ]);
    expect(incident).toMatchObject({ totalAlerts: 2, firing: [0, 1, 1, 0], severity: 'error' });
    expect(texts(effects)).toEqual(['New alert: Other disk']);
    expect(results[0]?.alert).toEqual(known({ fingerprint: 'b', severity: 'warning' }));
  });

  it('cancels a resolution that was waiting', () => {
    const waiting = apply(one(), NOON, [
      signal(alert({ status: 'resolved' }), known(), { resolveDelay: MINUTE }),
    ]).incident;
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
    expect(effects).toContainEqual({
      kind: 'tellReached',
      update: 'resolved',
      actor: 'Scripts',
      text: null,
      except: [],
    });
    expect(results[0]?.alert).toEqual(known({ status: 'resolved' }));
  });

  it('of something never seen leaves what fires', () => {
    const { incident, effects } = apply(one(), NOON + 1, [
      signal(alert({ fingerprint: 'b', status: 'resolved', title: null })),
    ]);
    expect(incident).toMatchObject({ state: 'open', firing: [0, 0, 1, 0] });
    expect(texts(effects)).toEqual(['Recovery of an alert that was never seen: Disk full']);
  });

  it('of the whole group resolves all of its alerts', () => {
    const two = apply(one(), NOON, [signal(alert({ fingerprint: 'b' }))]).incident;
    const { incident, effects } = apply(two, NOON + 1, [
      signal(alert({ status: 'resolved', wholeGroup: true }), known()),
    ]);
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

describe('an alert that joins', () => {
  const entries = (effects: ReturnType<typeof apply>['effects']) =>
    effects.flatMap((effect) => (effect.kind === 'timeline' ? [effect.entry] : []));

  it.each([
    ['another problem', alert({ problemId: '8' }), known({ problemId: '7' })],
    ['a later start', alert({ startsAt: NOON + 1 }), known({ startsAt: NOON })],
  ])('again with %s is told as fired again', (_what, again, before) => {
    expect(entries(apply(one(), NOON + 2, [signal(again, before)]).effects)).toEqual([
      expect.objectContaining({
        kind: 'alert',
        text: 'Fired again: Disk full',
        data: expect.objectContaining({ again: true, status: 'firing' }),
      }),
    ]);
  });

  it.each([
    ['the same problem', alert({ problemId: '7', severity: 'warning' }), known({ problemId: '7' })],
    ['a problem where none was told before', alert({ problemId: '7', severity: 'warning' }), known()],
    ['an earlier start', alert({ startsAt: NOON - 1, severity: 'warning' }), known({ startsAt: NOON })],
    ['the same start', alert({ startsAt: NOON, severity: 'warning' }), known({ startsAt: NOON })],
  ])('again with %s is not', (_what, again, before) => {
    expect(entries(apply(one(), NOON + 2, [signal(again, before)]).effects).map(({ kind }) => kind)).toEqual([
      'severity',
    ]);
  });

  it('restarts an exhausted escalation, once', () => {
    const exhausted = apply(one(), NOON + 5 * MINUTE, [{ kind: 'timers' }]).incident;
    const { incident, effects } = apply(exhausted, NOON + HOUR, [signal(alert({ fingerprint: 'b' }))]);
    expect(paged(effects)).toEqual(['ann default']);
    expect(entries(effects).map(({ kind, data }) => [kind, data['reason']])).toEqual([
      ['alert', undefined],
      ['restarted', 'new-alert'],
      ['step', undefined],
    ]);
    expect(incident.exhausted).toBe(false);
    expect(
      paged(apply({ ...exhausted, state: 'acknowledged' }, NOON + HOUR, [signal(alert({ fingerprint: 'b' }))]).effects),
    ).toEqual([]);
  });

  it('keeps what the source told before and does not tell now', () => {
    const { results } = apply(one(), NOON + 1, [
      signal(
        alert({ severity: null }),
        known({ status: 'resolved', severity: 'warning', startsAt: 3, problemId: '7' }),
      ),
    ]);
    expect(results[0]?.alert).toEqual(known({ severity: 'warning', startsAt: 3, problemId: '7' }));
  });

  it('cannot make a count fall below nothing', () => {
    expect(
      apply({ ...one(), firing: [0, 0, 0, 0] }, NOON + 1, [signal(alert({ severity: 'warning' }), known())]).incident
        .firing,
    ).toEqual([0, 1, 0, 0]);
  });

  it('reopens, and the reopening counts for an hour', () => {
    const over = apply(one(), NOON + 1, [signal(alert({ status: 'resolved' }), known())]).incident;
    const { incident, effects } = apply(
      { ...over, reopens: [NOON - HOUR + 2, NOON - 2 * HOUR], mergedInto: 'i9' },
      NOON + 2,
      [signal(alert(), known({ status: 'resolved' }), {}, true)],
    );
    expect(incident).toMatchObject({
      state: 'open',
      reopens: [NOON + 2],
      resolution: null,
      resolvedAt: null,
      resolvedBy: null,
      mergedInto: null,
      run: { step: 0, pass: 0 },
    });
    expect(paged(effects)).toEqual(['ann default']);
    expect(effects).toContainEqual({
      kind: 'tellReached',
      update: 'reopened',
      actor: 'Scripts',
      text: 'Scripts reported it again within 10m.',
      except: [],
    });
    expect(entries(effects)).toContainEqual(
      expect.objectContaining({
        kind: 'reopened',
        data: expect.objectContaining({ reason: 'again', within: 10 * MINUTE }),
      }),
    );
  });
});

describe('an alert that fires again before it was resolved', () => {
  const waiting = (changes: object = {}) => ({
    ...apply(one(), NOON + 1, [signal(alert({ status: 'resolved' }), known(), { resolveDelay: HOUR })]).incident,
    ...changes,
  });
  const again = signal(alert(), known({ status: 'resolved' }), { resolveDelay: HOUR });

  it('takes the step that was put off at once', () => {
    const from = waiting();
    const { incident } = apply({ ...from, run: { ...from.run!, postponed: true } }, NOON + MINUTE, [again]);
    expect(incident.timers.escalate).toBe(NOON + MINUTE);
    expect(incident.run?.postponed).toBe(false);
  });

  it.each([
    ['acknowledged', { state: 'acknowledged' as const }],
    ['in a downtime of the source', { timers: { downtime: NOON + HOUR } }],
  ])('not where it is %s', (_what, changes) => {
    const from = waiting(changes);
    const { incident } = apply({ ...from, run: { ...from.run!, postponed: true } }, NOON + MINUTE, [again]);
    expect(incident.timers.escalate).not.toBe(NOON + MINUTE);
  });

  it('is paged from the first step where nothing else would page', () => {
    const { incident, effects } = apply(waiting({ timers: { resolve: NOON + HOUR } }), NOON + MINUTE, [again]);
    expect(paged(effects)).toEqual(['ann default']);
    expect(incident.timers.resolve).toBeUndefined();
  });

  it.each([
    ['somebody has it', { state: 'acknowledged' as const }],
    ['everybody was told', { exhausted: true }],
    ['it is a test', { test: true }],
    ['a step is due', { timers: { resolve: NOON + HOUR, escalate: NOON + HOUR } }],
    ['a maintenance holds it', { timers: { resolve: NOON + HOUR, hold: NOON + HOUR } }],
  ])('is not where %s', (_what, changes) => {
    expect(
      paged(apply(waiting({ timers: { resolve: NOON + HOUR }, ...changes }), NOON + MINUTE, [again]).effects).filter(
        (who) => who !== 'ann default' || !('exhausted' in changes),
      ),
    ).toEqual([]);
  });
});

describe('a recovery that waits', () => {
  const delayed = (of: ReturnType<typeof one>, settings: object) =>
    apply(of, NOON, [signal(alert({ status: 'resolved' }), known(), settings)]);

  it('says how long it waits, and whether it flaps', () => {
    expect(texts(delayed(one(), { resolveDelay: MINUTE }).effects)).toContain('Resolving if it stays quiet for 1m.');
    const flapping = { ...one(), reopens: [NOON - 3, NOON - 2, NOON - 1] };
    const { effects, incident } = delayed(flapping, { resolveDelay: HOUR });
    expect(texts(effects)).toContain('It reopened 3 times within an hour: resolving if it stays quiet for 1h.');
    expect(effects).toContainEqual(
      expect.objectContaining({
        entry: expect.objectContaining({ kind: 'flapping', data: { reason: 'quiet', delay: HOUR, reopens: 3 } }),
      }),
    );
    expect(incident.timers.resolve).toBe(NOON + HOUR);
  });

  it('of a resolved incident changes nothing of it', () => {
    const over = { ...one(), state: 'resolved' as const, resolvedAt: NOON - 1 };
    expect(delayed(over, { resolveDelay: MINUTE }).incident).toMatchObject({ state: 'resolved', resolvedAt: NOON - 1 });
    expect(delayed(over, { resolveDelay: MINUTE }).incident.timers.resolve).toBeUndefined();
  });

  it('says why, in the words of the source or of the group', () => {
    const of = (changes: object) =>
      texts(apply(one(), NOON, [signal(alert({ status: 'resolved', ...changes }), known())]).effects)[0];
    expect([of({}), of({ note: 'paused' }), of({ wholeGroup: true })]).toEqual([
      'Recovered: Disk full',
      'Recovered: Disk full (paused)',
      'Recovered: Disk full (the source says that the whole group is over)',
    ]);
  });

  it('names the alert as it was when it fired, where the source does not say which one', () => {
    const of = (title: string) =>
      texts(
        apply({ ...one(), title: 'Disk and 4 more' }, NOON, [
          signal(alert({ status: 'resolved', title: null }), { ...known(), title }),
        ]).effects,
      )[0];
    expect([of('Disk of web-2'), of('')]).toEqual(['Recovered: Disk of web-2', 'Recovered: Disk and 4 more']);
  });
});

describe('what the source says besides', () => {
  const info = (changes: object, before = known()) =>
    apply(one(), NOON, [signal(alert({ status: 'info', ...changes }), before)]);

  it('is a note, its own words before the title', () => {
    expect(texts(info({ note: 'still full' }).effects)).toEqual(['still full']);
    expect(texts(info({ note: null }).effects)).toEqual(['Disk full']);
    expect(texts(info({ note: null, title: null }).effects)).toEqual([]);
  });

  it('may change the severity of an alert that fires, of no other', () => {
    const up = info({ severity: 'critical' });
    expect(up.incident).toMatchObject({ severity: 'critical', firing: [0, 0, 0, 1], totalAlerts: 1 });
    expect(up.results[0]?.alert).toEqual(known({ severity: 'critical' }));
    expect(info({ severity: 'warning' }).incident).toMatchObject({ severity: 'warning', firing: [0, 1, 0, 0] });
    for (const same of [
      info({ severity: null }),
      info({}),
      info({ severity: 'critical' }, known({ status: 'resolved' })),
    ]) {
      expect([same.incident.severity, same.results[0]?.alert]).toEqual(['error', null]);
    }
  });

  it('cannot raise what a person has set, unless it gets worse', () => {
    const pinned = { ...one(), severity: 'info' as const, severityPinned: true };
    const say = (severity: 'warning' | 'error' | 'critical') =>
      apply(pinned, NOON, [signal(alert({ status: 'info', severity }), known())]).incident.severity;
    expect([say('warning'), say('critical')]).toEqual(['info', 'critical']);
  });

  it('that it became urgent makes the pages that wait urgent', () => {
    const { effects } = info({ severity: 'critical' });
    expect(effects).toContainEqual({ kind: 'urge' });
    expect(texts(effects)).toContain('Severity rose from error to critical.');
    expect(info({ severity: 'warning' }).effects).not.toContainEqual({ kind: 'urge' });
  });

  it('an acknowledgement counts where one is enough, is noted, and is told to other sources', () => {
    const event = signal(alert({ status: 'acknowledged', actor: 'Alice', note: 'mine' }), known());
    const { incident, effects } = apply(one(), NOON, [
      { ...event, signal: { ...(event as { signal: object }).signal, integration: 'zabbix' } } as typeof event,
    ]);
    expect(incident).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Alice', acknowledgedKind: 'source' });
    expect(incident.timers.escalate).toBeUndefined();
    expect(texts(effects)).toEqual(['mine', 'Acknowledged by Alice in Scripts']);
    expect(effects).toContainEqual({ kind: 'sync', what: 'acknowledge', actor: 'Alice', text: null, from: 'zabbix' });
    expect(apply(incident, NOON + 1, [event]).effects.filter(({ kind }) => kind === 'endPages')).toEqual([]);
  });

  it('an acknowledgement does not count where several must', () => {
    const several = running([step([user('ann'), user('ben')], { requireAcks: 2 })]);
    const { incident, effects } = apply(several, NOON, [
      signal(alert({ status: 'acknowledged', actor: 'Alice' }), known()),
    ]);
    expect(incident.state).toBe('open');
    expect(effects).toContainEqual(
      expect.objectContaining({
        entry: expect.objectContaining({
          kind: 'acknowledged',
          data: expect.objectContaining({ counts: false, needed: 2 }),
        }),
      }),
    );
  });

  it('takes back only its own acknowledgement', () => {
    const takenBack = signal(alert({ status: 'unacknowledged', actor: 'Alice' }), known());
    const own = apply(one(), NOON, [signal(alert({ status: 'acknowledged', actor: 'Alice' }), known())]).incident;
    const { incident, effects } = apply(own, NOON + 1, [takenBack]);
    expect(incident).toMatchObject({ state: 'open', acknowledgedBy: null, run: { step: 0 } });
    expect(paged(effects)).toEqual(['ann default']);
    expect(effects).toContainEqual({
      kind: 'tellReached',
      update: 'unacknowledged',
      actor: 'Alice',
      text: null,
      except: [],
    });
    const mine = apply(one(), NOON, [{ kind: 'command', command: { kind: 'acknowledge' }, actor: ANN }]).incident;
    for (const other of [mine, one()]) {
      const kept = apply(other, NOON + 1, [takenBack]);
      expect(kept.incident.state).toBe(other.state);
      expect(texts(kept.effects)).toEqual([
        'Alice took back the acknowledgement in the source; it changes nothing here.',
      ]);
    }
  });
});

describe('where several alerts join', () => {
  const group = {
    title: 'Disk and 1 more',
    titleReason: { reason: 'several' as const, data: { title: 'Disk', more: 1 } },
    description: 'Two disks',
    labels: { env: 'prod' },
    links: [{ title: 'Silence', url: 'https://grafana.example/silence?matcher=env' }],
  };
  const from = () => ({ ...one(), labels: { env: 'prod', host: 'a', team: 'sre' }, description: 'One disk' });
  const join = (changes: object = {}, integration?: string) => {
    const event = signal(alert({ fingerprint: 'b', labels: { env: 'prod', host: 'b' }, group, ...changes }));
    return apply(from(), NOON + 1, [
      integration === undefined
        ? event
        : ({ ...event, signal: { ...(event as { signal: object }).signal, integration } } as typeof event),
    ]).incident;
  };

  it('it is called what they are together, and has the labels of all', () => {
    expect(join()).toMatchObject({
      title: 'Disk and 1 more',
      titleReason: group.titleReason,
      description: 'Two disks',
      labels: { env: 'prod', team: 'sre' },
    });
    expect(join().labels).toEqual({ env: 'prod', team: 'sre' });
    expect(join({}, 'scripts').title).toBe('Disk and 1 more');
  });

  it('its description stays where they have none together', () => {
    expect(join({ group: { ...group, description: null } }).description).toBe('One disk');
  });

  it.each<[string, Parameters<typeof join>]>([
    ['came alone', [{ group: undefined }]],
    ['belongs to another group of the source', [{ groupKey: 'other' }]],
    ['came through another integration', [{}, 'zabbix']],
  ])('one that %s does not rename it', (_what, args) => {
    expect(join(...args)).toMatchObject({ title: 'Disk full', description: 'One disk', labels: from().labels });
  });

  it('a title of its own, and why it is over, are told for other languages', () => {
    const titleReason = { reason: 'no-data' as const, data: { rule: 'Queue', more: 0 } };
    const data = (events: Parameters<typeof apply>[2]) =>
      apply(one(), NOON + 1, events).effects.flatMap((effect) =>
        effect.kind === 'timeline' ? [effect.entry.data] : [],
      )[0];
    expect(data([signal(alert({ fingerprint: 'b', titleReason }))])).toEqual({
      fingerprint: 'b',
      severity: 'error',
      status: 'firing',
      title: 'Disk full',
      titleReason,
      again: false,
      via: 'source',
    });
    expect(data([signal(alert({ fingerprint: 'b' }))])).not.toHaveProperty('titleReason');
    expect(data([signal(alert({ status: 'resolved', ended: 'paused', titleReason }), known())])).toEqual({
      fingerprint: 'disk',
      status: 'resolved',
      title: 'Disk full',
      titleReason,
      note: null,
      ended: 'paused',
      wholeGroup: false,
      via: 'source',
    });
    expect(data([signal(alert({ fingerprint: 'b', status: 'resolved' }))])).toEqual({
      fingerprint: 'b',
      status: 'resolved',
      title: 'Disk full',
      unseen: true,
      via: 'source',
    });
  });
});

describe('what fires is counted', () => {
  it('never below nothing', () => {
    const odd = { ...one(), firing: [0, 0, 0, 0] as [number, number, number, number] };
    expect(apply(odd, NOON + 1, [signal(alert({ severity: 'critical' }), known())]).incident.firing).toEqual([
      0, 0, 0, 1,
    ]);
  });

  it('down by one, of several', () => {
    const three = { ...one(), firing: [0, 0, 3, 0] as [number, number, number, number], totalAlerts: 3 };
    expect(apply(three, NOON + 1, [signal(alert({ status: 'resolved' }), known())]).incident).toMatchObject({
      state: 'open',
      firing: [0, 0, 2, 0],
      totalAlerts: 3,
    });
  });

  it('a recovery that is known to be over leaves the others', () => {
    const { incident, effects } = apply(one(), NOON + 1, [
      signal(
        alert({ fingerprint: 'b', status: 'resolved', note: 'again' }),
        known({ fingerprint: 'b', status: 'resolved', severity: 'info' }),
      ),
    ]);
    expect(incident).toMatchObject({ state: 'open', firing: [0, 0, 1, 0] });
    expect(texts(effects)).toEqual(['Recovered: Disk full (again)']);
  });

  it('a recovery of what was never seen ends it where nothing else fires', () => {
    const none = { ...one(), firing: [0, 0, 0, 0] as [number, number, number, number] };
    expect(apply(none, NOON + 1, [signal(alert({ fingerprint: 'b', status: 'resolved' }))]).incident.state).toBe(
      'resolved',
    );
  });

  it('nothing is in a downtime any more where the whole group is over', () => {
    const resting = { ...one(), inDowntime: 1, timers: { downtime: NOON + HOUR } };
    expect(
      apply(resting, NOON + 1, [
        signal(alert({ status: 'resolved', wholeGroup: true }), known({ downtime: true }), { resolveDelay: MINUTE }),
      ]).incident,
    ).toMatchObject({ inDowntime: 0, firing: [0, 0, 0, 0] });
  });

  it('one that recovers leaves its downtime', () => {
    const two = { ...one(), firing: [0, 0, 2, 0] as [number, number, number, number], inDowntime: 1 };
    expect(
      apply(two, NOON + 1, [signal(alert({ status: 'resolved' }), known({ downtime: true }))]).incident.inDowntime,
    ).toBe(0);
  });
});

it.each(['snoozed', 'acknowledged'] as const)(
  'what fires again while it is %s stays so, and no step comes',
  (state) => {
    const waiting = { ...one(), state, timers: { resolve: NOON + HOUR } };
    const { incident, effects } = apply(waiting, NOON + 1, [signal(alert(), known({ status: 'resolved' }))]);
    expect([incident.state, paged(effects), incident.timers]).toEqual([state, [], {}]);
  },
);

it('a step that was put off while it was quiet is due when it fires again', () => {
  const quiet = {
    ...running([step([user('ann')]), step([user('ben')])]),
    timers: { resolve: NOON + HOUR, escalate: NOON + MINUTE },
  };
  const put = apply(quiet, NOON + MINUTE, [{ kind: 'timers' }]);
  expect(paged(put.effects)).toEqual([]);
  expect(put.incident).toMatchObject({ run: { postponed: true }, timers: { escalate: NOON + HOUR } });
  const again = [signal(alert(), known({ status: 'resolved' })), { kind: 'timers' as const }];
  const fired = apply(put.incident, NOON + 2 * MINUTE, again);
  expect(paged(fired.effects)).toEqual(['ben default']);
  expect(fired.incident.run?.postponed).toBe(false);
});

describe('what the source says of acknowledgements', () => {
  const through = (status: 'acknowledged' | 'unacknowledged', from: ReturnType<typeof one>, changes: object = {}) => {
    const event = signal(alert({ status, actor: 'Alice', ...changes }), known()) as { kind: 'signal'; signal: object };
    return apply(from, NOON + 1, [
      { ...event, signal: { ...event.signal, integration: 'zabbix' } } as Parameters<typeof apply>[2][number],
    ]);
  };

  it('is not said twice: no note where there is none', () => {
    expect(texts(through('acknowledged', one()).effects)).toEqual(['Acknowledged by Alice in Scripts']);
    expect(texts(through('acknowledged', one(), { note: 'mine' }).effects)).toEqual([
      'mine',
      'Acknowledged by Alice in Scripts',
    ]);
  });

  it('taken back, is told to the other sources', () => {
    const own = through('acknowledged', one()).incident;
    const { effects } = through('unacknowledged', own);
    expect(texts(effects)[0]).toBe('Alice took back the acknowledgement in the source');
    expect(effects).toContainEqual({ kind: 'sync', what: 'unacknowledge', actor: 'Alice', text: null, from: 'zabbix' });
  });

  it('is told to nobody else where it came from the incident’s own', () => {
    const { effects } = apply(one(), NOON + 1, [signal(alert({ status: 'acknowledged', actor: 'Alice' }), known())]);
    expect(effects.filter(({ kind }) => kind === 'sync')).toEqual([]);
  });
});

it('the alert that opens an incident is told by its opening alone; one that comes with it is told', () => {
  const opening = {
    actor: { name: 'Scripts', kind: 'source' as const, via: 'source' as const },
    reason: 'a route',
    policy: null,
    users: [],
    holdUntil: NOON + HOUR,
    pageTest: false,
  };
  const open = (...events: Parameters<typeof apply>[2]) =>
    texts(apply(incident({ version: 0, test: true }), NOON, [{ kind: 'open', opening }, ...events]).effects).filter(
      (text) => !text.startsWith('This is a test'),
    );
  expect(open(signal(alert()))).toEqual(['Opened: Disk full (a route)']);
  expect(open(signal(alert()), signal(alert({ fingerprint: 'b', title: 'Other disk' })))).toEqual([
    'Opened: Disk full (a route)',
    'New alert: Other disk',
  ]);
});
