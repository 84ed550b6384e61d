/** A hook for whom the reader may page. */
import type { MeWire } from '../../api/connection/connection-wire.ts';
import { useApi } from '../../api/client/use-api.ts';
import { useMe } from '../people/who-am-i.tsx';

export interface MayPage {
  pages: NonNullable<MeWire['pages']>;
  teams: readonly string[];
}

/** null if not known yet. */
export function useMayPage(): MayPage | null {
  const here = useMe();
  const asked = useApi<MeWire>(here === null ? { path: 'me' } : null);
  const me = here ?? asked.data;
  // A 0.1 sidecar does not say whom, and lets Editors page anybody.
  return me === null ? null : { pages: me.pages ?? { anybody: me.can.edit, policies: [], users: [] }, teams: me.teams };
}

export function pagesSomebody({ pages }: MayPage): boolean {
  return pages.anybody || pages.policies.length > 0 || pages.users.length > 0;
}
