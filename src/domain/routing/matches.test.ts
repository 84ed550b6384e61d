import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMatcher } from '#domain/routing/matcher';
import { matches } from '#domain/routing/matches';
import type { AlertView } from '#domain/routing/matches';

const alert: AlertView = {
  labels: { team: 'db', service: 'api-7', 'k8s.pod': 'p1' },
  severity: 'critical',
  title: 'Disk full on db1',
  source: 'zabbix',
};

function match(texts: string[], view: AlertView = alert): boolean {
  return matches(
    texts.map((text) => {
      const parsed = parseMatcher(text);
      if (!parsed.ok) {
        throw new Error(parsed.reason);
      }
      return parsed.matcher;
    }),
    view,
  );
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
