import { describe, expect, it } from 'vitest';
import { oddInFrench } from '../../../../tests/support/french.ts';
import type { DocumentEntry, ReviewDocument } from '#modules/review/domain/document';
import { groupOf } from '#modules/review/domain/entries';
import { reviewHtml } from '#modules/review/domain/html';
import { reviewMarkdown } from '#modules/review/domain/markdown';

const entry = (group: 'alert' | 'note', text: string, change: Partial<DocumentEntry> = {}): DocumentEntry => ({
  at: at(13, 5),
  group,
  text,
  language: 'en',
  isRich: group === 'note',
  ...change,
});
const at = (hour: number, minute: number) => Date.UTC(2026, 0, 7, hour, minute);

function fakeDocument(change: Partial<ReviewDocument> = {}): ReviewDocument {
  return {
    language: 'en',
    timeZone: 'Europe/Paris',
    number: 1042,
    title: 'Disk full on db_1',
    severity: 'Critical',
    openedAt: at(13, 5),
    resolvedAt: at(14, 0),
    facts: {
      timeToPage: 5000,
      timeToAnswer: 8 * 60_000,
      duration: 55 * 60_000,
      answeredBy: 'Ann Martin',
      paged: [
        { user: 'Ann Martin', times: 2 },
        { user: 'Ben Petit', times: 1 },
      ],
      woken: [{ user: 'Ann Martin', times: 1 }],
    },
    alert: {
      source: 'Zabbix <main>',
      description: 'Over **95 %**\nfull',
      labels: [['team', 'db_a']],
      links: [{ title: 'Runbook', url: 'https://wiki.example.com/disk' }],
    },
    url: 'https://grafana.example.com/i/1',
    completed: { by: 'Ben Petit', at: at(16, 0) },
    entries: [entry('alert', 'Opened by Zabbix: Disk full')],
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
    expect(reviewMarkdown(fakeDocument({ entries: [entry('note', 'Ann: a\r# b\u2028- c')] }))).toContain(
      '- Wed 7 Jan 2026 14:05 Ann: a \\# b - c\n',
    ));

  it('has what people wrote, what is to be done, and what happened', () => {
    expect(reviewMarkdown(fakeDocument())).toBe(`# Review of incident #1042: Disk full on db\\_1

*Completed by Ben Petit, Wed 7 Jan 2026 17:00*

- Severity: Critical
- Opened: Wed 7 Jan 2026 14:05
- Resolved: Wed 7 Jan 2026 15:00
- Duration: 55 min
- Time to page: 5 sec
- Time to answer: 8 min (Ann Martin)
- Paged: Ann Martin (2 times) and Ben Petit
- Woken: Ann Martin
- Time zone: Europe/Paris
- Incident: <https://grafana.example.com/i/1>

## Alert

> Over \\*\\*95 %\\*\\*
> full

- Source: Zabbix \\<main\\>
- Labels: team=db\\_a
- Runbook: <https://wiki.example.com/disk>

## Impact

No orders for an hour.

- shop
- till

## Actions

- [ ] Bigger disk (Ann Martin, Sun 1 Feb 2026)
- [x] Alert earlier (nobody yet)

## Timeline

- Wed 7 Jan 2026 14:05 Opened by Zabbix: Disk full
`);
  });

  it('is written in French', () => {
    const text = reviewMarkdown(fakeDocument({ language: 'fr', completed: null, resolvedAt: null }));
    expect(text).toContain('*Brouillon*');
    expect(text).toContain('- Résolu\u00a0: pas encore résolu');
    expect(text).toContain('- [ ] Bigger disk');
    expect(text).toContain('- Délai de réponse\u00a0: 8\u00a0min (Ann Martin)');
    expect(text).toContain('- Personnes alertées\u00a0: Ann Martin (2 fois) et Ben Petit');
    expect(text).toContain('«\u00a0Opened by Zabbix: Disk full\u00a0»');
    expect(
      text
        .split('\n')
        .filter((line) => !/https|Bigger|Alert earlier|Over|Opened by/.test(line))
        .flatMap(oddInFrench),
    ).toEqual([]);
  });

  it('says what did not happen', () => {
    const nothing = { timeToPage: null, timeToAnswer: null, duration: null, answeredBy: null, paged: [], woken: [] };
    const text = reviewMarkdown(fakeDocument({ facts: nothing, resolvedAt: null }));
    expect(text).toContain(
      '- Time to page: no page arrived\n- Time to answer: nobody answered\n- Paged: nobody\n- Woken: nobody',
    );
    const early = reviewMarkdown(fakeDocument({ facts: { ...nothing, answeredBy: 'Ben Petit' } }));
    expect(early).toContain('- Time to answer: before any page arrived (Ben Petit)');
  });
});

const EVIL = '"><script>alert(1)</script>\n# [x](javascript:alert(1))';

it.each([reviewMarkdown, reviewHtml])('what comes from elsewhere stays text: %o', (write) => {
  const text = write(
    fakeDocument({
      title: EVIL,
      url: 'javascript:alert(1)',
      completed: { by: EVIL, at: 0 },
      entries: [entry('note', EVIL), entry('alert', EVIL, { language: 'fr' })],
      sections: [{ title: EVIL, text: EVIL }],
      actions: [{ what: EVIL, owner: EVIL, due: null, done: false }],
      alert: {
        source: EVIL,
        description: EVIL,
        labels: [[EVIL, EVIL]],
        links: [{ title: EVIL, url: 'javascript:alert(1)' }],
      },
      facts: { ...fakeDocument().facts, answeredBy: EVIL, paged: [{ user: EVIL, times: 1 }] },
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
    const cells = { Action: 'Bigger disk', Owner: 'Ann Martin', Due: 'Sun 1 Feb 2026', State: 'open' };
    const row = Object.entries(cells).map(([title, text]) => `<td data-title="${title}">${text}</td>`);
    expect(html).toContain(row.join(''));
    expect(html).not.toContain('<h2>Cause</h2>');
    expect(html).toContain('<ul>\n<li>shop</li>\n<li>till</li>\n</ul>');
    expect(html).toContain('<dt>Time to answer</dt><dd>8 min (Ann Martin)</dd>');
    expect(html).toContain('<p>Over <strong>95 %</strong><br>\nfull</p>');
    expect(html).toContain('<dt>Source</dt><dd>Zabbix &lt;main&gt;</dd>');
    expect(html).toContain('<code>team=db_a</code>');
    const french = reviewHtml(fakeDocument({ language: 'fr' }));
    expect(french).toContain('<span lang="en">«\u00a0Opened by Zabbix: Disk full\u00a0»</span>');
    expect(html).not.toMatch(/<script|\ssrc=|url\(/);
  });
});

it.each([
  ['opened', {}, 'alert'],
  ['delivery', {}, 'page'],
  ['delivery', { kind: 'page' }, 'page'],
  ['delivery', { kind: 'update' }, 'other'],
  ['acknowledged', { via: 'grafana' }, 'answer'],
  ['acknowledged', { via: 'slack' }, 'chat'],
  ['note', { via: 'telegram' }, 'chat'],
  ['note', {}, 'note'],
  ['of-a-later-release', {}, 'other'],
])('%s (%j) is in the group %s', (kind, data, group) => {
  expect(groupOf(kind, data)).toBe(group);
});
