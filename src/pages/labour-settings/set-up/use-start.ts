/** Saves the unit, then a work profile for each person. */
import { useState } from 'react';
import type { UnitWire } from '#contract/labour/unit';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { saveObject } from '../../../api/client/objects.ts';
import type { StoredUnit } from '../../../api/labour/labour.ts';
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
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [made, setMade] = useState<ReadonlySet<string>>(new Set());
  const start = async ({ unit, profiles }: SetUpBodies) => {
    setSending(true);
    setFailure(null);
    const done = new Set(made);
    for (const body of profiles.filter(({ user }) => !present.has(user) && !done.has(user))) {
      const sent = await saveObject<WorkProfileWire>({ path: 'work-profiles', id: null, version: null, body });
      if (!sent.ok) {
        setMade(done);
        setSending(false);
        return setFailure(sent.failure);
      }
      done.add(body.user);
    }
    const sent = await saveObject<UnitWire>({ path: 'units', id: stored.id, version: stored.version, body: unit });
    setMade(done);
    setSending(false);
    if (!sent.ok) {
      return setFailure(sent.failure);
    }
    onDone();
  };
  return { isSending, failure, start };
}
