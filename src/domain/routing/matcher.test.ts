import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMatcher } from '#domain/routing/matcher';
import { parseMatcher } from '#domain/routing/regex/parse-matcher';
import type { MatchOperator } from '#domain/routing/matcher';

test.each([
  ['team="db"', 'team', '=', 'db'],
  ['service=~"api-.*"', 'service', '=~', 'api-.*'],
  ['env!="test"', 'env', '!=', 'test'],
  [' host !~ "web-\\d+" ', 'host', '!~', 'web-\\d+'],
  ['k8s.pod.name="a"', 'k8s.pod.name', '=', 'a'],
  ['équipe="été"', 'équipe', '=', 'été'],
  ['"with space"="a"', 'with space', '=', 'a'],
  ['"say \\"hi\\""="a"', 'say "hi"', '=', 'a'],
  ['a="q\\"q"', 'a', '=', 'q"q'],
  ['a="back\\\\slash"', 'a', '=', 'back\\slash'],
  ['a="two\\nlines"', 'a', '=', 'two\nlines'],
  ['a="x==y"', 'a', '=', 'x==y'],
  ['a="{b}, c"', 'a', '=', '{b}, c'],
  ['a=', 'a', '=', ''],
  ['a=""', 'a', '=', ''],
  ['a=bare word', 'a', '=', 'bare word'],
  ['a!=b', 'a', '!=', 'b'],
])('%j is read', (text, name, operator, value) => {
  expect(parseMatcher(text)).toEqual({ ok: true, matcher: { name, operator, value } });
});

test.each([
  ['', /write a matcher such as/],
  ['team', /write a matcher such as/],
  ['="db"', /write a matcher such as/],
  ['""="db"', /label name is empty/],
  ['team=="db"', /"==" is not an operator/],
  ['team="db', /a quote is not closed/],
  ['team="db"x', /write a matcher such as/],
  ['{team="db"}', /without braces/],
  ['team="db",env="x"', /one per list entry/],
  ['a b="x"', /write a matcher such as/],
  ['service=~"api-("', /not valid RE2: missing closing/],
  [`a="${'x'.repeat(12_000)}"`, /at most 12000 characters/],
])('%j is refused with advice', (text, reason) => {
  const parsed = parseMatcher(text);
  expect(parsed.ok).toBe(false);
  expect(!parsed.ok && parsed.reason).toMatch(reason);
});

test('what is formatted reads back as the same matcher', () => {
  const operator = fc.constantFrom<MatchOperator>('=', '!=');
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(name, operator, fc.string({ unit: 'grapheme', maxLength: 40 }), (label, op, value) => {
      const matcher = { name: label, operator: op, value };
      expect(parseMatcher(formatMatcher(matcher))).toEqual({ ok: true, matcher });
    }),
  );
});

test('any text is answered, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '"', '\\', '=', '~', '!', ' ', '(', '{', ','), maxLength: 30 }),
      (text) => {
        const parsed = parseMatcher(text);
        expect(parsed.ok || parsed.reason.length > 10).toBe(true);
      },
    ),
  );
});
