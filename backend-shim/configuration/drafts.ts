/** Builds a rota, a policy or an integration from a draft, for previews. */
import type { Problem } from '#contract/base/problem';
import type { Config } from '#contract/config';
import { calendarNeeds } from '#contract/facts';
import type { IntegrationWire, RouteWire } from '#contract/integrations/integration';
import { toRoute } from '#contract/integrations/integration';
import type { PolicyWire } from '#contract/paging/policy';
import { toPolicy } from '#contract/paging/policy';
import { user } from '#contract/people/user';
import type { ReferenceFacts } from '#contract/references';
import { toOverride, toRota } from '#contract/rotas/rota';
import type { RotaWire } from '#contract/rotas/rota';
import { toTimeWindow } from '#contract/time/time-window';
import type { Policy } from '#domain/escalation/policy';
import type { AnyRota, Rota, RotaFacts } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import type { Integration } from '#domain/routing/integration';
import type { BrokenObject, StoredObject } from '../ports/configuration.ts';
import type { Directory } from '../ports/directory.ts';
import type { DraftResult } from '../ports/previews.ts';
import { checkDraft } from './check.ts';
import type { ZonesAndHolidays } from './directory.ts';
import { besideOverrides, configOf } from './objects.ts';
import { withBrokenObjects } from './stored/broken.ts';

export interface DraftDeps {
  world: ReferenceFacts;
  objects(): readonly StoredObject[];
  broken(): readonly BrokenObject[];
  directory(): Directory;
  calendars(zones: string[], regions: string[]): Promise<ZonesAndHolidays>;
}

/** The policy of the draft, with the time-zone data that its windows need. */
export async function draftPolicy(deps: DraftDeps, wire: PolicyWire, now: number): Promise<DraftResult<Policy>> {
  const drafted = await draft(deps, 'escalationPolicies', wire, now);
  if (!drafted.ok) {
    return drafted;
  }
  const lookup = { timeWindow: (id: string) => toTimeWindow(windowOf(drafted.config, id)) };
  return { ok: true, draft: toPolicy(wire, lookup), facts: drafted.facts };
}

/** The integration with the routes of the draft, and the time-zone data that their hours need. */
export async function draftRoutes(
  deps: DraftDeps,
  integration: Integration,
  routes: readonly RouteWire[],
  now: number,
): Promise<DraftResult<Integration>> {
  const stored = deps.objects().find(({ kind, id }) => kind === 'integrations' && id === integration.id);
  const body = { ...(stored?.body as IntegrationWire), routes: [...routes] };
  const drafted = await draft(deps, 'integrations', body, now);
  if (!drafted.ok) {
    return drafted;
  }
  const lookup = { timeWindow: (id: string) => toTimeWindow(windowOf(drafted.config, id)) };
  return {
    ok: true,
    draft: { ...integration, routes: routes.map((route) => toRoute(route, lookup)) },
    facts: drafted.facts,
  };
}

/**
 * The rota with its past. The draft applies from `holdsFrom` on (never earlier than `now`), or for ever if the rota is
 * new. It replaces states that are planned for later, as saving would.
 */
export async function draftRota(
  deps: DraftDeps,
  wire: RotaWire,
  now: number,
  holdsFrom: number | null,
  newUsers: readonly string[] = [],
): Promise<DraftResult<{ before: AnyRota | null; after: AnyRota }>> {
  const drafted = await draft(deps, 'rotas', wire, now, newUsers);
  if (!drafted.ok) {
    return drafted;
  }
  const made = besideOverrides(deps.objects()).filter((one) => one.rota === wire.id);
  const plain = toRota(wire);
  const state = {
    ...plain,
    overrides: [
      ...plain.overrides,
      ...made.map((one) => toOverride(one.override, { kind: 'person', by: one.by }, one.createdAt)),
    ],
  };
  const before = deps.directory().rotas.get(wire.id) ?? null;
  const enteredAt = before === null ? now : (versionsOf(before)[0]?.rota.enteredAt ?? now);
  const start = Math.max(now, holdsFrom ?? now);
  const past = before === null ? [] : versionsOf(before).filter(({ from }) => from === null || from < start);
  const rota: Rota = { ...state, enteredAt };
  const after: AnyRota = before === null ? rota : { versions: [...past, { from: start, savedAt: now, rota }] };
  return { ok: true, draft: { before, after }, facts: drafted.facts };
}

function windowOf(config: Config, id: string): Config['timeWindows'][number] {
  const found = config.timeWindows.find((window) => window.id === id);
  if (!found) {
    throw new Error(`time window "${id}" was not checked`);
  }
  return found;
}

async function draft(
  deps: DraftDeps,
  kind: 'rotas' | 'escalationPolicies' | 'integrations',
  body: { id: string },
  now: number,
  newUsers: readonly string[] = [],
): Promise<{ ok: true; config: Config; facts: RotaFacts } | { ok: false; problems: Problem[] }> {
  const object: StoredObject = { kind, id: body.id, body, origin: 'api', version: 0, createdAt: now, updatedAt: now };
  const isIt = (other: StoredObject) => other.kind === kind && other.id === body.id;
  const known = deps.objects();
  const logins = new Set(known.flatMap((one) => (one.kind === 'users' ? [one.id] : [])));
  const objects = [
    ...known,
    ...[...new Set(newUsers)].filter((login) => !logins.has(login)).map((login) => newUser(login, now)),
  ];
  const next = objects.some(isIt) ? objects.map((other) => (isIt(other) ? object : other)) : [...objects, object];
  const own = checkDraft(withBrokenObjects(deps.world, deps.broken()), next, { kind, id: body.id });
  if (own.length > 0) {
    return { ok: false, problems: own };
  }
  const config = configOf(next);
  const needs = calendarNeeds(next);
  const calendars = await deps.calendars(needs.zones, needs.regions);
  const { facts } = deps.directory();
  return {
    ok: true,
    config,
    facts: {
      ...facts,
      zones: { ...facts.zones, ...calendars.zones },
      holidays: { ...facts.holidays, ...calendars.holidays },
    },
  };
}

/** Somebody who is not in Vigie yet, as far as a draft needs them. */
function newUser(login: string, now: number): StoredObject {
  return {
    kind: 'users',
    id: login,
    body: user.parse({ login }),
    origin: 'api',
    version: 0,
    createdAt: now,
    updatedAt: now,
  };
}
