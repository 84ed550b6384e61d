/** A hook that asks Grafana whether the account is still there with which silences are followed. */
import { useEffect, useState } from 'react';
import type { AccountState, FollowingIntegration } from '../../../api/service-accounts/silence-account.ts';
import { readAccountState } from '../../../api/service-accounts/silence-account.ts';
import { silenceWorld } from '../../../api/service-accounts/silence-world.ts';

/** null until known. */
export function useAccountState({ sync, version }: FollowingIntegration): AccountState | null {
  const [state, setState] = useState<AccountState | null>(null);
  useEffect(() => {
    let isHere = true;
    void readAccountState(silenceWorld(), sync).then((read) => isHere && setState(read));
    return () => {
      isHere = false;
    };
    // Each save has a version of its own.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `sync` is another object after each reload
  }, [version]);
  return state;
}
