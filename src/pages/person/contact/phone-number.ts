/** Checks a telephone number while somebody types it. */

/** Types of contact methods whose address is a number. */
const BY_NUMBER: readonly string[] = ['sms', 'voice'];

export function isByNumber(type: string): boolean {
  return BY_NUMBER.includes(type);
}

export type NumberState =
  | { kind: 'complete'; number: string }
  /** It may become a number; the person still types. */
  | { kind: 'begun' }
  | { kind: 'wrong'; why: 'country' | 'characters' | 'too-long' };

/** `+33 6 12.34-56 78` is +33612345678 (E.164), as the sidecar reads it. */
export function numberState(text: string): NumberState {
  const typed = text.trim();
  if (typed === '' || typed === '+') {
    return { kind: 'begun' };
  }
  if (!/^\+?[\d .()-]+$/.test(typed)) {
    return { kind: 'wrong', why: 'characters' };
  }
  const digits = typed.replace(/\D/g, '');
  if (!typed.startsWith('+') || digits.startsWith('0')) {
    return { kind: 'wrong', why: 'country' };
  }
  if (digits.length > 15) {
    return { kind: 'wrong', why: 'too-long' };
  }
  return digits.length < 7 ? { kind: 'begun' } : { kind: 'complete', number: `+${digits}` };
}
