/** A person in one line. */
import type { StoredPerson } from '../../api/resources/people.ts';
import type { Reachability } from './person-reach.ts';
import { methodsOf, reachOf } from './person-reach.ts';

export interface PersonSummary {
  /** Kinds of their contact methods. */
  types: string[];
  /** null: their mail address is not for this reader, so nobody can tell. */
  reach: Reachability | null;
}

/** @param isKnown the reader sees addresses: it is their own, or they are an Admin. */
export function summaryOf(person: StoredPerson, isKnown: boolean): PersonSummary {
  const methods = person.contactMethods ?? [];
  const isTold = isKnown || methods.length > 0 || person.disabled;
  return { types: [...new Set(methodsOf(person).map(({ type }) => type))], reach: isTold ? reachOf(person) : null };
}
