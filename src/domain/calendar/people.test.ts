import { describe, expect, test } from 'vitest';
import type { EventPeople, MatchedBy } from '#domain/calendar/people';
import { matcherOf } from '#domain/calendar/people';

const PEOPLE = [
  { login: 'ann', name: 'Ann Martin', mails: ['ann@example.com'] },
  { login: 'ben', name: 'Ben Petit', mails: ['ben@example.com', 'b.petit@example.org'] },
  { login: 'c.roux', name: 'Cléo Roux', mails: ['cleo@example.com'] },
  { login: 'al', name: 'Al Ann', mails: [] },
];
const find = matcherOf(PEOPLE, { 'The second': 'ben', 'Pager-1@ops.example.com': 'ann' });

function event(summary: string, attendees: string[] = [], organizer: string | null = null): EventPeople {
  return { summary, attendees, organizer };
}

describe('whom an event means', () => {
  test.each<[string, EventPeople, string[], MatchedBy | null]>([
    ['a login', event('ann'), ['ann'], 'title'],
    ['a login among words', event('[SRE] ann (L1)'), ['ann'], 'title'],
    ['a name, whatever its accents', event('On call: CLEO ROUX'), ['c.roux'], 'title'],
    ['a login with a dot', event('c.roux on duty'), ['c.roux'], 'title'],
    ['an address in the title', event('on call b.petit@example.org'), ['ben'], 'title'],
    ['two people', event('Ann Martin / Ben Petit'), ['ann', 'ben'], 'title'],
    ['the longer name', event('Al Ann'), ['al'], 'title'],
    ['a short login only alone', event('al'), ['al'], 'title'],
    ['a short word in a sentence', event('et al on call'), [], null],
    ['no part of a word', event('Annual review'), [], null],
    ['an alias', event('the SECOND is on call'), ['ben'], 'title'],
    ['an alias that is an address', event('On call', ['pager-1@ops.example.com']), ['ann'], 'attendees'],
    ['those invited', event('On call', ['ann@example.com', 'ben@example.com']), ['ann', 'ben'], 'attendees'],
    [
      'not whoever called it',
      event('On call', ['cleo@example.com', 'ben@example.com'], 'cleo@example.com'),
      ['ben'],
      'attendees',
    ],
    [
      'whoever called it, if alone',
      event('On call', ['cleo@example.com'], 'cleo@example.com'),
      ['c.roux'],
      'attendees',
    ],
    ['whoever called it, if nobody is invited', event('On call', [], 'cleo@example.com'), ['c.roux'], 'organizer'],
    [
      'who is named, not who is told',
      event('Ann Martin away', ['ben@example.com', 'cleo@example.com'], 'ann@example.com'),
      ['ann'],
      'title',
    ],
    ['of those named, who is invited', event('ann covered by ben', ['ben@example.com']), ['ben'], 'title'],
    ['strangers', event('Zoe', ['zoe@example.com'], 'zoe@example.com'), [], null],
    ['nothing', event(''), [], null],
  ])('%s', (_what, given, users, by) => {
    expect(find(given)).toEqual({ users, by });
  });

  test('a name that two people share names neither', () => {
    const two = matcherOf(
      [
        { login: 'jo1', name: 'Jo Doe', mails: [] },
        { login: 'jo2', name: 'Jo Doe', mails: [] },
      ],
      {},
    );
    expect(two(event('Jo Doe'))).toEqual({ users: [], by: null });
    expect(
      matcherOf(
        [
          { login: 'jo1', name: 'Jo Doe', mails: [] },
          { login: 'jo2', name: 'Jo Doe', mails: [] },
        ],
        { 'Jo Doe': 'jo2' },
      )(event('Jo Doe')),
    ).toEqual({ users: ['jo2'], by: 'title' });
  });

  test('names without letters and odd words harm nobody', () => {
    expect(
      matcherOf([{ login: '--', name: '…', mails: [''] }], { '': 'x', __proto__: 'y' } as Record<string, string>)(
        event('constructor __proto__ -- …'),
      ),
    ).toEqual({ users: [], by: null });
  });
});

test.each([[{ joe: 'a', 'joe doe': 'b' }], [{ 'joe doe': 'b', joe: 'a' }]])(
  'the longer of two names that begin alike is meant where it stands (%o)',
  (aliases) => {
    const two = matcherOf([], aliases as Record<string, string>);
    expect([two(event('Joe Doe')).users, two(event('Joe Smith')).users, two(event('Joe Doe and Joe')).users]).toEqual([
      ['b'],
      ['a'],
      ['b', 'a'],
    ]);
  },
);

test('three letters are a word, two are not, unless they are all there is', () => {
  const short = matcherOf([], { li: 'li', lee: 'lee' });
  expect([short(event('li on call')).users, short(event('lee on call')).users, short(event('Li')).users]).toEqual([
    [],
    ['lee'],
    ['li'],
  ]);
});

test('a title counts before a call of somebody who is not invited', () => {
  expect(matcherOf(PEOPLE, {})(event('Ann Martin', [], 'ben@example.com'))).toEqual({ users: ['ann'], by: 'title' });
});
