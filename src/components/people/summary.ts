/** Summarizes a person for one line of a list. */
import type { StoredPerson } from '../../api/resources/people.ts';
import type { Reachability } from './person-reach.ts';
import { methodsOf, reachOf } from './person-reach.ts';

export interface PersonSummary {
  /** Types of the person's contact methods. */
  types: string[];
  /** null if the reader may not see the addresses, so it is unknown. */
  reach: Reachability | null;
}

/** @param isKnown whether the reader sees addresses: their own, or all as an Admin */
export function summaryOf(person: StoredPerson, isKnown: boolean): PersonSummary {
  const methods = person.contactMethods ?? [];
  const isTold = isKnown || methods.length > 0 || person.disabled;
  return { types: [...new Set(methodsOf(person).map(({ type }) => type))], reach: isTold ? reachOf(person) : null };
}
