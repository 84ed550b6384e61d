/** A hook for the contact points of this Grafana. */
import { useCallback, useEffect, useState } from 'react';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { listContactPoints } from '../../../api/grafana/grafana-alerting.ts';
import type { ContactPoint } from '../../../api/grafana/grafana-receiver.ts';

export interface ContactPoints {
  points: ContactPoint[] | null;
  failure: ApiFailure | null;
  reload: () => void;
}

/** The contact points of this Grafana that the reader may see. @param isAsked false if not needed (yet) */
export function useContactPoints(isAsked = true): ContactPoints {
  const [points, setPoints] = useState<ContactPoint[] | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  useEffect(() => {
    let isHere = true;
    void (isAsked ? listContactPoints() : Promise.resolve(null)).then((sent) => {
      if (isHere && sent !== null) {
        setFailure(sent.ok ? null : sent.failure);
        setPoints(sent.ok ? sent.value : null);
      }
    });
    return () => {
      isHere = false;
    };
  }, [isAsked, round]);
  return { points, failure, reload };
}
