/** A hook that collects what needs attention. */
import { useMemo } from 'react';
import type { ListPage } from '#contract/list';
import type { RotaOnCall } from '#contract/rotas/on-call';
import type { PolicyWire } from '#contract/paging/policy';
import type { Stored } from '#contract/stored';
import { DAY, MINUTE } from '#domain/time/duration';
import { segment } from '../../../api/client/client.ts';
import { useApi, useApiPages, useApiEach } from '../../../api/client/use-api.ts';
import { now } from '../../../api/live/clock.ts';
import type { ChannelState } from '../../../api/resources/channels.ts';
import type { StoredPerson } from '../../../api/resources/people.ts';
import type { HealthWire } from '../../../api/resources/rotas.ts';
import { useNow } from '../../../components/time/use-now.ts';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { summaryOf } from '../../../components/people/summary.ts';
import type { IntegrationState } from '../../../api/resources/integrations.ts';
import { isRefusing } from '../../../components/integration/refusing.ts';
import type { HeartbeatState, PersonCare, RotaCare } from './care.ts';
import { channelCare, namedByPolicies, peopleCare, rotaCare, silentCare } from './care.ts';

const DAYS = 7;

export interface HomeCare {
  rotas: RotaCare[];
  people: PersonCare[];
  channels: ChannelState[];
  silent: HeartbeatState[];
  /** Integrations whose last message was refused, with the number of refusals. */
  refusing: Array<{ integration: string; count: number }>;
  /** A request failed, so an empty list does not mean that all is well. */
  isUnknown: boolean;
}

function useRotaHealth(rotas: RotaOnCall[]) {
  const today = Math.floor(now() / DAY) * DAY;
  const query = { from: new Date(today).toISOString(), to: new Date(today + DAYS * DAY).toISOString() };
  return useApiEach<HealthWire>(
    rotas.map(({ rota }) => ({ path: `rotas/${segment(rota)}/health`, query })),
    { live: ['rota'] },
  );
}

/** null until every request has succeeded or failed. */
export function useCare(rotas: RotaOnCall[]): HomeCare | null {
  const me = useMe();
  const at = useNow(MINUTE);
  const health = useRotaHealth(rotas);
  const users = useApiPages<StoredPerson>({ path: 'users' });
  const policies = useApiPages<Stored<PolicyWire>>({ path: 'policies' });
  const states = useApi<ListPage<ChannelState>>({ path: 'channel-states' }, { live: ['incident'] });
  const beats = useApi<ListPage<HeartbeatState>>({ path: 'heartbeats' }, { live: ['incident'] });
  const integrations = useApi<ListPage<IntegrationState>>({ path: 'integration-states' }, { live: ['incident'] });
  const all = [health, users, policies, states, beats, integrations];
  const isReady = all.every(({ data, failure }) => data !== null || failure !== null);
  const isUnknown = all.some(({ failure }) => failure !== null) || (health.data ?? []).some((one) => one === null);
  return useMemo(() => {
    if (!isReady) {
      return null;
    }
    const people = (users.data ?? []).map((person) => ({
      login: person.login,
      reach: summaryOf(person, me?.can.administer === true || person.login === me?.login).reach,
    }));
    return {
      rotas: rotaCare(
        rotas.map(({ rota, name }, i) => ({ rota, name, findings: health.data?.[i]?.findings ?? [] })),
        at,
      ),
      people: peopleCare(people, namedByPolicies(policies.data ?? [])),
      channels: channelCare(states.data?.items ?? []),
      silent: silentCare(beats.data?.items ?? []),
      refusing: (integrations.data?.items ?? [])
        .filter(isRefusing)
        .map(({ integration, refused }) => ({ integration, count: refused?.count ?? 0 })),
      isUnknown,
    };
  }, [
    isReady,
    isUnknown,
    rotas,
    health.data,
    users.data,
    policies.data,
    states.data,
    beats.data,
    integrations.data,
    me,
    at,
  ]);
}
