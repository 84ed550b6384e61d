/** Which kind of contact method the form offers first. */
import { isByNumber } from './phone-number.ts';

const EMAIL = 'email';
/** For programs: no person has it without setting something up. */
const WEBHOOK = 'webhook';

/** Lower comes first: what wakes people, what everybody has, what some have. */
function rankOf(kind: string, has: readonly string[]): number {
  if (kind === WEBHOOK) {
    return 4;
  }
  if (has.includes(kind)) {
    return 3;
  }
  return isByNumber(kind) ? 0 : kind === EMAIL ? 1 : 2;
}

/** @param kinds that are set up, in the order of the list @param has of the person */
export function firstKind(kinds: readonly string[], has: readonly string[]): string {
  return kinds.toSorted((a, b) => rankOf(a, has) - rankOf(b, has))[0] ?? EMAIL;
}
