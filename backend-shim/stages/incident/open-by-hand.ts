/** Opens an incident by hand, to page people directly or a policy. */
import { advance } from '#domain/incident/advance';
import { askIfInShadow } from '#domain/incident/commands/paging/ask-if-in-shadow';
import { askIfUnavailable } from '#domain/incident/commands/paging/ask-if-unavailable';
import { newIncident } from '#domain/incident/signal/open';
import type { Directory } from '../../ports/directory.ts';
import type { ByHand, ByHandResult } from '../../ports/commands.ts';
import { loadFactsToCommand } from '../../store/incidents/facts.ts';
import { takeNumbers } from '../../store/incidents/incidents.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { Work } from '../../store/work.ts';

export async function openByHand(work: Work, request: ByHand): Promise<ByHandResult> {
  const policy = request.policy === null ? null : (work.directory.policies.get(request.policy) ?? null);
  const unknown = unknownPart(work.directory, request);
  if (unknown) {
    return unknown;
  }
  const { title, description, severity, urgency, labels, users } = request;
  const team = request.team ?? policy?.team ?? null;
  const facts = await loadFactsToCommand(work, []);
  const refusal =
    (request.evenInShadow ? null : askIfInShadow(facts.shadow, { team, integration: null })) ??
    (request.askIfUnavailable ? askIfUnavailable({ facts, now: work.now }, users) : null);
  if (refusal) {
    return { ok: false, refusal };
  }
  const id = work.ids.next();
  const number = await takeNumbers(work, 1);
  const seed = newIncident({
    id,
    number,
    integration: null,
    source: 'manual',
    groupKey: id,
    title,
    description,
    severity,
    urgency,
    team,
    policy: request.policy,
    labels,
    links: [],
    test: false,
    now: work.now,
  });
  const opening = {
    actor: request.actor,
    reason: `by hand, by ${request.actor.name}`,
    policy,
    users,
    holdUntil: null,
    pageTest: false,
  };
  const answer = advance(seed, [{ kind: 'open', opening }], work.now, facts);
  await saveChanges(work, [answer]);
  return { ok: true, incident: answer.incident };
}

/** Finds a name in the request that belongs to nothing. */
function unknownPart(
  { policies, responders, teams }: Directory,
  { policy, users, team }: ByHand,
): Extract<ByHandResult, { field: string }> | null {
  const noSuch = (field: string, kind: 'policy' | 'user' | 'team', name: string, message: string) =>
    ({ ok: false, field, message, problem: { reason: 'no-such', data: { kind, name, meant: null } } }) as const;
  if (policy !== null && !policies.has(policy)) {
    return noSuch('policy', 'policy', policy, `There is no escalation policy ${policy}.`);
  }
  const unknown = users.filter((login) => !responders.has(login)).join(', ');
  if (unknown !== '') {
    return noSuch('users', 'user', unknown, `There is no user ${unknown}.`);
  }
  return team !== null && !teams.has(team) ? noSuch('team', 'team', team, `There is no team ${team}.`) : null;
}
