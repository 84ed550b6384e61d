import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMatcher } from '#domain/routing/regex/parse-matcher';
import { matches } from '#domain/routing/matches';
import type { AlertView } from '#domain/routing/matches';

const alert: AlertView = {
  labels: { team: 'db', service: 'api-7', 'k8s.pod': 'p1' },
  severity: 'critical',
  title: 'Disk full on db1',
  source: 'zabbix',
};

function match(texts: string[], view: AlertView = alert): boolean {
  const result = matches(
    texts.map((text) => {
      const parsed = parseMatcher(text);
      if (!parsed.ok) {
        throw new Error(parsed.reason);
      }
      return parsed.matcher;
    }),
    view,
  );
  expect(result).not.toBe('unclear');
  return result === 'yes';
}

test.each([
  [[], true],
  [['team="db"'], true],
  [['team="d"'], false],
  [['team=~"d"'], false],
  [['team=~"d.*"'], true],
  [['team!~"d.*"'], false],
  [['service=~"api-[0-9]+"', 'team="db"'], true],
  [['service=~"api-[0-9]+"', 'team="web"'], false],
  [['k8s.pod="p1"'], true],
  [['severity="critical"'], true],
  [['severity=~"error|critical"'], true],
  [['severity!="critical"'], false],
  [['title=~"(?i)disk.*"'], true],
  [['source="zabbix"'], true],
  [['source!="grafana"'], true],
  [['service!="api.7"'], true],
])('%j is %j', (texts, expected) => {
  expect(match(texts)).toBe(expected);
});

test('a label that is not there is the empty text, as in Alertmanager', () => {
  expect(match(['env=""'])).toBe(true);
  expect(match(['env!="test"'])).toBe(true);
  expect(match(['env=~".*"'])).toBe(true);
  expect(match(['env=~".+"'])).toBe(false);
});

test('a label named like a field of Vigie counts beside it', () => {
  const paged = { ...alert, labels: { severity: 'page' } };
  expect(match(['severity="page"'], paged)).toBe(true);
  expect(match(['severity="critical"'], paged)).toBe(true);
  expect(match(['severity!="page"'], paged)).toBe(false);
  expect(match(['severity="warning"'], paged)).toBe(false);
  expect(match(['severity=~"crit.*"'], paged)).toBe(true);
  expect(match(['severity=~"pag.*"'], paged)).toBe(true);
  expect(match(['severity!~"crit.*"'], paged)).toBe(false);
});

test('names that every object has are labels like others', () => {
  expect(match(['constructor=""'])).toBe(true);
  expect(match(['__proto__=""'])).toBe(true);
});

test('severity and title that nobody told are empty', () => {
  const bare = { ...alert, severity: null, title: null };
  expect(match(['severity=""', 'title=""'], bare)).toBe(true);
});

test('a negated operator is always the opposite', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 4 });
  fc.assert(
    fc.property(word, word, (value, text) => {
      const view = { ...alert, labels: { l: value } };
      expect(match([`l="${text}"`], view)).toBe(!match([`l!="${text}"`], view));
      expect(match([`l=~"${text}"`], view)).toBe(!match([`l!~"${text}"`], view));
    }),
  );
});

describe('what is too heavy to be tried', () => {
  const regex = (value: string, operator: '=~' | '!~' = '=~', name = 'service') => ({ name, operator, value });
  const tooHeavy = '(?:(?:.{0,10}){0,10}){0,99}';

  test('is unclear, whichever way it is asked', () => {
    expect(matches([regex(tooHeavy)], alert)).toBe('unclear');
    expect(matches([regex(tooHeavy, '!~')], alert)).toBe('unclear');
    expect(matches([regex(tooHeavy), regex('api-.*')], alert)).toBe('unclear');
  });

  test('does not matter where another matcher does not hold', () => {
    expect(matches([regex(tooHeavy), { name: 'team', operator: '=', value: 'web' }], alert)).toBe('no');
    expect(matches([regex(tooHeavy), regex('web-.*')], alert)).toBe('no');
  });

  test('is also what is wrong, which no release has stored', () => {
    expect(matches([regex('(')], alert)).toBe('unclear');
  });

  test('depends on the text, too', () => {
    const long = { ...alert, labels: { service: `xx${'a'.repeat(10_000)}` } };
    expect(matches([regex('(?:[ax].{0,300}){1,3}y')], alert)).toBe('no');
    expect(matches([regex('(?:[ax].{0,300}){1,3}y')], long)).toBe('unclear');
    expect(matches([regex('.*xa{2,4}.*y')], long)).toBe('no');
  });

  test('is bounded together, in the time that it takes', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => regex(`.*(?:[ab ]{20}|x.{${i % 90},99}|${i}){5}.*Q`, '!~'));
    const long = { ...alert, labels: { service: 'ab x1'.repeat(200) } };
    matches(many.slice(0, 1), long);
    const started = process.cpuUsage();
    expect(matches(many, long)).toBe('unclear');
    expect(process.cpuUsage(started).user).toBeLessThan(400_000);
  });
});
