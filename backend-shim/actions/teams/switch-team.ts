/** Switches a team between real and shadow. */
import type { ShadowSwitchWire } from '#contract/people/team-shadow';
import { urgentWay } from '#domain/notify/dependence';
import { isInShadow } from '#domain/notify/shadow';
import type { Actor } from '#domain/incident/model';
import { changeFields, refuse } from '../../configuration/edit.ts';
import type { EditDeps } from '../../configuration/edit.ts';
import { isOlder, switchShadows } from '../../stages/incident/shadow/switch.ts';
import type { RefusedChange } from '../../ports/configuration.ts';
import { peopleOfTeam } from '../../stages/routing/people-of-team.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { readUnresolvedOfTeam } from '../../store/shadow/shadowed-incidents.ts';
import { lockShadows, readShadows, shadowStateOf } from '../../store/shadow/shadows.ts';
import type { ShadowRow } from '../../store/shadow/shadows.ts';
import type { Work } from '../../store/work.ts';
import { restartEach } from './restart-each.ts';

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
  request: TeamSwitch,
  own: readonly ShadowRow[],
): Promise<{ ok: true } | RefusedChange> {
  const { team, actor, page, listed, reason } = request;
  const unreachable = peopleOfTeam(work.directory, team, work.now)
    .filter((person) => urgentWay(person) !== 'urgent')
    .map(({ login }) => login);
  const refused =
    refuseUnreachable(unreachable, request) ?? (request.listed === null ? await refuseUnlisted(work, request) : null);
  if (refused) {
    return refused;
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
  const removed = before.filter((row) => isOf(row, team));
  const seen = { listed: new Set(listed ?? []), paged: new Set(page) };
  const over = await switchShadows(work, { before, added: [], removed }, seen);
  const chosen = over.filter(({ id, test }) => seen.paged.has(id) && test === 0).map(({ id }) => id);
  const { paged, failed } = await restartEach(work, chosen, actor);
  await note(
    work,
    team,
    actor,
    { shadow: true },
    { shadow: false, paged, ...(failed.length > 0 && { failed }), unreachable, reason },
  );
  return { ok: true };
}

function refuseUnreachable(users: string[], { force, reason }: TeamSwitch): RefusedChange | null {
  if (users.length === 0 || (force && reason !== null && reason.trim() !== '')) {
    return null;
  }
  return refuse(
    'conflict',
    `Nothing but mail reaches ${users.join(', ')}. Let them confirm another contact method, or switch with \`force\` and a reason.`,
    { reason: 'unreachable-people', data: { users } },
  );
}

/** Without a list, nobody has seen which incidents the switch stops. What opens from now on pages. */
async function refuseUnlisted(work: Work, { team, page }: TeamSwitch): Promise<RefusedChange | null> {
  const before = await readShadows(work.tx);
  const after = shadowStateOf(before.filter((row) => !isOf(row, team)));
  const unlisted = (await readUnresolvedOfTeam(work.tx, work.cap, team)).filter(
    (one) => !page.includes(one.id) && !isInShadow(after, one) && !isOlder(before, one),
  );
  const numbers = unlisted.map(({ number }) => number);
  return numbers.length === 0
    ? null
    : refuse(
        'conflict',
        `The switch would stop ${numbers.map((number) => `#${number}`).join(', ')}. Name in \`listed\` the incidents that you have seen.`,
        { reason: 'incidents-not-listed', data: { numbers } },
      );
}

async function note(work: Work, team: string, actor: Actor, before: object, after: object): Promise<void> {
  await writeAudit(work, [{ actor: actor.name, action: 'switch', kind: 'teams', subject: team, before, after }]);
}
