/** Opens an incident by hand, to page people directly or a policy. */
import { advance } from '#domain/incident/advance';
import { askIfUnavailable } from '#domain/incident/commands/ask-if-unavailable';
import { newIncident } from '#domain/incident/signal/open';
import type { ByHand, ByHandResult } from '../ports/commands.ts';
import { loadFacts } from '../store/incidents/facts.ts';
import { takeNumbers } from '../store/incidents/incidents.ts';
import { saveChanges } from '../store/incidents/save.ts';
import type { Work } from '../store/work.ts';

export async function openByHand(work: Work, request: ByHand): Promise<ByHandResult> {
  const policy = request.policy === null ? null : (work.directory.policies.get(request.policy) ?? null);
  if (request.policy !== null && !policy) {
    return {
      ok: false,
      field: 'policy',
      message: `There is no escalation policy ${request.policy}.`,
      problem: { reason: 'no-such', data: { kind: 'policy', name: request.policy, meant: null } },
    };
  }
  const unknown = request.users.filter((login) => !work.directory.responders.has(login));
  if (unknown.length > 0) {
    return {
      ok: false,
      field: 'users',
      message: `There is no user ${unknown.join(', ')}.`,
      problem: { reason: 'no-such', data: { kind: 'user', name: unknown.join(', '), meant: null } },
    };
  }
  if (request.team !== null && !work.directory.teams.has(request.team)) {
    return {
      ok: false,
      field: 'team',
      message: `There is no team ${request.team}.`,
      problem: { reason: 'no-such', data: { kind: 'team', name: request.team, meant: null } },
    };
  }
  const { title, description, severity, urgency, labels, users } = request;
  const facts = await loadFacts(work, []);
  const refusal = request.askIfUnavailable ? askIfUnavailable({ facts, now: work.now }, users) : null;
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
    team: request.team ?? policy?.team ?? null,
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
