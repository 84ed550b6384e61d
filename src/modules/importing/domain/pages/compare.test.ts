import { describe, expect, test } from 'vitest';
import { casesOfOnCall, comparePages } from './compare.ts';
import type { ComparedRota, OurCase, PageFacts, PageMessage, ComparedPage, TheirCase } from './model.ts';
import { at, FACTS, message, ours, theirs } from './pages.fake.ts';
import { keyForms, plainTitle } from './same-alert.ts';

const rows = (there: readonly TheirCase[], here: readonly OurCase[], facts: Partial<PageFacts> = {}) =>
  comparePages({ theirs: there, ours: here }, { ...FACTS, ...facts });
/** `ann 03:12 | ben 03:12: other-person, rota-differs`. */
const said = (all: readonly ComparedPage[]) =>
  all.map(({ result, theirs: a, ours: b, because }) => {
    const side = (page: ComparedPage['theirs'] | ComparedPage['ours']) =>
      page === null ? '-' : `${page.person} ${new Date(page.at).toISOString().slice(11, 16)}`;
    return `${side(a)} | ${side(b)}: ${result}${because === null ? '' : `, ${because.reason}`}`;
  });

const span = (from: string, to: string, ...people: string[]) => ({ start: at(from), end: at(to), people });
const rota = (change: Partial<ComparedRota>): ComparedRota => ({
  id: 'shop',
  theirs: [],
  ours: [],
  differences: [],
  ...change,
});
const ANN_BEN = rota({
  theirs: [span('00:00', '09:00', 'ann')],
  ours: [span('00:00', '09:00', 'ben')],
  differences: [{ start: at('00:00'), end: at('09:00'), cause: 'dst' }],
});

describe('pairs', () => {
  test('the same person within two minutes is the same page, by all its methods', () => {
    const [row] = rows(
      [theirs([message('ann 03:12'), message('ann 03:17 voice')])],
      [ours([message('ann 03:13 webpush'), message('ann 03:18 voice')])],
    );
    expect(row).toMatchObject({
      result: 'same',
      because: null,
      theirs: { methods: ['push', 'voice'] },
      ours: { methods: ['webpush', 'voice'] },
    });
  });

  test('a round lasts as long as its messages follow each other within the hour', () => {
    const long = ['ann 03:12', 'ann 04:02', 'ann 04:52'].map((one) => message(one));
    expect(said(rows([theirs(long)], [ours([message('ann 03:12')])]))).toEqual(['ann 03:12 | ann 03:12: same']);
  });

  test('an alert that comes back within the day is another page', () => {
    expect(
      said(
        rows(
          [theirs([message('ann 03:12'), message('ann 05:30')])],
          [ours([message('ann 03:12')]), ours([message('ann 05:31')], { id: 'O2', openedAt: at('05:30') })],
        ),
      ),
    ).toEqual(['ann 03:12 | ann 03:12: same', 'ann 05:30 | ann 05:31: same']);
  });

  test('an alert is known by its key, else by its title, else by its service where a side has no keys', () => {
    const pair = (there: Partial<TheirCase>, here: Partial<OurCase>) =>
      said(rows([theirs([message('ann 03:12')], there)], [ours([message('ann 03:12')], here)]));
    expect(pair({ title: 'A' }, { title: 'B' })).toHaveLength(1);
    expect(pair({ keys: ['a'], title: '[FIRING:1]  Disk FULL' }, { keys: ['b'] })).toHaveLength(1);
    expect(pair({ keys: [], title: 'A' }, { title: 'B' })).toHaveLength(1);
    expect(pair({ keys: ['a'], title: 'A' }, { title: 'B' })).toHaveLength(2);
    expect(pair({ keys: [], title: 'A', integrations: ['mail'] }, { title: 'B' })).toHaveLength(2);
  });

  test('another person at the same time counts before the same person at a later step', () => {
    expect(said(rows([theirs([message('ann 03:12')])], [ours([message('ben 03:12'), message('ann 03:17')])]))).toEqual([
      'ann 03:12 | ben 03:12: other-person, unknown',
      '- | ann 03:17: only-ours, joined-there',
    ]);
  });

  test('a later step of one side alone stands by itself', () => {
    expect(
      said(
        rows(
          [theirs([message('ann 03:12')], { acknowledgedAt: at('03:14'), acknowledgedBy: 'ann' })],
          [ours([message('ann 03:12'), message('ben 03:17')])],
        ),
      ),
    ).toEqual(['ann 03:12 | ann 03:12: same', '- | ben 03:17: only-ours, acknowledged-there']);
  });
});

