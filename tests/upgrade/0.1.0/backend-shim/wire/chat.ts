/** People in a chat may do what they may do in Grafana. */
import type { ChatAction } from '#domain/notify/render/standing-message';
import type { Caller } from '../http/caller.ts';
import { mayCommand } from '../http/rights/incidents.ts';
import type { RightsDeps } from '../http/rights/rule.ts';
import type { Clock } from '../ports/clock.ts';
import { policiesOnCallFor } from '../routing/policies.ts';
import { CAPABILITIES } from '../store/capabilities.ts';

type Parts = Pick<RightsDeps, 'store' | 'copies' | 'directory' | 'objects'> & { clock: Pick<Clock, 'now'> };

/** Grafana's roles are not known here: beside Admins everybody counts as a Viewer, in their teams. */
export function chatRefusal({ store, copies, directory, objects, clock }: Parts) {
  const deps: RightsDeps = {
    store, copies, directory, objects,
    cap: CAPABILITIES[store.dialect],
    policiesOnCallFor: async (login) => policiesOnCallFor(directory(), login, await clock.now()),
  };
  return (login: string, action: ChatAction, incident: string): Promise<string | null> => {
    const teams = [...directory().teams.values()].filter((team) => team.members.includes(login) || team.managers.includes(login)).map((team) => team.id);
    const role = directory().responders.get(login)?.admin ? 'Admin' : 'Viewer';
    const caller: Caller = { kind: 'person', name: login, role, teams, scopes: null, readOnly: false };
    return mayCommand(deps, caller, action, incident);
  };
}
