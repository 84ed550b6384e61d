/**
 * Runs commands that people give through links, chats, replies and calls. People have the same rights there as in
 * Grafana. Those surfaces do not know Grafana's roles, so everybody but Admins counts as a Viewer in their teams.
 */
import type { CommandName } from '#contract/incidents/command';
import type { IncidentRights } from '#contract/incidents/incident';
import type { Incident } from '#domain/incident/model';
import type { Caller } from '../../rights/caller.ts';
import { canDo, mayCommand } from '../../rights/incidents.ts';
import { teamsOf } from '../../rights/people.ts';
import type { ConcernDeps, RightsRefusal } from '../../rights/rule.ts';
import type {
  CommandRequest,
  CommandResult,
  RateRequest,
  RateResult,
  WorkRequest,
  WorkResult,
} from '../../ports/commands.ts';
import type { Directory } from '../../ports/directory.ts';
import { isOnCallForPolicy } from '../../stages/routing/policies.ts';
import type { Work } from '../../store/work.ts';
import { commandIncident } from './command.ts';
import { rateIncident } from './rate.ts';
import { workOnIncident } from './work-on-incident.ts';

export interface ResponderCommands {
  /** Decides which buttons are shown. Not for use within a transaction. */
  can(login: string, incident: Incident): Promise<IncidentRights>;
  /**
   * Why the command is refused; null: it is allowed. Reads within the transaction, since a separate reader could wait
   * for it for ever.
   */
  refusal(work: Work, login: string, command: CommandName, incident: string): Promise<RightsRefusal | null>;
  /** Runs the command, with its entry in the audit log, if the person has the right. */
  command(work: Work, request: CommandRequest): Promise<CommandResult>;
  /**
   * Begins or ends the person's work on the incident. To begin requires the right to; anybody may end their own work.
   */
  workOn(work: Work, request: WorkRequest): Promise<WorkResult>;
  /** Whoever may leave notes may say whether it was worth waking somebody. */
  rate(work: Work, request: RateRequest): Promise<RateResult>;
}

/** @param outside for what is read outside of a transaction */
export function createResponderCommands(outside: ConcernDeps): ResponderCommands {
  const within = ({ tx, directory, now }: Work): ConcernDeps => ({
    ...outside,
    store: { read: tx },
    directory: () => directory,
    now: async () => now,
    isOnCallOn: (policy, person, at) => isOnCallForPolicy(directory, policy, person, at),
  });
  const refusal: ResponderCommands['refusal'] = (work, login, command, incident) =>
    mayCommand(within(work), callerOf(work.directory, login), command, incident);
  return {
    can: (login, incident) => canDo(outside, callerOf(outside.directory(), login), incident),
    refusal,
    command: async (work, request) => {
      const refused = await refusal(work, request.actor.name, request.command.kind, request.id);
      return refused
        ? { ok: false, code: 'not-concerned', message: refused.message, why: { reason: 'not-concerned' } }
        : commandIncident(work, request);
    },
    workOn: async (work, request) => {
      const { incident, login, action } = request;
      if (action === 'on-it' && !(await canDo(within(work), callerOf(work.directory, login), incident)).act) {
        return 'not-concerned';
      }
      return workOnIncident(work, request);
    },
    rate: async (work, request) =>
      (await refusal(work, request.actor.name, 'note', request.id)) === null
        ? rateIncident(work, request)
        : { ok: false, code: 'not-concerned' },
  };
}

function callerOf(directory: Directory, login: string): Caller {
  const person = directory.responders.get(login);
  // People who are gone or disabled count as Viewers.
  const isHere = person?.disabled === false;
  return {
    kind: 'person',
    name: login,
    role: isHere && person.admin ? 'Admin' : 'Viewer',
    teams: teamsOf(directory, login),
    scopes: null,
    readOnly: !isHere,
  };
}
