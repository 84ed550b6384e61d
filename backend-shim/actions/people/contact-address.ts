/** Normalizes addresses for limits, and finds the country of a phone number. */

/**
 * The same text for every spelling of an address.
 * @param isPhone SMS and calls to one number reach one person
 */
export function sameForLimits(type: string, to: string, isPhone: boolean): string {
  if (isPhone) {
    return `phone ${to.replace(/[^\d+]/g, '')}`;
  }
  // Mail to ann+1@ and ann+2@ reaches ann.
  return type === 'email'
    ? `email ${to
        .trim()
        .toLowerCase()
        .replace(/\+[^@]*(?=@)/, '')}`
    : `${type} ${to.trim()}`;
}

/**
 * ITU-T E.164 assigns one, two or three digits. Prefixes of two digits are listed; 1 and 7 are the only ones of one
 * digit.
 */
const OF_TWO = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/**
 * Prefixes within +1 of other countries than the United States and Canada, and of premium numbers. They are expensive,
 * and known for fraud.
 */
const OWN_WITHIN_1 = new Set(
  '242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876 900'.split(' '),
);

/** The country prefix of a number, with the plus: `+33`, `+1876`; null: the number is not in international form. */
export function countryOf(number: string): string | null {
  const digits = /^\+(\d{4,})/.exec(number.replace(/[^\d+]/g, ''))?.[1];
  if (digits === undefined) {
    return null;
  }
  const area = digits.slice(1, 4);
  if (digits.startsWith('1')) {
    return OWN_WITHIN_1.has(area) ? `+1${area}` : '+1';
  }
  if (digits.startsWith('7')) {
    // Kazakhstan.
    return /^7[67]/.test(digits) ? `+${digits.slice(0, 2)}` : '+7';
  }
  return `+${digits.slice(0, OF_TWO.has(digits.slice(0, 2)) ? 2 : 3)}`;
}
