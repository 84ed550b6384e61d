/** The rights rules; `table.ts` assigns them to routes. */
import type { CommandName } from '#contract/incidents/command';
import type { ConfigKind } from '#contract/config';
import { keepsSync } from './stored/same-sync.ts';
import { peopleUsing, teamsUsing } from './stored/users-of.ts';
import { mayCommand, refusesReview } from './incidents.ts';
import { field, param, storedObject } from './rule.ts';
import { refused } from './refused.ts';
import type { RuleContext, RightsRefusal, RightsRule } from './rule.ts';
import { actsFor } from './people.ts';
import { editsTeam, isAdmin, isEditor, isPerson, mayRespond, replaysAnything } from './who.ts';

/** Allows everybody whom Grafana lets in, and every token. */
export const read: RightsRule = () => null;

/** Refuses guests, known only to Grafana, anything that would keep working after they are gone. */
export function notForGuests(rule: RightsRule): RightsRule {
  return (context) => (context.caller.guest === undefined ? rule(context) : refused('guest-link'));
}

export const admin: RightsRule = ({ caller }) => (isAdmin(caller) ? null : refused('admins-only'));

/** Raw payloads may contain details of machines and customers. */
export const editor: RightsRule = ({ caller }) => (isEditor(caller) ? null : refused('editors-only'));

/** What came of a replay is for whoever began it, who could. */
export const replayer: RightsRule = ({ caller }) =>
  isEditor(caller) || replaysAnything(caller) ? null : refused('editors-only');

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Checks the team of the stored and of the new object, so that nobody can move a rota to a team of others. */
export function ofTeam(kind: ConfigKind): RightsRule {
  return (context) => {
    const { caller } = context;
    const id = param(context, 'id');
    const before = id === '' ? null : storedObject(context, kind, id);
    const own = id === '' || (before !== null && editsTeam(caller, text(before['team'])));
    const method = context.request.method;
    const isWholeObject = (method === 'POST' && id === '') || (method === 'PUT' && param(context, 'override') === '');
    const next = !isWholeObject || editsTeam(caller, text(field(context, 'team')));
    return isAdmin(caller) || (own && next) ? null : refused('team-editors-only');
  };
}

/**
 * Events of an absence calendar say why somebody is away, which is for those who plan for the calendar's people; the route
 * leaves out people for whom the caller does not act.
 */
export const calendarMapping: RightsRule = (context) => {
  const calendar = storedObject(context, 'calendars', param(context, 'id'));
  const saysWhy = (calendar?.['absences'] ?? null) !== null;
  return (saysWhy ? ofTeam('calendars') : editor)(context);
};

/** Managers switch their team between real and shadow, and ask its people to confirm how they are reached. */
export const teamManager: RightsRule = (context) => {
  const { caller, deps } = context;
  const managers = deps.directory().teams.get(param(context, 'id'))?.managers ?? [];
  const manages = caller.kind === 'person' && !caller.readOnly && managers.includes(caller.name);
  return isAdmin(caller) || manages ? null : refused('team-managers-only');
};

/** People subscribe themselves. Editors of the team whose incidents are sent, and Admins, subscribe others. */
export const subscription: RightsRule = async (context) => {
  const before = storedObject(context, 'subscriptions', param(context, 'id'));
  const isOwn = (to: unknown) =>
    Array.isArray(to) &&
    to.length > 0 &&
    to.every(
      (one: { user?: unknown; channel?: unknown } | null) =>
        isPerson(context.caller, text(one?.user) ?? '') && (one?.channel ?? null) === null,
    );
  const isTheirs =
    (before === null || isOwn(before['to'])) &&
    (context.request.method === 'DELETE' ? before !== null : isOwn(field(context, 'to')));
  return isTheirs ? null : ofTeam('subscriptions')(context);
};

