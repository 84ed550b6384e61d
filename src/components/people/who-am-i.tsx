/** Provides the reader's identity and rights, and the sidecar's clock. */
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect } from 'react';
import { syncClock } from '../../api/live/clock.ts';
import type { MeWire, StatusWire } from '../../api/connection/connection-wire.ts';
import { useApi } from '../../api/client/use-api.ts';

const Context = createContext<MeWire | null>(null);

/** A running clock is read once. A manual clock is read again after each event. */
function useSidecarTime(): void {
  const { data } = useApi<StatusWire>({ path: 'status' });
  const isManual = data?.clock === 'manual';
  const again = useApi<StatusWire>(isManual ? { path: 'status' } : null, {
    live: isManual ? ['incident', 'rota'] : [],
  });
  const latest = again.data ?? data;
  useEffect(() => {
    if (latest !== null) {
      syncClock(Date.parse(latest.now), latest.clock === 'manual');
    }
  }, [latest]);
}

export function WhoAmIProvider({ children }: { children: ReactNode }) {
  const { data } = useApi<MeWire>({ path: 'me' });
  useSidecarTime();
  return <Context.Provider value={data}>{children}</Context.Provider>;
}

/** null until known; actions that need rights are hidden until then. */
export function useMe(): MeWire | null {
  return useContext(Context);
}

/**
 * Whether the reader may edit objects of this team. Objects without a team are for Admins. The sidecar checks again.
 */
export function mayEdit(me: MeWire | null, team: string | null): boolean {
  return me !== null && (me.can.administer || (me.can.edit && team !== null && me.teams.includes(team)));
}

export function useMayEdit(team: string | null): boolean {
  return mayEdit(useMe(), team);
}
