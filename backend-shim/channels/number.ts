/** `+33 6 12.34-56 78` → `+33612345678` (E.164); null where it is no international number. */
export function numberOf(text: string): string | null {
  if (!/^\+[\d .()-]+$/.test(text)) {
    return null;
  }
  const digits = text.replace(/\D/g, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null;
}

/** What people see when they are written to or called, where their phone can know it: a number, or a short code. */
export function sendersOf(text: string | null): readonly string[] {
  const number = text === null ? null : (numberOf(text) ?? (/^\d{3,8}$/.test(text) ? text : null));
  return number === null ? [] : [number];
}

export function wrongNumber(text: string): string | null {
  return numberOf(text) === null ? 'must be a number with its country, like +33612345678' : null;
}

export const NUMBER_ADDRESS = { label: 'Number', hint: '+33 6 12 34 56 78, with the country', validate: wrongNumber } as const;
