/** The monthly document as it is printed: two golden files, also as text, and what can never be in one. */
import { describe, expect, it } from 'vitest';
import { ann, at, facts, night, october } from '#contract/labour/pay/october.fake';
import { documentOf } from '#domain/labour/document/document';
import type { DocumentFacts } from '#domain/labour/document/frame';
import type { Statement } from '#domain/labour/statement/statement';
import { statementOf } from '#domain/labour/statement/statement';
import { hashOf } from '#domain/labour/statement/canonical';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Eight an evening from Monday to Friday, some with travel, of which none moves the next start. */
const forty = Array.from({ length: 40 }, (_, i) => {
  const start = at('10-05T18:10') + Math.floor(i / 8) * 24 * HOUR + (i % 8) * 20 * MINUTE;
  const travelBefore = i % 10 === 9 ? 5 * MINUTE : 0;
  const endedBy = i % 4 === 3 ? ('incident' as const) : ('person' as const);
  return { ...night, id: `i${i}`, start, end: start + (4 + (i % 7)) * MINUTE, endedBy, travelBefore };
});
const fact: Omit<DocumentFacts, 'hash'> = {
  employer: { name: 'Łódź & Fils <SAS>', registration: 'SIRET 123 456 789 00012', address: '1 rue X\n75001 Paris' },
  unit: 'Exemple SAS, exploitation',
  language: 'fr',
  currency: 'EUR',
  madeAt: '2026-11-01T06:00+01:00',
  rotas: new Map([['sre', 'SRE <primary> "nights"']]),
};
const onCall = [
  ...ann.onCall,
  { rota: 'sre', start: at('10-24T18:00'), end: at('10-25T12:00') },
  { rota: 'gone', start: at('10-30T18:00'), end: at('11-01T09:00') },
];

const manyCalls = statementOf({ ...ann, onCall, interventions: forty }, october, {
  ...facts,
  name: 'Zoë Wałęsa <admin>',
  labour: { ...facts.labour, notices: [] },
  incidents: new Map(forty.map(({ id }, i) => [id, 4200 + i])),
});

const begun = { plannedAt: at('10-07T09:00'), state: 'applies' as const, startedAt: at('10-07T09:00') };
const told = { handedAt: at('10-01T12:00'), seenAt: null, voluntary: null, withdrawnAt: null };
const late = { rota: 'sre', start: at('10-05T09:00'), end: at('10-12T09:00'), reason: 'Ben is ill <since Monday>' };
const closed: Statement = {
  ...statementOf({ ...ann, rests: [begun] }, october, {
    ...facts,
    labour: { ...facts.labour, notices: [{ ...late, ...told }] },
    closed: [
      {
        month: '2026-09',
        lines: [
          { code: 'AST-S', of: '2026-09', minutes: 1440, rate: '3.30', amount: 7920 },
          { code: 'AST-N', of: '2026-09', minutes: 60, rest: 6, amount: null },
        ],
      },
    ],
    provisional: false,
  }),
  closing: {
    at: '2026-11-06T09:00+01:00',
    by: 'Ann Martin',
    alone: true,
    currency: 'EUR',
    language: 'en',
    reason: 'Nobody else may close it, and the rota names Ann.',
  },
};

/** What is read of a page: its text, a line a row. */
function printed(statement: Statement, changes: Partial<DocumentFacts> = {}): string {
  return documentOf(statement, { ...fact, hash: hashOf(statement), ...changes });
}

function textOf(html: string): string {
  return html
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<\/t[hd]><t[hd][^>]*>/g, ' | ')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

describe.each([
  ['many-calls.fr', printed(manyCalls)],
  ['closed.en', printed(closed, { language: 'en', employer: null })],
])('the document %s', (name, html) => {
  it('is the golden one', async () => {
    await expect(html).toMatchFileSnapshot(`../../../../tests/labour/documents/${name}.html`);
    await expect(`${textOf(html)}\n`).toMatchFileSnapshot(`../../../../tests/labour/documents/${name}.txt`);
  });

  it('has no script, no outside address, and nothing of names as markup', () => {
    expect(html).not.toMatch(/<script|https?:|url\(|@import|javascript:/i);
    expect(html.match(/<[a-z0-9]+/g)?.filter((tag) => ['<admin', '<primary', '<since'].includes(tag))).toEqual([]);
    expect(html).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  });
});

it('says both offsets of a span over the clock change, and neither elsewhere', () => {
  const text = textOf(printed(manyCalls));
  expect(text).toContain('sam. 24 oct. 2026 18:00 (UTC+02:00) | dim. 25 oct. 2026 12:00 (UTC+01:00)');
  expect(text).toContain('lun. 5 oct. 2026 09:00 | lun. 12 oct. 2026 09:00');
});
