/** Another grouping makes one incident of several, or several of one; what people did in truth finds its place. */
import { expect, test } from 'vitest';
import { alert, policy, step, user } from '#domain/incident/incident.fake';
import type { Command } from '#domain/incident/commands/command';
import { fakeIntegration } from '#domain/routing/integration.fake';
import { HOUR, MINUTE } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { directoryOf, person } from '../stages/outbox/people.fake.ts';
import type { Directory } from '../ports/directory.ts';
import { answersAsTheyWere, knownAnswers, planAnswers } from './answers.ts';
import type { PlannedAnswers } from './answers.ts';
import { createMemoryPager } from './memory/pager.ts';
import { channelsOf, worldFrom } from './real-stages.fake.ts';
import type { RecordedCommand, RecordedPeriod, RecordedSignal, ActorStanding } from './recorded.ts';

const NIGHT = Date.UTC(2026, 9, 1, 23);
const at = (minutes: number) => NIGHT + minutes * MINUTE;

const worldWith = (groupBy: string[] | null) =>
  worldFrom(
    NIGHT,
    directoryOf([person('ann', ['chat']), person('ben', ['chat'])], {
      policies: new Map([['p', policy([step([user('ann')]), step([user('ben')])])]]),
      integrations: new Map([['s', fakeIntegration({ groupBy })]]),
      units: new Map(),
      profiles: new Map(),
      maintenances: [],
      facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [], calendars: {} },
    } as unknown as Partial<Directory>),
  );

interface Told {
  minute: number;
  host: string;
  incident: string;
  opened?: boolean;
  status?: 'firing' | 'resolved';
  more?: object;
}

const signal = (
  { minute, host, incident, opened = false, status = 'firing', more = {} }: Told,
  index: number,
): RecordedSignal => ({
  id: `s${index}`,
  at: at(minute),
  integration: 's',
  incident,
  pageTest: false,
  decision: opened ? 'opened' : 'joined',
  alert: alert({
    fingerprint: host,
    groupKey: incident,
    ownKey: host,
    labels: { host, service: 'db' },
    status,
    ...more,
  }),
});

const did = (minute: number, incident: string, name: string, kind: 'acknowledge' | 'resolve') => ({
  at: at(minute),
  incident,
  command: { kind } as Command,
  actor: { name, kind: 'person' as const, via: 'link' },
});

const paged = (incident: string, name: string, from: number, to: number | null) => ({
  incident,
  user: name,
  urgency: 'default',
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
});

function night(
  groupBy: string[] | null,
  given: { was: string[]; signals: Told[]; commands: ReturnType<typeof did>[]; pages: ReturnType<typeof paged>[] },
) {
  const period: RecordedPeriod = {
    from: NIGHT,
    to: NIGHT + 6 * HOUR,
    deliveries: [],
    downtimes: [],
    rests: new Map(),
    turns: new Map(),
    signals: given.signals.map(signal),
    commands: given.commands,
    pages: given.pages,
  };
  const gone = (by: string[] | null, answers: PlannedAnswers) => {
    const pager = createMemoryPager({ channels: channelsOf([]), period, worlds: [worldWith(by)], ...answers });
    pager.runUntil(period.to);
    return pager.night();
  };
  const standings = new Map<RecordedCommand, ActorStanding>();
  const was = gone(given.was, answersAsTheyWere(period, standings));
  const nameOf = (id: string) => (id.startsWith('replay-') ? 'new' : id);
  const minute = (time: number | undefined | null) => (time == null ? null : (time - NIGHT) / MINUTE);
  const { incidents, pages, answered, failures } = gone(
    groupBy,
    planAnswers(knownAnswers(period, was, standings), 'median'),
  );
  expect(failures).toBe(0);
  return {
    pages: pages.map((page) => `${nameOf(page.incident)} ${page.user} ${minute(page.started_at)}`),
    incidents: [...incidents.values()].map(
      (one) => `${nameOf(one.id)} answered ${minute(answered.get(one.id))} resolved ${minute(one.resolvedAt)}`,
    ),
  };
}

const two = {
  was: ['host'],
  signals: [
    { minute: 0, host: 'a', incident: 'i1', opened: true },
    { minute: 2, host: 'b', incident: 'i2', opened: true },
  ],
  commands: [did(1, 'i1', 'ann', 'acknowledge'), did(4, 'i2', 'ann', 'acknowledge'), did(20, 'i2', 'ann', 'resolve')],
  pages: [paged('i1', 'ann', 0, 1), paged('i2', 'ann', 2, 4)],
};

test('the recorded grouping gives what was', () => {
  expect(
    night(['host'], {
      ...two,
      signals: two.signals.map((one) => ({ ...one, more: { groupKey: `host="${one.host}"` } })),
    }),
  ).toEqual({
    pages: ['i1 ann 0', 'i2 ann 2'],
    incidents: ['i1 answered 1 resolved null', 'i2 answered 4 resolved 20'],
  });
});

test('of several incidents one: nobody is paged anew, and who solved a part did not solve the rest', () => {
  expect(night(['service'], two)).toEqual({ pages: ['i1 ann 0'], incidents: ['i1 answered 1 resolved null'] });
  const recovered = {
    ...two,
    signals: [...two.signals, { minute: 30, host: 'a', incident: 'i1', status: 'resolved' as const }],
  };
  expect(night(['service'], recovered).incidents, 'the other one recovers, too').toEqual(['i1 answered 1 resolved 30']);
  const both = { ...two, commands: [...two.commands, did(25, 'i1', 'ben', 'resolve')] };
  expect(night(['service'], both).incidents, 'both are solved').toEqual(['i1 answered 1 resolved 25']);
  const again = {
    ...both,
    signals: [...two.signals, { minute: 22, host: 'b', incident: 'i3', opened: true, more: { startsAt: 1 } }],
  };
  expect(night(['service'], again).incidents, 'what was solved begins again').toEqual(['i1 answered 1 resolved null']);
});

const one = {
  was: ['service'],
  signals: [
    { minute: 0, host: 'a', incident: 'i1', opened: true },
    { minute: 3, host: 'b', incident: 'i1' },
  ],
  commands: [did(2, 'i1', 'ann', 'acknowledge'), did(20, 'i1', 'ann', 'resolve')],
  pages: [paged('i1', 'ann', 0, 2)],
};

test('of one incident several: each pages, is answered after as long, and is solved with it', () => {
  expect(night(['host'], one)).toEqual({
    pages: ['i1 ann 0', 'new ann 3'],
    incidents: ['i1 answered 2 resolved 20', 'new answered 5 resolved 23'],
  });
  expect(night(null, one).pages, "the source's own key").toEqual(['i1 ann 0', 'new ann 3']);
  const byBen = { ...one, commands: [did(1, 'i1', 'ann', 'acknowledge'), did(20, 'i1', 'ben', 'resolve')] };
  expect(night(['host'], byBen).incidents, 'by somebody who was not paged').toEqual([
    'i1 answered 1 resolved 20',
    'new answered 4 resolved 20',
  ]);
});

test('an answer to an earlier alert goes where that one went', () => {
  const signals = [
    ...one.signals,
    {
      minute: 6,
      host: 'b',
      incident: 'i1',
      status: 'resolved' as const,
      more: { keyKept: true, labels: {}, ownKey: undefined },
    },
  ];
  expect(night(['host'], { ...one, commands: [], signals }).incidents).toEqual([
    'i1 answered null resolved null',
    'new answered null resolved 6',
  ]);
});
