import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipGsm7, gsm7Length, gsm7Octets, gsm7Parts, isGsm7, toGsm7 } from '#domain/notify/render/gsm7';

describe('the alphabet', () => {
  it('is the one of 3GPP TS 23.038', () => {
    expect(isGsm7('@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0129:;<=>?¡AZÄÖÑÜ§¿azäöñüà\n\r')).toBe(true);
    expect(isGsm7('^{}\\[~]|€')).toBe(true);
    for (const outside of ['ç', 'ê', 'œ', '’', '«', '…', '`', 'а', '火', '💥', '\t', '\u00a0']) {
      expect(isGsm7(outside), outside).toBe(false);
    }
  });

  it('has 127 characters and 10 that count twice', () => {
    const all = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).filter(isGsm7);
    expect(all.filter((character) => gsm7Length(character) === 1)).toHaveLength(127);
    expect(all.filter((character) => gsm7Length(character) === 2)).toHaveLength(10);
  });
});

describe('octets', () => {
  it('are the codes of 3GPP TS 23.038, §6.2.1 and §6.2.1.1', () => {
    expect(gsm7Octets('@£\n_ΞÆ 0?AÄZazà')).toEqual([
      0x00, 0x01, 0x0a, 0x11, 0x1a, 0x1c, 0x20, 0x30, 0x3f, 0x41, 0x5b, 0x5a, 0x61, 0x7a, 0x7f,
    ]);
    expect(gsm7Octets('€[~')).toEqual([0x1b, 0x65, 0x1b, 0x3c, 0x1b, 0x3d]);
  });

  it('are as many as the length says', () => {
    const all = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code))
      .filter(isGsm7)
      .join('');
    expect(gsm7Octets(all)).toHaveLength(gsm7Length(all));
    expect(Math.max(...gsm7Octets(all))).toBe(0x7f);
  });
});

describe('transliteration', () => {
  it.each([
    ['Être à 90 % — ça déborde…', 'Etre à 90 % - ca déborde...'],
    ['N’est plus « joignable »', 'N\'est plus " joignable "'],
    ['Œuvre Łódź ŽIŽKOV', 'OEuvre Lodz ZIZKOV'],
    ['CPU ≥ 90 °C → 2 µs', 'CPU >= 90 C -> 2 us'],
    ['💥 Feu 🔥🔥 👩‍🚒', ' Feu  '],
    ['火災 in 東京', '? in ?'],
    ['Пожар', '?'],
    ['a\u0301e\u0301', 'aé'],
    ['why???', 'why???'],
    ['ＡＢＣ ﬁn ①', 'ABC fin 1'],
    ['', ''],
  ])('%s', (text, plain) => {
    expect(toGsm7(text)).toBe(plain);
  });

  it('always ends inside, and changes nothing that already was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = toGsm7(text);
        expect(isGsm7(plain)).toBe(true);
        expect(toGsm7(plain)).toBe(plain);
      }),
    );
  });
});

describe('parts', () => {
  it.each([
    ['', 1],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    // 153 is odd: an escape pair that does not fit moves to the next part as a whole.
    ['€'.repeat(153), 3],
  ])('%.20s…', (text, parts) => {
    expect(gsm7Parts(text)).toBe(parts);
  });
});

describe('clipping', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'ab...'],
    ['ab cdef', 6, 'ab...'],
    ['€€€€', 7, '€€...'],
    ['abc', 0, ''],
    ['abcd', 3, 'abc'],
  ])('%s to %i', (text, septets, clipped) => {
    expect(clipGsm7(text, septets)).toBe(clipped);
  });
});
