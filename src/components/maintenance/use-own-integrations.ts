/** A hook for the integrations that the reader may put into a maintenance. */
import type { IntegrationWire } from '#contract/integrations/integration';
import { useApiPages } from '../../api/client/use-api.ts';
import { mayEdit, useMe } from '../people/who-am-i.tsx';

export type OwnIntegration = Pick<IntegrationWire, 'id' | 'name' | 'team'>;

/** Editors choose integrations of their teams, Admins all. */
export function useOwnIntegrations(): OwnIntegration[] {
  const me = useMe();
  const all = useApiPages<OwnIntegration>({ path: 'integrations' }).data ?? [];
  return all.filter(({ team }) => mayEdit(me, team));
}
