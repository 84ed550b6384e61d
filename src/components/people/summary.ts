/** A person in one line. */
import type { Person } from '../../api/resources/people.ts';
import type { Reach } from './person-reach.ts';
import { methodsOf, reachOf } from './person-reach.ts';

export interface Summary {
  /** Kinds of their contact methods. */
  types: string[];
  /** null: their mail address is not for this reader, so nobody can tell. */
  reach: Reach | null;
}

/** @param isKnown the reader sees addresses: it is their own, or they are an Admin. */
export function summaryOf(person: Person, isKnown: boolean): Summary {
  const methods = person.contactMethods ?? [];
  const isTold = isKnown || methods.length > 0 || person.disabled;
  return { types: [...new Set(methodsOf(person).map(({ type }) => type))], reach: isTold ? reachOf(person) : null };
}
