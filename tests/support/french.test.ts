import { describe, expect, it } from 'vitest';
import { oddInFrench, visible } from './french.ts';

describe('French typography', () => {
  it.each([
    'Qui\u202f? Moi\u202f; «\u00a0Ann\u00a0» dit\u00a0: oui\u202f!',
    '50\u00a0% des gardes',
    'https://a.example/?b=c',
    'à 09:00',
    '{{who}}\u00a0:',
  ])('%s is fine', (text) => expect(oddInFrench(text)).toEqual([]));

  it.each([
    ['Qui ?', '…Qui ?… needs U+202F (narrow no-break space) before ; ! ?'],
    ['Qui\u00a0?', '…Qui⟨U+00A0⟩?… needs U+202F (narrow no-break space) before ; ! ?'],
    ['Qui?', '…Qui?… needs U+202F (narrow no-break space) before ; ! ?'],
    ['Ann\u202f: oui', 'U+00A0'],
    ['«\u202fAnn', 'after «'],
    ['« Ann', 'after «'],
    ['Ann »', 'before : % »'],
    ["l'heure", '⟨U+0027⟩'],
  ])('%s is not', (text, told) => expect(oddInFrench(text).join()).toContain(told));

  it('shows what looks alike', () => expect(visible('a\u00a0b\u202fc')).toBe('a⟨U+00A0⟩b⟨U+202F⟩c'));
});
