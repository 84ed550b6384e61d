/** The rules themselves; `table.ts` says which route has which. */
import type { CommandName } from '#contract/command';
import type { ConfigKind } from '#contract/config';
import { keepsSync } from './same-sync.ts';
import { peopleUsing, teamsUsing } from './users-of.ts';
import { mayCommand } from './incidents.ts';
import { field, param, storedObject } from './rule.ts';
import { refused } from './refused.ts';
import type { Asked, Refusal, Rule } from './rule.ts';
import { actsFor } from './people.ts';
import { editsTeam, isAdmin, isEditor, isPerson, mayRespond } from './who.ts';

/** Everybody whom Grafana lets in, and every token. */
export const read: Rule = () => null;

/** What is handed out goes on working when nobody knows any more who has it: not to those whom only Grafana knows. */
export function notForGuests(rule: Rule): Rule {
  return (asked) => (asked.caller.guest === undefined ? rule(asked) : refused('guest-link'));
}

export const admin: Rule = ({ caller }) => (isAdmin(caller) ? null : refused('admins-only'));

/** Raw payloads may hold what monitors know about machines and customers. */
export const editor: Rule = ({ caller }) => (isEditor(caller) ? null : refused('editors-only'));

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Of what is there, and of what it is to become: nobody gives a rota to a team that is not theirs. */
export function ofTeam(kind: ConfigKind): Rule {
  return (asked) => {
    const { caller } = asked;
    const id = param(asked, 'id');
    const before = id === '' ? null : storedObject(asked, kind, id);
    const own = id === '' || (before !== null && editsTeam(caller, text(before['team'])));
    const method = asked.request.method;
    const isWholeObject = (method === 'POST' && id === '') || (method === 'PUT' && param(asked, 'override') === '');
    const next = !isWholeObject || editsTeam(caller, text(field(asked, 'team')));
    return isAdmin(caller) || (own && next) ? null : refused('team-editors-only');
  };
}

/** People subscribe themselves; for everybody else, Editors of the team whose incidents it tells of, and Admins. */
export const subscription: Rule = async (asked) => {
  const before = storedObject(asked, 'subscriptions', param(asked, 'id'));
  const isOwn = (to: unknown) =>
    Array.isArray(to) &&
    to.length > 0 &&
    to.every(
      (one: { user?: unknown; channel?: unknown } | null) =>
        isPerson(asked.caller, text(one?.user) ?? '') && (one?.channel ?? null) === null,
    );
  const isTheirs =
    (before === null || isOwn(before['to'])) &&
    (asked.request.method === 'DELETE' ? before !== null : isOwn(field(asked, 'to')));
  return isTheirs ? null : ofTeam('subscriptions')(asked);
};

/** What goes back to the source is sent to an address that may lie in private ranges: Admins say which. */
export const integration: Rule = async (asked) => {
  const why = await ofTeam('integrations')(asked);
  if (why !== null || isAdmin(asked.caller) || asked.request.method === 'DELETE') {
    return why;
  }
  const before = storedObject(asked, 'integrations', param(asked, 'id'));
  const foreign = heartbeatsIn(field(asked, 'routes')).find(
    (id) => !heartbeatsIn(before?.['routes']).includes(id) && !editsIntegration(asked, id),
  );
  if (!keepsSync(field(asked, 'sync') ?? null, before?.['sync'] ?? null)) {
    return refused('sync-by-admins');
  }
  return foreign === undefined ? null : ofOthers(foreign);
};

function ofOthers(integration: string): Refusal {
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

function editsIntegration(asked: Asked, id: string): boolean {
  return editsTeam(asked.caller, text(storedObject(asked, 'integrations', id)?.['team']));
}

export const absence: Rule = (asked) => {
  const id = param(asked, 'id');
  const before = id === '' ? null : storedObject(asked, 'absences', id);
  const affected = [
    before && text(before['user']),
    asked.request.method === 'DELETE' ? null : text(field(asked, 'user')),
  ].filter((login) => login !== null);
  const may =
    isAdmin(asked.caller) ||
    (affected.length > 0 && affected.every((login) => actsFor(asked.caller, asked.deps.directory(), login)));
  return may ? null : refused('absence-of-others');
};

export const self: Rule = (asked) =>
  isAdmin(asked.caller) || isPerson(asked.caller, param(asked, 'login')) ? null : refused('person-or-admin');

/** Nobody else: what they make answers in their name. */
export const themselves: Rule = (asked) =>
  isPerson(asked.caller, param(asked, 'login')) ? null : refused('person-alone');

/** A maintenance silences others: it may reach as far as the integrations of the Editor's own teams. */
export const maintenance: Rule = (asked) => {
  const { caller } = asked;
  const id = param(asked, 'id');
  const isOwn = (integrations: unknown) =>
    Array.isArray(integrations) &&
    integrations.length > 0 &&
    integrations.every((one) => editsIntegration(asked, String(one)));
  const before = id === '' ? null : storedObject(asked, 'maintenances', id);
  const may =
    isAdmin(caller) ||
    ((before === null || isOwn(before['integrations'])) &&
      (asked.request.method === 'DELETE' || isOwn(field(asked, 'integrations'))));
  return may ? null : refused('maintenance-of-others');
};

/** A time window belongs to nobody; whoever changes it changes everything that uses it. */
export const timeWindow: Rule = (asked) => {
  const { caller } = asked;
  if (!isEditor(caller)) {
    return refused('editors-only');
  }
  const id = param(asked, 'id');
  if (id === '') {
    return null;
  }
  const objects = asked.deps.objects();
  const isTheirs =
    teamsUsing(objects, id).every((team) => editsTeam(caller, team)) &&
    peopleUsing(objects, id).every((login) => actsFor(asked.caller, asked.deps.directory(), login));
  return isTheirs ? null : refused('time-window-of-others');
};

/** A merge changes two incidents. */
export function command(name: CommandName): Rule {
  return async (asked) => {
    const { caller, deps } = asked;
    const other = name === 'merge' ? text(field(asked, 'into')) : null;
    return (
      (await mayCommand(deps, caller, name, param(asked, 'id'))) ??
      (other === null ? null : mayCommand(deps, caller, name, other))
    );
  };
}

/** Each incident is judged by itself in the answer; here only whether the caller acts at all. */
export const bulk: Rule = ({ caller }) => (mayRespond(caller) ? null : refused('read-only'));
