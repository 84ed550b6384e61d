/** Switches a team between real and shadow. */
import type { ShadowSwitchWire } from '#contract/people/team-shadow';
import { urgentWay } from '#domain/notify/dependence';
import type { Actor } from '#domain/incident/model';
import { changeFields, refuse } from '../../configuration/edit.ts';
import type { EditDeps } from '../../configuration/edit.ts';
import { switchShadows } from '../../incident/shadow/switch.ts';
import type { RefusedChange } from '../../ports/configuration.ts';
import { peopleOfTeam } from '../../routing/people-of-team.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { lockShadows, readShadows } from '../../store/shadow/shadows.ts';
import type { ShadowRow } from '../../store/shadow/shadows.ts';
import type { Work } from '../../store/work.ts';
import { commandIncident } from '../incidents/command.ts';

export interface TeamSwitch extends ShadowSwitchWire {
  team: string;
  actor: Actor;
}

/** Repeating it changes nothing. */
export async function switchTeam(
  work: Work,
  edits: EditDeps,
  request: TeamSwitch,
): Promise<{ ok: true } | RefusedChange> {
  const { team, shadow } = request;
  if (!work.directory.teams.has(team)) {
    return refuse('not-found', `There is no team ${team}.`, { reason: 'no-such', data: { kind: 'team', id: team } });
  }
  const own = (await readShadows(work.tx)).filter((row) => isOf(row, team));
  if (shadow === own.length > 0) {
    return { ok: true };
  }
  return shadow ? toShadow(work, request) : toReal(work, edits, request, own);
}

function isOf(row: ShadowRow, team: string): boolean {
  return row.kind === 'team' && row.subject === team;
}

async function toShadow(work: Work, { team, actor, reason }: TeamSwitch): Promise<{ ok: true }> {
  await lockShadows(work, 'switch');
  const before = await readShadows(work.tx);
  const row: ShadowRow = { kind: 'team', subject: team, origin: 'pressed', at: work.now, by: actor.name };
  await switchShadows(work, { before, added: before.some((one) => isOf(one, team)) ? [] : [row], removed: [] });
  await note(work, team, actor, { shadow: false }, { shadow: true, reason });
  return { ok: true };
}

async function toReal(
  work: Work,
  edits: EditDeps,
  { team, actor, page, force, reason }: TeamSwitch,
  own: readonly ShadowRow[],
): Promise<{ ok: true } | RefusedChange> {
  const unreachable = peopleOfTeam(work.directory, team, work.now)
    .filter((person) => urgentWay(person) !== 'urgent')
    .map(({ login }) => login);
  if (unreachable.length > 0 && !(force && reason !== null && reason.trim() !== '')) {
    return refuse(
      'conflict',
      `Nothing but mail reaches ${unreachable.join(', ')}. Let them confirm another contact method, or switch with \`force\` and a reason.`,
      { reason: 'unreachable-people', data: { users: unreachable } },
    );
  }
  if (own.some(({ origin }) => origin === 'stated')) {
    const edit = { resource: 'teams', id: team, ifVersion: null, actor: actor.name, isAdmin: true } as const;
    const saved = await changeFields(work, edits, edit, { shadow: false });
    if (!saved.ok) {
      return saved;
    }
  }
  await lockShadows(work, 'switch');
  const before = await readShadows(work.tx);
  const chosen = new Set(page);
  const removed = before.filter((row) => isOf(row, team));
  const over = await switchShadows(work, { before, added: [], removed }, chosen);
  const paged = over.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  for (const id of paged) {
    await commandIncident(work, { id, command: { kind: 'restart', policy: null }, actor, ifVersion: null });
  }
  await note(work, team, actor, { shadow: true }, { shadow: false, paged, unreachable, reason });
  return { ok: true };
}

async function note(work: Work, team: string, actor: Actor, before: object, after: object): Promise<void> {
  await writeAudit(work, [{ actor: actor.name, action: 'switch', kind: 'teams', subject: team, before, after }]);
}
