/** Checks which first steps are done, from an empty sidecar to an answered page. */
import { useEffect, useState } from 'react';
import type { IncidentWire } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { segment } from '../../api/client/client.ts';
import { useApi } from '../../api/client/use-api.ts';
import type { StoredPerson } from '../../api/resources/people.ts';
import { useDirectory } from '../../components/people/directory.tsx';
import { myLogin } from '../../components/people/me.ts';
import { reachOf } from '../../components/people/person-reach.ts';

export interface FirstSteps {
  isReachable: boolean;
  hasRota: boolean;
  hasPolicy: boolean;
  /** Id of an integration to try; null if there is none. */
  integration: string | null;
  /** At least one incident exists, even if it is a test. */
  hasIncident: boolean;
}

export function isComplete({ integration, ...steps }: FirstSteps): boolean {
  return integration !== null && Object.values(steps).every(Boolean);
}

/** Nothing is set up yet. */
export function isEmpty({ hasRota, hasPolicy, integration }: FirstSteps): boolean {
  return !hasRota && !hasPolicy && integration === null;
}

/** null while a request is missing, so that the checklist does not flicker. */
export function useFirstSteps(rotas: RotaOnCall[] | null): FirstSteps | null {
  const { integrations, policies } = useDirectory();
  const login = myLogin();
  const me = useApi<StoredPerson>(login === '' ? null : { path: `users/${segment(login)}` });
  const any = useApi<ListPage<IncidentWire>>({ path: 'incidents', query: { limit: 1 } }, { live: ['incident'] });
  if (rotas === null || any.data === null || (login !== '' && me.data === null && me.failure === null)) {
    return null;
  }
  return {
    isReachable: me.data !== null && reachOf(me.data) === 'well',
    hasRota: rotas.length > 0,
    hasPolicy: policies.length > 0,
    integration: integrations[0]?.key ?? null,
    hasIncident: any.data.items.length > 0,
  };
}

const HIDDEN = 'vigie.first-steps.hidden';

/** Some teams want no rota, so the checklist can be hidden in this browser. */
export function useHidden(): [boolean, () => void] {
  const [isHidden, setHidden] = useState(() => window.localStorage.getItem(HIDDEN) === 'yes');
  useEffect(() => {
    if (isHidden) {
      window.localStorage.setItem(HIDDEN, 'yes');
    }
  }, [isHidden]);
  return [isHidden, () => setHidden(true)];
}
