/** Who the sidecar says is looking, what they may do, and what time it is there. */
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect } from 'react';
import { syncClock } from '../../api/live/clock.ts';
import type { MeWire, StatusWire } from '../../api/connection/connection-wire.ts';
import { useApi } from '../../api/client/use-api.ts';

const Context = createContext<MeWire | null>(null);

/** A running clock is asked once; a manual one again whenever something happened. */
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

/** null until it is known: what needs rights is not offered until then. */
export function useMe(): MeWire | null {
  return useContext(Context);
}

/** May they change what belongs to this team? What has no team is for Admins. The sidecar has the last word. */
export function mayEdit(me: MeWire | null, team: string | null): boolean {
  return me !== null && (me.can.administer || (me.can.edit && team !== null && me.teams.includes(team)));
}

export function useMayEdit(team: string | null): boolean {
  return mayEdit(useMe(), team);
}