describe('another person', () => {
  const pair = (facts: Partial<PageFacts>, here: Partial<OurCase> = {}, person = 'ann') =>
    rows([theirs([message(`${person} 03:12`)])], [ours([message('ben 03:12', { step: 1 })], here)], facts)[0]?.because;

  test.each<[string, ReturnType<typeof pair>, ComparedPage['because']]>([
    [
      'since the rota differs',
      pair({ rotas: [ANN_BEN] }),
      { reason: 'rota-differs', data: { rota: 'shop', cause: 'dst' } },
    ],
    [
      'since it differs, and the proof had not seen it',
      pair({ rotas: [{ ...ANN_BEN, differences: [] }] }),
      { reason: 'rota-differs', data: { rota: 'shop', cause: 'unexplained' } },
    ],
    ['who is not mapped', pair({}, {}, 'unknown:u9'), { reason: 'person-unmapped', data: { name: 'Zoe' } }],
    ['in turns', pair({ takesTurns: () => true }), { reason: 'turns-differ', data: { policy: 'shop', step: 1 } }],
    [
      'since the first one is not available here',
      pair({}, { held: [{ from: at('03:12'), to: at('09:00'), why: 'not-available', person: 'ann' }] }),
      { reason: 'held-here', data: { incident: 7, why: 'not-available' } },
    ],
    ['for no known reason', pair({}), { reason: 'unknown', data: {} }],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));

  test('with a handoff between both', () => {
    const spans = [span('00:00', '03:14', 'ann'), span('03:14', '09:00', 'ben')];
    const rotas = [rota({ theirs: spans, ours: spans })];
    const [row] = rows([theirs([message('ann 03:12')])], [ours([message('ben 03:15')])], { rotas });
    expect(row?.because).toEqual({ reason: 'handoff-between', data: { rota: 'shop', at: at('03:14') } });
  });
});

