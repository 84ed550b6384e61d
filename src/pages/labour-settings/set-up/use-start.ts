/** Saves the unit, then a work profile for each person. */
import { useState } from 'react';
import type { UnitWire } from '#contract/labour/unit';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import { saveObject } from '../../../api/client/objects.ts';
import type { StoredUnit } from '../../../api/labour/labour.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import type { NewProfile } from './set-up-draft.ts';

export interface SetUpBodies {
  unit: UnitWire;
  profiles: NewProfile[];
}

/**
 * Profiles come first: while there is no pay and no duty, the set-up is still shown, so a second attempt adds what is
 * missing.
 *
 * @param present logins that have a work profile of the unit already
 */
export function useStart(stored: StoredUnit, present: ReadonlySet<string>, onDone: () => void) {
  const { isSending, failure, send } = useSending();
  const [made] = useState(() => new Set<string>());
  const save = async ({ unit, profiles }: SetUpBodies) => {
    for (const body of profiles.filter(({ user }) => !present.has(user) && !made.has(user))) {
      const sent = await saveObject<WorkProfileWire>({ path: 'work-profiles', id: null, version: null, body });
      if (!sent.ok) {
        return sent;
      }
      made.add(body.user);
    }
    return saveObject<UnitWire>({ path: 'units', id: stored.id, version: stored.version, body: unit });
  };
  return { isSending, failure, start: (bodies: SetUpBodies) => send<unknown>(() => save(bodies), onDone) };
}
