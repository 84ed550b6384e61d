import { expect, it } from 'vitest';
import type { DocumentFrame } from '#domain/labour/document/frame';
import { paySection } from '#domain/labour/document/pay-sections';
import { DOCUMENT_TEXTS } from '#domain/labour/document/texts';

function section(language: 'en' | 'fr', percent: number): string {
  const line = { of: '2026-01', code: 'INT', minutes: 45, percent, amount: null };
  return paySection({
    words: DOCUMENT_TEXTS[language],
    language,
    currency: 'EUR',
    statement: { month: '2026-01', lines: [line], inputs: { rules: [], pay: [], profiles: [] } },
  } as unknown as DocumentFrame);
}

it('hours without a premium say so, and not “0 %” beside “by payroll”', () => {
  expect(section('fr', 0)).toContain('>sans majoration</td>');
  expect(section('fr', 0)).toContain('>par la paie</td>');
  expect(section('en', 0)).toContain('>no supplement</td>');
  expect(section('fr', 0)).not.toMatch(/>0\s?%</);
  expect(section('fr', 25)).toMatch(/>25\s?%</);
});

it('each cell has the title of its column, which a phone shows in place of the head', () => {
  const { code, amount } = DOCUMENT_TEXTS.fr.columns;
  expect(section('fr', 0)).toContain(`<td data-title="${code}">INT</td>`);
  expect(section('fr', 0)).toContain(`data-title="${amount}">par la paie</td>`);
});
