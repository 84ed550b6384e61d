import { expect, test } from 'vitest';
import { parseMatcher } from '#domain/routing/regex/parse-matcher';
import { compileRegex } from '#domain/routing/regex/regex';
import { translatedCondition } from './conditions.ts';

const any = (condition: string, type = 'jinja2') => translatedCondition(type, condition)?.any ?? null;

test.each<[string, string[][]]>([
  ['{{ payload.commonLabels.severity == "critical" }}', [['severity="critical"']]],
  ["{{ payload['labels']['team'] != 'db' }}", [['team!="db"']]],
  ['{{payload.alerts[0].labels.env in ("prod", "eu.1",)}}', [['env=~"prod|eu\\\\.1"']]],
  ['{{ payload.groupLabels.a == "1" and payload.groupLabels.b == "2" }}', [['a="1"', 'b="2"']]],
  ['{{ payload.labels.a == "1" or payload.labels.b == "2" }}', [['a="1"'], ['b="2"']]],
  ['{{ not (payload.labels.a == "1" or payload.labels.b == "2") }}', [['a!="1"', 'b!="2"']]],
  [
    '{{ (payload.labels.a == "1" or payload.labels.b == "2") and payload.labels.c == "3" }}',
    [
      ['a="1"', 'c="3"'],
      ['b="2"', 'c="3"'],
    ],
  ],
  ['{% if payload.labels.a == "1" %}True{% endif %}', [['a="1"']]],
  ['{%- if payload.labels.a == "1" -%} true {%- else -%} false {%- endif -%}', [['a="1"']]],
  ['{{ payload.labels.a not in ["1"] }}', [['a!~"1"']]],
])('%s', (condition, expected) => {
  expect(any(condition)).toEqual(expected);
  expect(
    any(condition)
      ?.flat()
      .every((one) => parseMatcher(one).ok),
  ).toBe(true);
});

/** What the matcher says of a value of the label `a`. */
function holds(condition: string, value: string): boolean | null {
  const [matcher] = any(condition)?.[0] ?? [];
  const read = matcher === undefined ? null : parseMatcher(matcher);
  if (read?.ok !== true) {
    return null;
  }
  const regex = compileRegex(read.matcher.value);
  return regex.ok && regex.regex.matches(value) === (read.matcher.operator === '=~');
}

test.each([
  ['{{ "db" in payload.labels.a }}', ['db', 'a db.x', 'x\ndb'], ['d', '', 'DB']],
  ['{{ "d.b" not in payload.labels.a }}', ['dxb', ''], ['d.b', 'xd.by']],
  ['{{ payload.labels.a | regex_search("d[bc]") }}', ['db', 'xdc1'], ['d', 'dx']],
  ['{{ payload.labels.a | regex_search("^db|dc") }}', [], []],
  ['{{ payload.labels.a | regex_search("^db") }}', ['db1'], ['xdb']],
  ['{{ payload.labels.a | regex_match("db|dc") }}', ['db1', 'dc'], ['xdb']],
])('%s', (condition, yes, no) => {
  expect(yes.map((value) => holds(condition, value))).toEqual(yes.map(() => true));
  expect(no.map((value) => holds(condition, value))).toEqual(no.map(() => false));
});

test.each([
  ['regex', '"severity": "critical"', [['severity="critical"']]],
  ['regex', '.*"severity": "critical".*', [['severity="critical"']]],
  ['regex', '.*', [[]]],
  ['regex', '', [[]]],
  ['regex', '"severity": "(critical|error)"', null],
  ['regex', '"status": "firing"', null],
  ['regex', 'critical', null],
  ['labels', '', null],
  ['sql', 'true', null],
  ['jinja2', '', null],
  ['jinja2', '{{ true }}', null],
  ['jinja2', '{{ payload.commonLabels.severity }}', null],
  ['jinja2', '{{ payload.commonLabels.severity == "" }}', null],
  ['jinja2', '{{ payload.commonLabels.severity == payload.x }}', null],
  ['jinja2', '{{ payload.commonAnnotations.severity == "a" }}', null],
  ['jinja2', '{{ payload.commonLabels.get("a") == "a" }}', null],
  ['jinja2', '{{ payload.commonLabels.a | lower == "a" }}', null],
  ['jinja2', '{{ payload.commonLabels.a == "a" }} {{ x }}', null],
  ['jinja2', '{% set a = 1 %}{{ payload.commonLabels.a == "a" }}', null],
  ['jinja2', '{{ payload.commonLabels.a | regex_search("(?<=x)a") }}', null],
  ['jinja2', '{{ payload.commonLabels.a | regex_search("a$") }}', null],
  ['jinja2', '{{ not payload.commonLabels.a | regex_search("a") }}', null],
  ['jinja2', '{{ payload.commonLabels.a == "a" and payload.status == "firing" }}', null],
])('%s %s', (type, condition, expected) => {
  expect(any(condition, type)).toEqual(expected);
});

test('too many alternatives are not written out', () => {
  const choice = (name: string) =>
    `(${Array.from({ length: 6 }, (_, i) => `payload.labels.${name} == "${i}"`).join(' or ')})`;
  expect(any(`{{ ${choice('a')} and ${choice('b')} }}`)).toBeNull();
});

test('only labels by which alerts are grouped are those of each alert', () => {
  const of = (condition: string) => translatedCondition('jinja2', condition)?.isPerAlert;
  expect(of('{{ payload.groupLabels.a == "1" }}')).toBe(false);
  expect(of('{{ payload.groupLabels.a == "1" and not payload.commonLabels.b == "1" }}')).toBe(true);
});
