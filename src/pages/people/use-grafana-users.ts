/** A hook for the people of this Grafana. */
import { useEffect, useState } from 'react';
import type { ApiFailure } from '../../api/client/failure.ts';
import type { GrafanaUser } from '../../api/grafana/grafana-users.ts';
import { readGrafanaUsers } from '../../api/grafana/grafana-users.ts';

export interface GrafanaUsers {
  /** null if not known yet, or not at all. */
  users: GrafanaUser[] | null;
  failure: ApiFailure | null;
}

/** @param isAsked false for readers to whom Grafana does not list its people */
export function useGrafanaUsers(isAsked: boolean): GrafanaUsers {
  const [found, setFound] = useState<GrafanaUsers>({ users: null, failure: null });
  useEffect(() => {
    let isHere = true;
    if (isAsked) {
      void readGrafanaUsers().then((sent) => {
        if (isHere) {
          setFound(sent.ok ? { users: sent.value, failure: null } : { users: null, failure: sent.failure });
        }
      });
    }
    return () => {
      isHere = false;
    };
  }, [isAsked]);
  return found;
}
