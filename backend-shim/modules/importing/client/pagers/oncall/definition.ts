/** Defines how a team moves from Grafana OnCall. */
import { DEFAULT_URLS } from '../../default-urls.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerImport, PagerSnapshot, PlanningHelp } from '../../pager.ts';
import { eachAccount, teamsNamed } from '../shared/plan/accounts.ts';
import { objectsOf } from '../shared/objects.ts';
import { timelineOf } from './answers.ts';
import { ONCALL_TABLES } from './database/oncall-tables.ts';
import { readTables } from './database/read.ts';
import { readAnswers, readConfig } from './fetch.ts';
import { planIntegration } from './integrations.ts';
import { people, planTeam, planUser } from './people.ts';
import { notifiedPeople } from './schedule/permitted.ts';
import { planChain } from './policies.ts';
import type { ChainPlan } from './paging/chain-plan.ts';
import { planSchedule } from './rotas.ts';
import {
  oncallChain,
  oncallIntegration,
  oncallRoute,
  oncallRule,
  oncallSchedule,
  oncallShift,
  oncallStep,
  oncallSwap,
  oncallTeam,
  oncallUser,
} from './schema.ts';
import type { OncallUser } from './schema.ts';

export const oncall: PagerImport = {
  name: 'oncall',
  defaultUrl: DEFAULT_URLS.oncall,
  // 300 requests in 5 minutes.
  pace: 1_000,
  keyHint:
    'Make one in OnCall, Settings, API tokens, as an Admin. --url is the address of the engine, not of Grafana. For the token of a service account, write the address of its Grafana in the second line of the file',
  readConfig,
  database: { tables: ONCALL_TABLES, read: readTables },
  readAnswers,
  people,
  timelineOf,
  plan,
};

function plan(snapshot: PagerSnapshot, draft: PlanDraft, help: PlanningHelp): void {
  const { config } = snapshot;
  const users = objectsOf(config, 'users', oncallUser, draft);
  const teams = new Map(objectsOf(config, 'teams', oncallTeam, draft).map((team) => [team.id, team]));
  const schedules = objectsOf(config, 'schedules', oncallSchedule, draft);
  const chains = objectsOf(config, 'chains', oncallChain, draft);
  const planning: ChainPlan = {
    snapshot,
    draft,
    help,
    people: notifiedPeople(users, snapshot, help),
    shifts: objectsOf(config, 'shifts', oncallShift, draft),
    swaps: objectsOf(config, 'swaps', oncallSwap, draft),
    steps: objectsOf(config, 'steps', oncallStep, draft),
    teams,
    chainNames: new Map(chains.map(({ id, name }) => [id, name])),
    scheduleNames: new Map(schedules.map(({ id, name }) => [id, name])),
    userNames: new Map(users.map(({ id, username }) => [id, username])),
    webhookNames: new Map(
      config
        .filter(({ kind }) => kind === 'webhooks')
        .map(({ id, body }) => [id, String((body as { name?: unknown }).name ?? id)]),
    ),
    teamOf: teamsNamed(draft, teams),
  };
  planPeople(planning, users);
  schedules.forEach((schedule) => planSchedule(planning, schedule));
  chains.forEach((chain) => planChain(planning, chain));
  const routes = objectsOf(config, 'routes', oncallRoute, draft);
  objectsOf(config, 'integrations', oncallIntegration, draft).forEach((one) => planIntegration(planning, one, routes));
  reportPassedOver(planning);
}

function planPeople({ snapshot: { config }, draft, help, teams }: ChainPlan, users: readonly OncallUser[]): void {
  const rules = objectsOf(config, 'rules', oncallRule, draft);
  eachAccount(draft, users, help, (user, login, own) => planUser(own, help, rules, user, login));
  teams.forEach((team) => planTeam(draft, help, users, team));
}

/** Whom shifts and steps name, and nobody tells. */
function reportPassedOver({ people: notified, userNames, draft }: ChainPlan): void {
  for (const id of notified.passedOver()) {
    const name = userNames.get(id) ?? id;
    draft.item('other', {
      sourceId: `${id}/turns`,
      name: `turns of ${name}`,
      class: 'rewritten',
      reason: 'not-notified',
      data: { people: name },
    });
  }
}
