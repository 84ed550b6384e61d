/** Defines how a team moves from Opsgenie. */
import { DEFAULT_URLS } from '../../default-urls.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerImport, PagerSnapshot, PlanningHelp } from '../../pager.ts';
import { eachAccount, teamsNamed } from '../shared/plan/accounts.ts';
import { objectsOf } from '../shared/objects.ts';
import { timelineOf, unnamedIn } from './answers.ts';
import { readBackup } from './backup.ts';
import { readAnswers, readConfig } from './fetch.ts';
import { readPages } from './page-log/read.ts';
import { planIntegrations } from './integrations.ts';
import { people, planTeam, planUser } from './people.ts';
import { planEscalation } from './policies.ts';
import type { EscalationPlan } from './policies.ts';
import { planSchedule } from './rotas.ts';
import {
  forwardingRule,
  opsgenieEscalation,
  opsgenieRules,
  opsgenieSchedule,
  opsgenieTeam,
  opsgenieUser,
  routingRules,
} from './schema.ts';

export const opsgenie: PagerImport = {
  name: 'opsgenie',
  defaultUrl: DEFAULT_URLS.opsgenie,
  pace: 400,
  keyHint:
    'It must come from Settings, API key management, with the rights Read and Configuration access; the key of a team’s integration sees that team only. Accounts in the EU need --url https://api.eu.opsgenie.com',
  keepsWallClock: true,
  readConfig,
  readBackup,
  readAnswers,
  readPages,
  people,
  timelineOf,
  unnamedIn,
  plan,
};

/** Snapshots of others are read with it, too, once they have the form of Opsgenie's. */
export function plan(snapshot: PagerSnapshot, draft: PlanDraft, help: PlanningHelp): void {
  const { config } = snapshot;
  const users = objectsOf(config, 'users', opsgenieUser, draft);
  const teams = objectsOf(config, 'teams', opsgenieTeam, draft);
  const schedules = objectsOf(config, 'schedules', opsgenieSchedule, draft);
  const escalations = objectsOf(config, 'escalations', opsgenieEscalation, draft);
  const byId = new Map(teams.map((team) => [team.id, team]));
  const planning: EscalationPlan = {
    snapshot,
    draft,
    help,
    forwardings: objectsOf(config, 'forwarding', forwardingRule, draft),
    routing: new Map(objectsOf(config, 'routing', routingRules, draft).map(({ id, rules }) => [id, rules])),
    teams: byId,
    scheduleNames: new Map(schedules.map(({ id, name }) => [id, name])),
    escalationNames: new Map(escalations.map(({ id, name }) => [id, name])),
    userNames: new Map(users.map(({ id, username }) => [id, username])),
    teamOf: teamsNamed(draft, byId),
  };
  const rules = new Map(objectsOf(config, 'rules', opsgenieRules, draft).map((one) => [one.id, one.rules]));
  eachAccount(draft, users, help, (user, login, own) => planUser(own, help, user, rules.get(user.id) ?? [], login));
  teams.forEach((team) => planTeam(draft, help, team));
  schedules.forEach((schedule) => planSchedule(planning, schedule));
  escalations.forEach((escalation) => planEscalation(planning, escalation));
  planIntegrations(planning);
}
