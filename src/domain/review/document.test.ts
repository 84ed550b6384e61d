import { describe, expect, it } from 'vitest';
import type { ReviewDocument } from '#domain/review/document';
import { groupOf } from '#domain/review/entries';
import { reviewHtml } from '#domain/review/html';
import { reviewMarkdown } from '#domain/review/markdown';

const at = (hour: number, minute: number) => Date.UTC(2026, 0, 7, hour, minute);

function fakeDocument(change: Partial<ReviewDocument> = {}): ReviewDocument {
  return {
    language: 'en',
    number: 1042,
    title: 'Disk full on db_1',
    severity: 'Critical',
    openedAt: at(13, 5),
    resolvedAt: at(14, 0),
    url: 'https://grafana.example.com/i/1',
    completed: { by: 'Ben Petit', at: at(16, 0) },
    entries: [{ at: at(13, 5), group: 'alert', text: 'Opened by Zabbix: Disk full' }],
    sections: [
      { title: 'Impact', text: 'No orders for an hour.\n\n- shop\n- till' },
      { title: 'Cause', text: '  ' },
    ],
    actions: [
      { what: 'Bigger disk', owner: 'Ann Martin', due: '2026-02-01', done: false },
      { what: 'Alert earlier', owner: null, due: null, done: true },
    ],
    ...change,
  };
}

describe('the review as Markdown', () => {
  it('begins no line with what others wrote', () =>
    expect(
      reviewMarkdown(fakeDocument({ entries: [{ at: at(13, 5), group: 'note', text: 'Ann: a\r# b\u2028- c' }] })),
    ).toContain('- 2026-01-07 13:05 UTC Ann: a \\# b - c\n'));

  it('has what people wrote, what is to be done, and what happened', () => {
    expect(reviewMarkdown(fakeDocument())).toBe(`# Review of incident #1042: Disk full on db\\_1

*Completed by Ben Petit, 2026-01-07 16:00 UTC*

- Severity: Critical
- Opened: 2026-01-07 13:05 UTC
- Resolved: 2026-01-07 14:00 UTC
- Incident: <https://grafana.example.com/i/1>

## Impact

No orders for an hour.

- shop
- till

## Actions

- [ ] Bigger disk (Ann Martin, 2026-02-01)
- [x] Alert earlier (nobody yet)

## Timeline

- 2026-01-07 13:05 UTC Opened by Zabbix: Disk full
`);
  });

  it('is written in French', () => {
    const text = reviewMarkdown(fakeDocument({ language: 'fr', completed: null, resolvedAt: null }));
    expect(text).toContain('*Brouillon*');
    expect(text).toContain('- Résolu\u00a0: pas encore résolu');
    expect(text).toContain('- [ ] Bigger disk');
  });
});

const EVIL = '"><script>alert(1)</script>\n# [x](javascript:alert(1))';

it.each([reviewMarkdown, reviewHtml])('what comes from elsewhere stays text: %o', (write) => {
  const text = write(
    fakeDocument({
      title: EVIL,
      url: 'javascript:alert(1)',
      completed: { by: EVIL, at: 0 },
      entries: [{ at: 0, group: 'note', text: EVIL }],
      sections: [{ title: EVIL, text: EVIL }],
      actions: [{ what: EVIL, owner: EVIL, due: null, done: false }],
    }),
  );
  expect(text).not.toMatch(/(?<!\\)<script/);
  expect(text).not.toMatch(/href="javascript/);
});

describe('the review for printing', () => {
  it('is one page without anything from elsewhere', () => {
    const html = reviewHtml(fakeDocument());
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<p>No orders for an hour.</p>');
    expect(html).toContain('<td>Bigger disk</td><td>Ann Martin</td><td>2026-02-01</td><td>open</td>');
    expect(html).not.toContain('<h2>Cause</h2>');
    expect(html).not.toMatch(/<script|\ssrc=|url\(/);
  });
});

it.each([
  ['opened', undefined, 'alert'],
  ['delivery', undefined, 'page'],
  ['acknowledged', 'grafana', 'answer'],
  ['acknowledged', 'slack', 'chat'],
  ['note', 'telegram', 'chat'],
  ['note', undefined, 'note'],
  ['of-a-later-release', undefined, 'other'],
])('%s (via %s) is in the group %s', (kind, via, group) => {
  expect(groupOf(kind, via)).toBe(group);
});
