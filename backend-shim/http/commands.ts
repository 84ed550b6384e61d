/** Turns a command's body in the contract's form into the domain's command. */
import type { CommandBody, CommandName } from '#contract/incidents/command';
import { parseDuration } from '#domain/time/duration';
import type { Command } from '#domain/incident/commands/command';
import type { Policy } from '#domain/escalation/policy';
import { readIncidents } from '../store/incidents/incidents.ts';
import type { ApiDeps } from './api-deps.ts';
import { HttpError } from './errors.ts';

export async function toCommand(deps: ApiDeps, name: CommandName, body: unknown): Promise<Command> {
  switch (name) {
    case 'snooze':
      return snoozeOf(await deps.clock.now(), body as CommandBody<'snooze'>);
    case 'reassign': {
      const { policy, users, ...flags } = body as CommandBody<'reassign'>;
      const to = users ? { users } : { policy: policyOf(deps, policy ?? '', 'policy') };
      return { kind: 'reassign', to, ...flagsOf(flags) };
    }
    case 'responders': {
      const { users, rotas, ...flags } = body as CommandBody<'responders'>;
      return { kind: 'responders', users: users ?? [], rotas: rotas ?? [], ...flagsOf(flags) };
    }
    case 'note':
      return { kind: 'note', text: (body as CommandBody<'note'>).text };
    case 'severity':
      return { kind: 'severity', severity: (body as CommandBody<'severity'>).severity };
    case 'merge': {
      const { into, ...flags } = body as CommandBody<'merge'>;
      return { kind: 'merge', into: await mergeTarget(deps, into), ...flagsOf(flags) };
    }
    case 'restart': {
      const { policy, ...flags } = (body as CommandBody<'restart'>) ?? {};
      const own = policy === undefined ? null : policyOf(deps, policy, 'policy');
      return { kind: 'restart', policy: own, ...flagsOf(flags) };
    }
    default:
      return { kind: name };
  }
}

type Flag = 'askIfUnavailable' | 'evenInShadow';

/** Only those that are set. */
function flagsOf(flags: Partial<Record<Flag, boolean | null>>): Partial<Record<Flag, true>> {
  const isSet = (flag: Flag) => flags[flag] === true;
  return {
    ...(isSet('askIfUnavailable') && { askIfUnavailable: true }),
    ...(isSet('evenInShadow') && { evenInShadow: true }),
  };
}

function snoozeOf(now: number, body: CommandBody<'snooze'>): Command {
  const length = parseDuration(String(body.for)) ?? 0;
  return body.until === undefined
    ? { kind: 'snooze', until: now + length, for: length }
    : { kind: 'snooze', until: Date.parse(String(body.until)) };
}

function policyOf(deps: ApiDeps, id: string, path: string): Policy {
  const policy = deps.directory().policies.get(id);
  if (!policy) {
    throw new HttpError('validation', `There is no escalation policy ${id}.`, [
      {
        path,
        message: 'names no escalation policy',
        reason: 'no-such',
        data: { kind: 'policy', name: id, meant: null },
      },
    ]);
  }
  return policy;
}

async function mergeTarget(deps: ApiDeps, id: string): Promise<{ id: string; number: number }> {
  const target = (await readIncidents(deps.store.read, deps.cap, deps.copies, [id])).get(id);
  if (!target) {
    throw new HttpError('validation', 'The incident to merge into does not exist.', [
      {
        path: 'into',
        message: 'names no incident',
        reason: 'no-such',
        data: { kind: 'incident', name: id, meant: null },
      },
    ]);
  }
  return { id: target.id, number: target.number };
}
