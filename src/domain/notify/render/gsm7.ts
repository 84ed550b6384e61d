/**
 * Writes texts in the alphabet of a plain SMS (3GPP TS 23.038 §6.2.1), and measures and cuts them. A text inside it has
 * 160 characters per part; one character outside it turns the whole message into UCS-2 with 70, and doubles the bill.
 */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Code of the escape character, which `BASIC` has no character for. */
const ESCAPE = 0x1b;
/** These need an escape character before them and so count twice (§6.2.1.1). Their codes behind it are below. */
const EXTENDED = '\f^{}\\[~]|€';
const EXTENDED_CODES = [0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65];

const BASIC_SET = new Set(BASIC);
const EXTENDED_SET = new Set(EXTENDED);

const SINGLE_PART = 160;
/** A part of a longer message carries a 6-byte header (3GPP TS 23.040 §9.2.3.24.1). */
const JOINED_PART = 153;

/** Letters and marks that lose nothing when written plainly, beyond removing accents. */
const PLAIN: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '‚': "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '•': '-',
  '·': '-',
  '…': '...',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ẞ: 'SS',
  '→': '->',
  '←': '<-',
  '≥': '>=',
  '≤': '<=',
  '×': 'x',
  '÷': '/',
  '°': '',
  µ: 'u',
  μ: 'u',
  '²': '2',
  '³': '3',
  '©': '(c)',
  '®': '(r)',
  '™': '(tm)',
  '\t': ' ',
};

/** A run of characters without a plain form (another script) becomes one question mark; pictures vanish. */
const UNWRITABLE = '?';
const DROPPED = /[\p{Extended_Pictographic}\p{M}\p{Cf}\p{Cc}\p{Cs}\p{Co}\p{Emoji_Modifier}]/u;
const SPACE = /\p{Zs}/u;

function plainCharacter(character: string): string {
  if (BASIC_SET.has(character) || EXTENDED_SET.has(character)) {
    return character;
  }
  const known = PLAIN[character];
  if (known !== undefined) {
    return known;
  }
  if (SPACE.test(character)) {
    return ' ';
  }
  if (DROPPED.test(character)) {
    return '';
  }
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return bare !== '' && isGsm7(bare) ? bare : UNWRITABLE;
}

/** Whether every character is in the alphabet. */
export function isGsm7(text: string): boolean {
  for (const character of text) {
    if (!BASIC_SET.has(character) && !EXTENDED_SET.has(character)) {
      return false;
    }
  }
  return true;
}

/** The nearest text inside the alphabet: `Être à 90 % — ça déborde…` → `Etre à 90 % - ca déborde...`. */
export function toGsm7(text: string): string {
  let plain = '';
  let wasUnwritable = false;
  for (const character of text.normalize('NFC')) {
    const next = plainCharacter(character);
    const unwritable = next === UNWRITABLE && character !== UNWRITABLE;
    plain += unwritable && wasUnwritable ? '' : next;
    wasUnwritable = unwritable || (wasUnwritable && next === '');
  }
  return plain;
}

/** Length in septets; the text must be inside the alphabet. */
export function gsm7Length(text: string): number {
  let length = 0;
  for (const character of text) {
    length += EXTENDED_SET.has(character) ? 2 : 1;
  }
  return length;
}

/** One octet for each septet, as SMPP carries them; the text must be inside the alphabet. */
export function gsm7Octets(text: string): number[] {
  return [...text].flatMap((character) => {
    const extended = EXTENDED.indexOf(character);
    if (extended !== -1) {
      return [ESCAPE, EXTENDED_CODES[extended] ?? 0];
    }
    const index = BASIC.indexOf(character);
    return index < ESCAPE ? index : index + 1;
  });
}

/** How many SMS the text takes. An escape pair is never split over two parts. */
export function gsm7Parts(text: string): number {
  if (gsm7Length(text) <= SINGLE_PART) {
    return 1;
  }
  let parts = 1;
  let used = 0;
  for (const character of text) {
    const size = EXTENDED_SET.has(character) ? 2 : 1;
    if (used + size > JOINED_PART) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}

/** Cuts to at most `septets`, ending in `...` if something was cut. */
export function clipGsm7(text: string, septets: number): string {
  if (gsm7Length(text) <= septets) {
    return text;
  }
  const dots = septets > 3 ? '...' : '';
  let clipped = '';
  let used = dots.length;
  for (const character of text) {
    used += EXTENDED_SET.has(character) ? 2 : 1;
    if (used > septets) {
      break;
    }
    clipped += character;
  }
  return clipped.trimEnd() + dots;
}
