/** Runs one command on one incident, for every surface, with its entry in the audit log. */
import { aside } from '../../store/concurrency/aside.ts';
import { isoOrNull } from '#contract/incidents/incident-body';
import type { Incident } from '#domain/incident/model';
import { command } from '../../stages/incident/command.ts';
import type { CommandRequest, CommandResult } from '../../ports/commands.ts';
import { beyondHour } from '../hourly-limits.ts';
import { writeAudit } from '../../store/access/audit.ts';
import type { Work } from '../../store/work.ts';

export async function commandIncident(work: Work, request: CommandRequest): Promise<CommandResult> {
  const over = isNoteOfPerson(request) ? await beyondHour(work, 'notes', request.actor.name) : null;
  const result = over ?? (await command(work, request));
  if (result.ok) {
    await noteCommand(work, request, result);
  }
  return result;
}

function isNoteOfPerson({ command: { kind }, actor }: CommandRequest): boolean {
  return kind === 'note' && actor.kind === 'person';
}

export async function noteCommand(
  work: Work,
  request: CommandRequest,
  { before, incident }: Extract<CommandResult, { ok: true }>,
): Promise<void> {
  const [was, is] = [factsOf(before), factsOf(incident)];
  const changed = Object.keys(was).filter((name) => was[name] !== is[name]);
  const only = (facts: AuditedFacts) => Object.fromEntries(changed.map((name) => [name, facts[name]]));
  const entry = {
    actor: request.actor.name,
    action: request.command.kind,
    kind: 'incidents',
    subject: request.id,
    before: changed.length === 0 ? null : only(was),
    after: { ...detailsOf(request), ...only(is), via: request.actor.via },
  };
  // The timeline of the incident says so, too.
  await aside(work, 'audit', () => writeAudit(work, [entry]), undefined);
}

type AuditedFacts = Record<string, string | null>;

function factsOf({ state, severity, policy, acknowledgedBy, snoozedUntil, mergedInto }: Incident): AuditedFacts {
  return { state, severity, policy, acknowledgedBy, snoozedUntil: isoOrNull(snoozedUntil), mergedInto };
}

/** Names policies by id, since the audit log is not a copy of the configuration. */
function detailsOf({ command: { kind: _kind, ...details } }: CommandRequest): object {
  return JSON.parse(
    JSON.stringify({ ...details, askIfUnavailable: undefined }, (key, value: unknown) =>
      key === 'policy' && typeof value === 'object' && value !== null ? (value as { id: string }).id : value,
    ),
  ) as object;
}