describe('the same person at another time', () => {
  const pair = (there: PageMessage, here: PageMessage, more: Partial<OurCase> = {}) =>
    rows([theirs([there])], [ours([here], more)])[0]?.because;
  const MIN = 60_000;

  test.each<[string, ReturnType<typeof pair>, ComparedPage['because']]>([
    [
      'since the alert came later',
      pair(message('ann 03:12'), message('ann 03:20'), { openedAt: at('03:20') }),
      { reason: 'alert-other-time', data: { later: 8 * MIN } },
    ],
    [
      'since the step did',
      pair(message('ann 03:12', { since: at('03:12') }), message('ann 03:22', { since: at('03:22'), step: 2 })),
      { reason: 'step-delay-differs', data: { theirs: 0, ours: 10 * MIN, step: 2 } },
    ],
    [
      'since their own rules differ',
      pair(message('ann 03:12'), message('ann 03:17', { since: at('03:12'), step: 1 })),
      { reason: 'own-rules-differ', data: { theirs: null, ours: 5 * MIN } },
    ],
    [
      'and the source does not say which part is the step’s',
      pair(message('ann 03:22'), message('ann 03:12', { since: at('03:12') })),
      { reason: 'delay-differs', data: { theirs: 10 * MIN, ours: 0 } },
    ],
    [
      'since a maintenance held it',
      pair(message('ann 03:12'), message('ann 03:40'), {
        held: [{ from: at('03:12'), to: at('03:40'), why: 'maintenance', person: null }],
      }),
      { reason: 'held-here', data: { incident: 7, why: 'maintenance' } },
    ],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
});

describe('only the source paged', () => {
  const alone = (here: OurCase[], facts: Partial<PageFacts> = {}, there: Partial<TheirCase> = {}, who = 'ann 03:30') =>
    rows([theirs([message(who)], there)], here, facts).find(({ result }) => result === 'only-theirs')?.because;
  const told = (more: Partial<OurCase>) => ours([message('ben 03:12')], more);

  test.each<[string, ReturnType<typeof alone>, ComparedPage['because']]>([
    [
      'a person who is not mapped',
      alone([], {}, {}, 'unknown:u9 03:12'),
      { reason: 'person-unmapped', data: { name: 'Zoe' } },
    ],
    [
      'of a service that was not moved',
      alone([], {}, { integrations: [] }),
      { reason: 'service-not-moved', data: { service: 'Shop' } },
    ],
    [
      'since the sender is not connected',
      alone([], { received: new Map() }),
      { reason: 'sender-not-connected', data: { integration: 'shop' } },
    ],
    ['since the alert did not come', alone([]), { reason: 'not-received', data: { integration: 'shop' } }],
    [
      'since a route dropped it',
      alone([], { dropped: [{ keys: ['disk'], title: '', integration: 'shop', at: at('03:12') }] }),
      { reason: 'dropped-here', data: { integration: 'shop' } },
    ],
    [
      'since a silence held it',
      alone([told({ held: [{ from: at('03:20'), to: Infinity, why: 'silence', person: null }] })]),
      { reason: 'held-here', data: { incident: 7, why: 'silence' } },
    ],
    [
      'since no method works',
      alone([told({ unreachable: ['ann'] })]),
      { reason: 'unreachable-here', data: { incident: 7 } },
    ],
    [
      'since somebody acknowledged it here',
      alone([told({ acknowledgedAt: at('03:15'), acknowledgedBy: 'ben' })]),
      { reason: 'acknowledged-here', data: { incident: 7, by: 'ben', at: at('03:15') } },
    ],
    [
      'since it was over here',
      alone([told({ endedAt: at('03:15') })]),
      { reason: 'ended-here', data: { incident: 7, at: at('03:15') } },
    ],
    [
      'since the rota differs',
      alone([told({})], { rotas: [ANN_BEN] }),
      { reason: 'rota-differs', data: { rota: 'shop', cause: 'dst' } },
    ],
    ['for no known reason', alone([told({})]), { reason: 'unknown', data: {} }],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));

  test('a second alert, which joined an incident of which the person knew', () => {
    const found = rows(
      [theirs([message('ann 03:12')]), theirs([message('ann 03:13')], { id: 'T2', keys: ['disk-2'], title: 'Disk 2' })],
      [ours([message('ann 03:12')], { keys: ['disk', 'disk-2'] })],
    );
    expect(said(found)).toEqual(['ann 03:12 | ann 03:12: same', 'ann 03:13 | -: only-theirs, joined-here']);
  });
});

describe('only Vigie would have paged', () => {
  const alone = (there: TheirCase[], here: Partial<OurCase> = {}, facts: Partial<PageFacts> = {}) =>
    rows(there, [ours([message('ben 03:30')], here)], facts).find(({ result }) => result === 'only-ours')?.because;

  test.each<[string, ReturnType<typeof alone>, ComparedPage['because']]>([
    [
      'of an integration of its own',
      alone([], { integration: 'probe' }),
      { reason: 'own-integration', data: { integration: 'probe' } },
    ],
    ['for what a person opened', alone([], { integration: null }), { reason: 'opened-by-hand', data: { incident: 7 } }],
    ['for an alert that the source does not have', alone([]), { reason: 'no-alert-there', data: {} }],
    ['for an alert of which the source told nobody', alone([theirs([])]), { reason: 'nobody-told-there', data: {} }],
    [
      'after it was over there',
      alone([theirs([message('ann 03:12')], { endedAt: at('03:20') })]),
      { reason: 'ended-there', data: { at: at('03:20') } },
    ],
    [
      'since the rota differs',
      alone([theirs([message('ann 03:12')])], {}, { rotas: [ANN_BEN] }),
      { reason: 'rota-differs', data: { rota: 'shop', cause: 'dst' } },
    ],
    ['for no known reason', alone([theirs([message('ann 03:12')])]), { reason: 'unknown', data: {} }],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
});

test('a source that tells only who was on call is compared by its rotas', () => {
  const here = [
    ours([message('ben 03:12'), message('dee 03:17')], { keys: ['O1'] }),
    ours([message('ben 10:00')], { id: 'O2', keys: ['O2'], openedAt: at('10:00') }),
  ];
  const late = span('09:00', '12:00', 'ben');
  const rotas = [rota({ theirs: [...ANN_BEN.theirs, late], ours: [...ANN_BEN.ours, late] })];
  const found = rows(casesOfOnCall(here, rotas), here, { rotas, tellsOnCallOnly: true });
  expect(said(found)).toEqual([
    'ann 03:12 | ben 03:12: other-person, rota-differs',
    '- | dee 03:17: only-ours, told-on-call-only',
    'ben 10:00 | ben 10:00: same',
  ]);
});

test('it says nothing of personal rules, so that they make no difference', () => {
  const since = at('03:12');
  const here = [
    ours([message('ben 03:12', { since }), message('cleo 03:17', { since }), message('ben 03:22', { since })]),
  ];
  const both = { ...span('00:00', '09:00', 'ben'), people: ['ben', 'cleo'] };
  const rotas = [rota({ theirs: [both], ours: [both] })];
  const found = rows(casesOfOnCall(here, rotas), here, { rotas, tellsOnCallOnly: true });
  expect(said(found)).toEqual(['ben 03:12 | ben 03:12: same', 'cleo 03:17 | cleo 03:17: same']);
});

test('titles lose what monitors put around them, and keys come plain or hashed', () => {
  expect(['[FIRING:2] Disk  full ', 'DISK FULL'].map(plainTitle)).toEqual(['disk full', 'disk full']);
  expect(keyForms('')).toEqual([]);
  expect(keyForms('a')).toEqual(['a', 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb']);
});
