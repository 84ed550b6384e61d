/** Defines the **organisation**: what holds where nobody reads as a person, such as in rooms and shared documents. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { timeZone } from '#contract/base/scalars';

/** There is one organisation; as an object with an id it has versions, audit and deletion like all others. */
export const ORGANISATION = 'main';

export const organisation = strict({
  id: z.literal(ORGANISATION, `must be ${ORGANISATION}: there is one organisation`),
  /** Of times in rooms, shared mails, comments in monitors, and reviews; a room may state its own. */
  timeZone,
});

export type OrganisationWire = z.output<typeof organisation>;

/** Of an installation that states none. */
export const DEFAULT_ZONE = 'UTC';

/** The zone of times where nobody reads as a person. */
export function zoneOfOrganisation(organisations: readonly OrganisationWire[]): string {
  return organisations[0]?.timeZone ?? DEFAULT_ZONE;
}
