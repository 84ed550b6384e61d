import { describe, expect, test } from 'vitest';
import { parseMatcher } from '#domain/routing/regex/parse-matcher';
import { matches } from '#domain/routing/matches';
import type { LabelCondition } from './condition.ts';
import { conditionOf, hasUnfinished, matcherOf } from './condition.ts';
import { leastSeverity, withLeast, withoutLeast } from './least-severity.ts';

describe('a matcher is read as a condition', () => {
  test.each<[string, LabelCondition]>([
    ['team="db"', { name: 'team', relation: 'is', values: ['db'] }],
    ['team=~"db|web"', { name: 'team', relation: 'is', values: ['db', 'web'] }],
    ['host=~"a\\.example|b\\.example"', { name: 'host', relation: 'is', values: ['a.example', 'b.example'] }],
    ['team!="db"', { name: 'team', relation: 'is-not', values: ['db'] }],
    ['team!~"db|web"', { name: 'team', relation: 'is-not', values: ['db', 'web'] }],
    ['title=~".*disk full.*"', { name: 'title', relation: 'contains', values: ['disk full'] }],
    ['title!~".*test.*"', { name: 'title', relation: 'lacks', values: ['test'] }],
    ['service=~"api-.*"', { name: 'service', relation: 'matches', values: ['api-.*'] }],
    ['service!~"(a|b)c"', { name: 'service', relation: 'differs', values: ['(a|b)c'] }],
    ['title=~".*a|b.*"', { name: 'title', relation: 'matches', values: ['.*a|b.*'] }],
    ['title=~".*(a|b).*"', { name: 'title', relation: 'matches', values: ['.*(a|b).*'] }],
    ['code=~"\\d+"', { name: 'code', relation: 'matches', values: ['\\d+'] }],
    ['team=~"db|"', { name: 'team', relation: 'matches', values: ['db|'] }],
    ['team=~""', { name: 'team', relation: 'matches', values: [''] }],
    ['oncall!=""', { name: 'oncall', relation: 'set', values: [] }],
    ['oncall=""', { name: 'oncall', relation: 'unset', values: [] }],
    ['"a label"="b"', { name: 'a label', relation: 'is', values: ['b'] }],
    ['team', { name: 'team', relation: 'is', values: [] }],
  ])('%s', (text, condition) => {
    expect(conditionOf(text)).toEqual(condition);
    const written = matcherOf(condition);
    expect(conditionOf(written), `${text} is written as ${written}`).toEqual(condition);
  });

  test.each(['team=="db"', '{team="db"}', 'team="db', 'a b'])('%s is none', (text) =>
    expect([conditionOf(text), hasUnfinished([text])]).toEqual([null, true]),
  );
});

test('what is written means what the words say, whatever characters a value has', () => {
  const odd = ['a.b', 'a|b', '(x)', 'back\\slash', 'quo"te', '50%', '[a]{2}', '^$', 'two\nlines', 'a*b+c?', 'é ✓'];
  const holds = (condition: LabelCondition, value: string) => {
    const read = parseMatcher(matcherOf(condition));
    if (!read.ok) {
      throw new Error(read.reason);
    }
    return matches([read.matcher], { labels: { n: value }, severity: null, title: null, source: 'webhook' });
  };
  for (const value of odd) {
    for (const other of odd) {
      const says = value === other ? 'yes' : 'no';
      expect(holds({ name: 'n', relation: 'is', values: [value] }, other), `${value} is ${other}`).toBe(says);
      expect(holds({ name: 'n', relation: 'is', values: [value, 'zz'] }, other), `${value} or zz: ${other}`).toBe(says);
      expect(holds({ name: 'n', relation: 'is-not', values: [value, 'zz'] }, other)).toBe(
        says === 'yes' ? 'no' : 'yes',
      );
    }
    if (!value.includes('\n')) {
      expect(holds({ name: 'n', relation: 'contains', values: [value] }, `before ${value} after`), value).toBe('yes');
      expect(holds({ name: 'n', relation: 'lacks', values: [value] }, 'something else'), value).toBe('yes');
    }
  }
});

describe('a condition without a value', () => {
  test('is kept, and refused when it is saved', () => {
    const unfinished: LabelCondition = { name: 'a label', relation: 'is-not', values: [] };
    expect(matcherOf(unfinished)).toBe('"a label"');
    expect(parseMatcher(matcherOf(unfinished)).ok).toBe(false);
    expect(hasUnfinished(['team="db"', matcherOf(unfinished)])).toBe(true);
  });

  test('and without a name is left out', () => {
    expect(matcherOf({ name: '', relation: 'is', values: ['x'] })).toBe('');
    expect(hasUnfinished(['team="db"', ''])).toBe(false);
  });
});

describe('the least severity', () => {
  test('is a matcher among others, and keeps its place', () => {
    const match = ['team="db"', 'severity=~"critical|error"', 'env!="test"'];
    expect(leastSeverity(match)).toBe('error');
    expect(withoutLeast(match)).toEqual(['team="db"', 'env!="test"']);
    expect(withLeast(match, 'critical')).toEqual(['team="db"', 'severity="critical"', 'env!="test"']);
    expect(withLeast(match, null)).toEqual(['team="db"', 'env!="test"']);
    expect(withLeast(['a="b"'], 'warning')).toEqual(['severity=~"warning|error|critical"', 'a="b"']);
  });

  test.each([
    'severity="page"',
    'severity!="info"',
    'severity="error"',
    'severity=~"info|critical"',
    'severity=~"err.*"',
  ])('%s is none', (text) => expect([leastSeverity([text]), withoutLeast([text])]).toEqual([null, [text]]));

  test('holds for the severities from there on', () => {
    for (const [least, kept] of [
      ['critical', ['critical']],
      ['error', ['error', 'critical']],
      ['warning', ['warning', 'error', 'critical']],
      ['info', ['info', 'warning', 'error', 'critical']],
    ] as const) {
      const read = parseMatcher(withLeast([], least)[0] ?? '');
      const found = (['info', 'warning', 'error', 'critical'] as const).filter(
        (severity) =>
          read.ok && matches([read.matcher], { labels: {}, severity, title: null, source: 'webhook' }) === 'yes',
      );
      expect(found).toEqual(kept);
    }
  });
});
