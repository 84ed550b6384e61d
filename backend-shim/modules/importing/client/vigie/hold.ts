/**
 * Keeps what an import makes from paging anybody before the team switches, and never silences what pages already: teams
 * are made in shadow, and what has no team in the source is put into one of its own.
 */
import { done } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { ImportedBody, ImportedKind, ImportPlan } from '#modules/importing/contract/plan';
import { createImportIds } from '../snapshot/ids.ts';
import type { MapFile } from '../snapshot/map-file.ts';
import type { SavedObject, VigieClient } from './client.ts';

/** Kinds whose team decides whether their messages leave. */
const OF_TEAMS = ['rotas', 'escalationPolicies', 'integrations'] as const;
const PAGER_NAMES: Record<ImportPlan['source'], string> = {
  goalert: 'GoAlert',
  jsm: 'Jira Service Management',
  oncall: 'Grafana OnCall',
  opsgenie: 'Opsgenie',
  pagerduty: 'PagerDuty',
};
/** Stands for the id that a team of the source would have. */
const WITHOUT_TEAM = 'without-team';

export interface HeldPlan {
  /** With the team of those that have none, if something new needs it. */
  plan: ImportPlan;
  /** What is sent for an object that Vigie does not have. */
  fresh(kind: ImportedKind, body: ImportedBody): ImportedBody;
  /** What is sent in place of one that it has; `keepsTeam`: the source's team is in shadow, and the object pages. */
  replacing(kind: ImportedKind, body: ImportedBody, saved: SavedObject): { body: ImportedBody; keepsTeam: boolean };
  /** Ids of the plan's teams that are in shadow once it is applied. */
  silent(): string[];
}

export interface HoldParts {
  vigie: VigieClient;
  plan: ImportPlan;
  map: MapFile;
  /** `<kind> <id>` of Vigie's own objects. */
  taken: ReadonlySet<string>;
  /** What is made pages at once. */
  live: boolean;
}

export async function heldPlan({ vigie, plan, map, taken, live }: HoldParts): Promise<ImportResult<HeldPlan>> {
  const [shadows, known] = [await vigie.teamsInShadow(), await savedKeys(vigie)];
  if (!shadows.ok || !known.ok) {
    return shadows.ok ? (known as Extract<typeof known, { ok: false }>) : shadows;
  }
  const isNew = (kind: ImportedKind, body: ImportedBody) => !known.value.has(`${kind} ${idOf(body)}`);
  const ids = createImportIds(map.ids, (kind, id) => taken.has(`${kind} ${id}`));
  const own = ids.idFor('teams', WITHOUT_TEAM, `Moved from ${PAGER_NAMES[plan.source]}`);
  const hasOwn = known.value.has(`teams ${own}`);
  const needsOwn =
    !live && OF_TEAMS.some((kind) => (plan.objects[kind] ?? []).some((body) => !hasTeam(body) && isNew(kind, body)));
  const teams = [...(plan.objects.teams ?? []), ...(needsOwn || hasOwn ? [teamOfTheRest(plan, own)] : [])];
  if (needsOwn) {
    map.ids[`teams ${WITHOUT_TEAM}`] = own;
  }
  const made = live ? [] : teams.filter((team) => isNew('teams', team)).map(idOf);
  const silent = new Set([...shadows.value, ...made]);
  return done({
    plan: { ...plan, objects: { ...plan.objects, teams } },
    fresh: (kind, body) =>
      live
        ? body
        : kind === 'teams'
          ? { ...body, shadow: true }
          : isOfTeam(kind) && !hasTeam(body)
            ? { ...body, team: own }
            : body,
    replacing: (kind, body, saved) =>
      kind === 'teams' && idOf(body) === own
        ? { body: saved.body, keepsTeam: false }
        : replacing(kind, body, saved, { before: shadows.value, after: silent }),
    silent: () => teams.map(idOf).filter((id) => silent.has(id)),
  });
}

function replacing(
  kind: ImportedKind,
  body: ImportedBody,
  saved: SavedObject,
  { before, after }: { before: ReadonlySet<string>; after: ReadonlySet<string> },
): { body: ImportedBody; keepsTeam: boolean } {
  const { shadow, team = null } = saved.body as { shadow?: unknown; team?: string | null };
  // Plans state no shadow. Without it, an object that is replaced would page for real at once.
  const stated = kind === 'teams' || kind === 'integrations' ? { ...(shadow === undefined ? {} : { shadow }) } : {};
  if (!isOfTeam(kind)) {
    return { body: { ...stated, ...body }, keepsTeam: false };
  }
  const wanted = hasTeam(body) ? (body['team'] as string) : team;
  const pages = shadow !== true && (team === null || !before.has(team));
  const keepsTeam = pages && wanted !== team && wanted !== null && after.has(wanted);
  const kept = keepsTeam ? team : wanted;
  const { team: _team, ...rest } = body;
  return { body: { ...stated, ...rest, ...(kept === null ? {} : { team: kept }) }, keepsTeam };
}

/** Of what the source has in no team; nobody is in it, since it only says that nothing is sent yet. */
function teamOfTheRest({ source }: ImportPlan, id: string): ImportedBody {
  return { id, name: `Moved from ${PAGER_NAMES[source]}`, members: [], managers: [] };
}

async function savedKeys(vigie: VigieClient): Promise<ImportResult<Set<string>>> {
  const keys = new Set<string>();
  for (const kind of ['teams', ...OF_TEAMS] as const) {
    const ids = await vigie.ids(kind);
    if (!ids.ok) {
      return ids;
    }
    ids.value.forEach((id) => keys.add(`${kind} ${id}`));
  }
  return done(keys);
}

function isOfTeam(kind: ImportedKind): boolean {
  return (OF_TEAMS as readonly string[]).includes(kind);
}

function hasTeam({ team }: ImportedBody): boolean {
  return team !== undefined && team !== null;
}

export function idOf(body: ImportedBody): string {
  return String(body['id'] ?? body['login']);
}