/** `sync` sends to an address that may lie in a private network, so only Admins set it. */
export const integration: RightsRule = async (context) => {
  const why = await ofTeam('integrations')(context);
  if (why !== null || isAdmin(context.caller) || context.request.method === 'DELETE') {
    return why;
  }
  const before = storedObject(context, 'integrations', param(context, 'id'));
  const foreign = heartbeatsIn(field(context, 'routes')).find(
    (id) => !heartbeatsIn(before?.['routes']).includes(id) && !editsIntegration(context, id),
  );
  if (!keepsSync(field(context, 'sync') ?? null, before?.['sync'] ?? null)) {
    return refused('sync-by-admins');
  }
  return foreign === undefined ? null : ofOthers(foreign);
};

function ofOthers(integration: string): RightsRefusal {
  return {
    reason: 'heartbeat-of-others',
    data: { integration },
    message: `Alerts that keep the heartbeat of ${integration} alive would hide its silence: that is for Editors of its team and for Admins.`,
  };
}

function heartbeatsIn(routes: unknown): string[] {
  return Array.isArray(routes)
    ? routes.flatMap((route: { heartbeat?: unknown } | null) => text(route?.heartbeat) ?? [])
    : [];
}

function editsIntegration(context: RuleContext, id: string): boolean {
  return editsTeam(context.caller, text(storedObject(context, 'integrations', id)?.['team']));
}

export const absence: RightsRule = (context) => {
  const id = param(context, 'id');
  const before = id === '' ? null : storedObject(context, 'absences', id);
  const affected = [
    before && text(before['user']),
    context.request.method === 'DELETE' ? null : text(field(context, 'user')),
  ].filter((login) => login !== null);
  const may =
    isAdmin(context.caller) ||
    (affected.length > 0 && affected.every((login) => actsFor(context.caller, context.deps.directory(), login)));
  return may ? null : refused('absence-of-others');
};

export const self: RightsRule = (context) =>
  isAdmin(context.caller) || isPerson(context.caller, param(context, 'login')) ? null : refused('person-or-admin');

/** Refuses everybody else, even Admins, since the created object acts in the person's name. */
export const themselves: RightsRule = (context) =>
  isPerson(context.caller, param(context, 'login')) ? null : refused('person-alone');

/** A maintenance silences alerts, so an Editor's may cover only integrations of their own teams. */
export const maintenance: RightsRule = (context) => {
  const { caller } = context;
  const id = param(context, 'id');
  const isOwn = (integrations: unknown) =>
    Array.isArray(integrations) &&
    integrations.length > 0 &&
    integrations.every((one) => editsIntegration(context, String(one)));
  const before = id === '' ? null : storedObject(context, 'maintenances', id);
  const may =
    isAdmin(caller) ||
    ((before === null || isOwn(before['integrations'])) &&
      (context.request.method === 'DELETE' || isOwn(field(context, 'integrations'))));
  return may ? null : refused('maintenance-of-others');
};

/**
 * A time window has no team. A change affects everything that uses it, so the caller must be able to edit all of that.
 */
export const timeWindow: RightsRule = (context) => {
  const { caller } = context;
  if (!isEditor(caller)) {
    return refused('editors-only');
  }
  const id = param(context, 'id');
  if (id === '') {
    return null;
  }
  const objects = context.deps.objects();
  const isTheirs =
    teamsUsing(objects, id).every((team) => editsTeam(caller, team)) &&
    peopleUsing(objects, id).every((login) => actsFor(context.caller, context.deps.directory(), login));
  return isTheirs ? null : refused('time-window-of-others');
};

export const review: RightsRule = (context) => refusesReview(context.deps, context.caller, param(context, 'id'));

/** A merge changes two incidents, so both are checked. */
export function command(name: CommandName): RightsRule {
  return async (context) => {
    const { caller, deps } = context;
    const other = name === 'merge' ? text(field(context, 'into')) : null;
    return (
      (await mayCommand(deps, caller, name, param(context, 'id'))) ??
      (other === null ? null : mayCommand(deps, caller, name, other))
    );
  };
}

/** The answer judges each incident. This rule checks only whether the caller may act at all. */
export const bulk: RightsRule = ({ caller }) => (mayRespond(caller) ? null : refused('read-only'));
