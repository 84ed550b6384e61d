/** Defines how a team moves from PagerDuty. */
import { DEFAULT_URLS } from '../../default-urls.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerImport, PagerSnapshot, PlanningHelp } from '../../pager.ts';
import { eachAccount, teamsNamed } from '../shared/plan/accounts.ts';
import { addMaintenance } from '../shared/plan/maintenances.ts';
import { objectsOf } from '../shared/objects.ts';
import { timelineOf, unnamedIn } from './answers.ts';
import { readAnswers, readConfig } from './fetch.ts';
import { readPages } from './page-log/read.ts';
import { planService } from './integrations.ts';
import { people, planTeam, planUser } from './people.ts';
import { policyFor } from './policies.ts';
import type { PagerdutyPlanning } from './planning.ts';
import { planSchedule } from './rotas.ts';
import {
  maintenanceWindow,
  orchestration,
  pagerdutyMembers,
  pagerdutyPolicy,
  pagerdutySchedule,
  pagerdutyService,
  pagerdutyTeam,
  pagerdutyUser,
  shiftSchedule,
} from './schema.ts';
import type { PagerdutyService } from './schema.ts';
import { planShiftSchedule } from './shifts/shift-rotas.ts';

export const pagerduty: PagerImport = {
  name: 'pagerduty',
  defaultUrl: DEFAULT_URLS.pagerduty,
  // 960 requests a minute are allowed to a key.
  pace: 75,
  keyHint:
    'It must be a read-only API key of the account (Integrations, API Access Keys); accounts in the EU need --url https://api.eu.pagerduty.com',
  keepsWallClock: true,
  readConfig,
  readAnswers,
  readPages,
  people,
  timelineOf,
  unnamedIn,
  plan,
};

function plan(snapshot: PagerSnapshot, draft: PlanDraft, help: PlanningHelp): void {
  const { config } = snapshot;
  const teams = objectsOf(config, 'teams', pagerdutyTeam, draft);
  const users = objectsOf(config, 'users', pagerdutyUser, draft);
  const schedules = objectsOf(config, 'schedules', pagerdutySchedule, draft);
  const shiftSchedules = objectsOf(config, 'shift-schedules', shiftSchedule, draft);
  const policies = objectsOf(config, 'policies', pagerdutyPolicy, draft);
  const byId = new Map(teams.map((team) => [team.id, team]));
  const teamOf = teamsNamed(draft, byId);
  const planning: PagerdutyPlanning = {
    snapshot,
    draft,
    help,
    policies: new Map(policies.map((one) => [one.id, one])),
    scheduleNames: new Map([...schedules, ...shiftSchedules].map(({ id, name }) => [id, name])),
    userNames: new Map(users.map(({ id, name }) => [id, name])),
    made: [],
    teamOf: (references) => teamOf(references.find(({ id }) => byId.has(id))?.id),
  };
  const members = new Map(objectsOf(config, 'members', pagerdutyMembers, draft).map((one) => [one.id, one.members]));
  eachAccount(draft, users, help, (user, login, own) => planUser(own, help, user, login));
  teams.forEach((team) => planTeam(draft, help, members, team));
  schedules.forEach((schedule) => planSchedule(planning, schedule));
  shiftSchedules.forEach((schedule) => planShiftSchedule(planning, schedule));
  const services = objectsOf(config, 'services', pagerdutyService, draft);
  services.forEach((service) => planService(planning, service));
  // Policies that no service uses.
  const used = new Set(services.map(({ escalation_policy: policy }) => policy?.id));
  policies.filter(({ id }) => !used.has(id)).forEach(({ id }) => policyFor(planning, id));
  planRest(planning, services);
}

function planRest(
  { snapshot: { config, from }, draft }: PagerdutyPlanning,
  services: readonly PagerdutyService[],
): void {
  for (const { id, description, start_time: start, end_time: end, services: named } of objectsOf(
    config,
    'maintenances',
    maintenanceWindow,
    draft,
  )) {
    const ids = new Set(named.map((one) => one.id));
    addMaintenance(draft, from, {
      id,
      name: description || `maintenance ${id}`,
      start,
      end,
      integrations: services
        .filter((service) => ids.has(service.id))
        .flatMap((service) => service.integrations.map((one) => draft.idFor('integrations', one.id, one.id))),
      other: 'a maintenance of services without integrations',
    });
  }
  for (const { id, name } of objectsOf(config, 'orchestrations', orchestration, draft)) {
    draft.item('route', {
      sourceId: id,
      name,
      class: 'needs-a-person',
      reason: 'untranslated-rule',
      data: { rule: `event orchestration ${name}` },
    });
  }
}
