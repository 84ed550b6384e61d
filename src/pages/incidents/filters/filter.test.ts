import { describe, expect, it } from 'vitest';
import {
  countOf,
  countOfMore,
  isAllOpen,
  isNarrow,
  matchingOf,
  queryOf,
  readFilter,
  sortText,
  statesText,
} from './filter.ts';

const read = (search: string) => readFilter(new URLSearchParams(search));
const ALWAYS = { from: null, to: null };

describe('the filter of the incident list', () => {
  it('shows what is not over when nothing is chosen', () => {
    expect(read('').states).toEqual(['open', 'acknowledged', 'snoozed']);
    expect(isNarrow(read(''))).toBe(false);
  });

  it('asks for all states by not asking for any', () => {
    expect(queryOf(read('state=all'), 50, ALWAYS).state).toBeNull();
  });

  it.each([
    ['', null],
    ['from=now-2d', { from: 'now-2d', to: 'now' }],
    ['to=2026-01-07', { from: 'now-1y', to: '2026-01-07' }],
    ['from=now-2d&to=now-1d', { from: 'now-2d', to: 'now-1d' }],
  ])('%j opened in between', (search, range) => expect(read(search).range).toEqual(range));

  it('ignores words in the URL that mean nothing', () => {
    expect(read('state=open,broken&severity=critical,huge')).toMatchObject({
      states: ['open'],
      severities: ['critical'],
    });
    expect(read('had=retry,luck').had).toEqual(['retry']);
    expect(queryOf(read('had=retry'), 50, ALWAYS)).toMatchObject({ had: ['retry'] });
    expect(queryOf(read('channel=sms,voice'), 50, ALWAYS)).toMatchObject({ channel: ['sms', 'voice'] });
  });

  it.each([
    ['state=open', 'open'],
    ['', null],
    ['state=all', 'all'],
    ['state=resolved,open', 'open,resolved'],
  ])('writes %s back as %s', (search, text) => expect(statesText(read(search).states)).toBe(text));

  it.each([
    ['', 0],
    ['q=disk', 0],
    ['state=all&severity=error,critical', 2],
    ['mine=true&team=a&rota=b&policy=c&integration=d', 5],
    ['from=now-24h&to=now', 1],
    ['had=retry,page', 1],
    ['channel=sms', 1],
    ['sort=severity', 0],
  ])('counts of %s the %i that a phone hides', (search, count) => expect(countOf(read(search))).toBe(count));

  it.each([
    ['severity=error&mine=true&sort=opened', 0],
    ['team=a&rota=b&policy=c&integration=d&from=now-24h', 5],
  ])('counts of %s the %i that stand below the first row', (search, count) =>
    expect(countOfMore(read(search))).toBe(count),
  );

  it.each([
    ['', true],
    ['state=open&cursor=x', true],
    ['state=acknowledged', false],
    ['state=all', false],
    ['team=a', false],
    ['q=disk', false],
  ])('%s shows all that is open: %s', (search, isAll) => expect(isAllOpen(read(search))).toBe(isAll));

  it('what is chosen as a whole is the list without its page', () => {
    const { limit, cursor, ...query } = queryOf(read('q=disk&cursor=x&sort=opened'), 50, ALWAYS);
    expect([limit, cursor]).toEqual([50, 'x']);
    expect(matchingOf(read('q=disk&cursor=x&sort=opened'), ALWAYS)).toEqual(query);
  });

  it('cuts a pasted novel to what the API takes', () => {
    expect(queryOf(read(`q=${'x'.repeat(300)}`), 50, ALWAYS).q).toHaveLength(200);
  });

  it.each([
    ['', 'attention', null],
    ['sort=attention', 'attention', null],
    ['sort=-opened', '-opened', '-opened'],
    ['sort=loudest', 'attention', null],
  ])('sorts %s by %s, written as %s', (search, sort, text) => {
    expect(read(search).sort).toBe(sort);
    expect(sortText(read(search).sort)).toBe(text);
    expect(queryOf(read(search), 50, ALWAYS)).toMatchObject({ sort });
  });

  it('has an open end where only one of the two is in the URL', () => {
    expect(read('').range).toBeNull();
    expect(read('from=now-24h').range).toEqual({ from: 'now-24h', to: 'now' });
    expect(isNarrow(read('to=now-7d'))).toBe(true);
  });

  it('is narrow with any condition', () => {
    expect([read('q=db'), read('mine=true'), read('severity=info'), read('team=sre')].map(isNarrow)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});
