/** Commands on incidents: who is concerned may do all, everybody else acknowledges and notes. */
import type { CommandName } from '#contract/command';
import { readIncidents } from '../../store/incidents/incidents.ts';
import type { Caller } from '../caller.ts';
import type { RightsDeps } from './rule.ts';
import { editsTeam, mayRespond, respondsToAll } from './who.ts';

/** Open to every Viewer: whoever sees it first may say so. */
const FOR_ALL: readonly CommandName[] = ['acknowledge', 'note'];

const CONCERNED = 'This is for people who are paged for the incident, on call on its policy or in its team, for Editors of the team and for Admins. You can acknowledge it and add notes.';

/** @returns why not; null: they may. An incident that does not exist is the route's to say. */
export async function mayCommand(deps: RightsDeps, caller: Caller, command: CommandName, id: string): Promise<string | null> {
  if (!mayRespond(caller)) {
    return 'You can only read. Acting on incidents takes a person, or an API token with the scope respond.';
  }
  if (respondsToAll(caller) || FOR_ALL.includes(command)) {
    return null;
  }
  const incident = (await readIncidents(deps.store.read, deps.cap, deps.copies, [id])).get(id);
  if (!incident || (await isConcerned(deps, caller, incident)) || (await wasPaged(deps, caller, id))) {
    return null;
  }
  return CONCERNED;
}

export interface Concern {
  team: string | null;
  policy: string | null;
}

/** Of its team, an Editor of it, or on call on its policy now. */
export async function isConcerned(deps: RightsDeps, caller: Caller, { team, policy }: Concern): Promise<boolean> {
  if (respondsToAll(caller) || editsTeam(caller, team) || (team !== null && caller.teams.includes(team))) {
    return true;
  }
  return policy !== null && (await deps.policiesOnCallFor(caller.name)).includes(policy);
}

async function wasPaged({ store }: RightsDeps, caller: Caller, incident: string): Promise<boolean> {
  const row = await store.read.selectFrom('pages').select('id').where('incident', '=', incident).where('user', '=', caller.name).limit(1).executeTakeFirst();
  return row !== undefined;
}
