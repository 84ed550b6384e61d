/** Decides who may act on an incident: people concerned give commands, all others read and leave notes. */
import type { CommandName } from '#contract/incidents/command';
import type { IncidentRights } from '#contract/incidents/incident';
import type { Incident } from '#domain/incident/model';
import { readIncidents } from '../store/incidents/incidents.ts';
import { pagedFor } from '../store/incidents/paged-for.ts';
import type { Caller } from './caller.ts';
import type { ConcernDeps, RightsRefusal } from './rule.ts';
import { editsTeam, isEditor, mayRespond, respondsToAll } from './who.ts';

const CONCERNED =
  'This is for people who are paged for the incident, on call on its policy or in its team, for Editors of the team and for Admins.';

const READ_ONLY: RightsRefusal = {
  reason: 'read-only',
  message: 'You can only read. Acting on incidents takes a person, or an API token with the scope respond.',
};

/** @param many whether the command is for several incidents; Viewers not concerned acknowledge one at a time */
function refusalOf(can: IncidentRights, command: CommandName, many: boolean): RightsRefusal | null {
  if (command === 'note' ? can.note : can.act || (command === 'acknowledge' && can.acknowledge && !many)) {
    return null;
  }
  return {
    reason: 'not-concerned',
    message: `${CONCERNED} You can ${can.acknowledge ? 'acknowledge it by itself and ' : ''}leave notes.`,
  };
}

/** @returns the refusal; null if allowed or if there is no such incident, which the route reports */
export async function mayCommand(
  deps: ConcernDeps,
  caller: Caller,
  command: CommandName,
  id: string,
  { many = false } = {},
): Promise<RightsRefusal | null> {
  if (!mayRespond(caller)) {
    return READ_ONLY;
  }
  const incident = (await readIncidents(deps.store.read, deps.cap, deps.copies, [id])).get(id);
  return incident ? refusalOf(await canDo(deps, caller, incident), command, many) : null;
}

export async function canDo(deps: ConcernDeps, caller: Caller, incident: Incident): Promise<IncidentRights> {
  const [can] = await canDoEach(deps, caller, [incident]);
  return can ?? NOTHING;
}

/** Whoever may act on an incident writes its review, and so do Editors of its team who only have a token to edit. */
export async function mayReview(deps: ConcernDeps, caller: Caller, incident: Incident): Promise<boolean> {
  return editsTeam(caller, incident.team) || (await canDo(deps, caller, incident)).act;
}

/** The incidents among these whose review the caller may write. */
export async function reviewable(deps: ConcernDeps, caller: Caller, ids: readonly string[]): Promise<Set<string>> {
  const found = await readIncidents(deps.store.read, deps.cap, deps.copies, [...new Set(ids)]);
  const incidents = [...found.values()];
  const can = await canDoEach(deps, caller, incidents);
  return new Set(
    incidents.filter(({ team }, index) => can[index]?.act === true || editsTeam(caller, team)).map(({ id }) => id),
  );
}

/** @returns the refusal; null if allowed or if there is no such incident, which the route reports */
export async function refusesReview(deps: ConcernDeps, caller: Caller, id: string): Promise<RightsRefusal | null> {
  const incident = (await readIncidents(deps.store.read, deps.cap, deps.copies, [id])).get(id);
  return incident === undefined || (await mayReview(deps, caller, incident))
    ? null
    : { reason: 'not-concerned', message: `${CONCERNED} You can read the review.` };
}

const NOTHING: IncidentRights = { note: false, acknowledge: false, act: false };
const EVERYTHING: IncidentRights = { note: true, acknowledge: true, act: true };

/** The rights on each incident, in the same order, with one query for all. */
export async function canDoEach(
  deps: ConcernDeps,
  caller: Caller,
  incidents: readonly Incident[],
): Promise<IncidentRights[]> {
  if (!mayRespond(caller) || respondsToAll(caller)) {
    return incidents.map(() => (mayRespond(caller) ? EVERYTHING : NOTHING));
  }
  const isOnCall = onCallAt(deps, caller, await deps.now());
  const others = incidents.filter(
    (incident) => !isOfTeam(caller, incident.team) && !policiesOf(deps, incident).some(isOnCall),
  );
  const paged =
    others.length === 0 || caller.kind !== 'person'
      ? new Set()
      : await pagedFor(
          deps.store.read,
          deps.cap,
          caller.name,
          others.map(({ id }) => id),
          deps.copies.noting,
        );
  const strangers = new Set(others.filter(({ id }) => !paged.has(id)));
  return incidents.map((incident) =>
    strangers.has(incident) ? { note: true, acknowledge: deps.viewersAcknowledge, act: false } : EVERYTHING,
  );
}

/** Every Editor may act on an incident without a team. */
function isOfTeam(caller: Caller, team: string | null): boolean {
  return team === null ? isEditor(caller) : caller.teams.includes(team) || editsTeam(caller, team);
}

/** The incident's copy of the policy decides who is paged next. People see the current policy, so both count. */
function policiesOf({ directory }: ConcernDeps, { policy, run }: Incident) {
  const current = policy === null ? undefined : directory().policies.get(policy);
  return [run?.policy, current].filter((one) => one !== undefined);
}

/** A script may have a person's login as its name, so it counts only as a member of its teams. */
export function onCallPerson({ kind, name, teams }: Caller): { login: string; teams: readonly string[] } {
  return { login: kind === 'person' ? name : '', teams };
}

/** Cached, since a list of incidents has few policies. */
function onCallAt(deps: ConcernDeps, caller: Caller, at: number) {
  const known = new Map<unknown, boolean>();
  return (policy: Parameters<ConcernDeps['isOnCallOn']>[0]): boolean => {
    const answer = known.get(policy) ?? deps.isOnCallOn(policy, onCallPerson(caller), at);
    known.set(policy, answer);
    return answer;
  };
}
