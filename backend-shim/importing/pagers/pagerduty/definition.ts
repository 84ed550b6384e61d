/** Defines how a team moves from PagerDuty. */
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerImport, PagerSnapshot, PlanningHelp } from '../../pager.ts';
import { objectsOf } from '../shared/objects.ts';
import { timelineOf } from './answers.ts';
import { readAnswers, readConfig } from './fetch.ts';
import { planService } from './integrations.ts';
import { people, planTeam, planUser } from './people.ts';
import { policyFor } from './policies.ts';
import type { PagerdutyPlanning } from './policies.ts';
import { planSchedule } from './rotas.ts';
import {
  maintenanceWindow,
  orchestration,
  pagerdutyPolicy,
  pagerdutySchedule,
  pagerdutyService,
  pagerdutyTeam,
  pagerdutyUser,
  shiftSchedule,
} from './schema.ts';
import { planShiftSchedule } from './shift-rotas.ts';

export const pagerduty: PagerImport = {
  name: 'pagerduty',
  defaultUrl: 'https://api.pagerduty.com',
  // 960 requests a minute are allowed to a key.
  pace: 75,
  keyHint:
    'It must be a read-only API key of the account (Integrations, API Access Keys); accounts in the EU need --url https://api.eu.pagerduty.com',
  readConfig,
  readAnswers,
  people,
  timelineOf,
  plan,
};

function plan(snapshot: PagerSnapshot, draft: PlanDraft, help: PlanningHelp): void {
  const { config } = snapshot;
  const teams = objectsOf(config, 'teams', pagerdutyTeam, draft);
  const users = objectsOf(config, 'users', pagerdutyUser, draft);
  const schedules = objectsOf(config, 'schedules', pagerdutySchedule, draft);
  const shiftSchedules = objectsOf(config, 'shift-schedules', shiftSchedule, draft);
  const policies = objectsOf(config, 'policies', pagerdutyPolicy, draft);
  const teamNames = new Map(teams.map(({ id, name }) => [id, name]));
  const planning: PagerdutyPlanning = {
    snapshot,
    draft,
    help,
    policies: new Map(policies.map((one) => [one.id, one])),
    scheduleNames: new Map([...schedules, ...shiftSchedules].map(({ id, name }) => [id, name])),
    userNames: new Map(users.map(({ id, name }) => [id, name])),
    teamOf: (references) => {
      const id = references.map((one) => one.id).find((one) => teamNames.has(one));
      return id === undefined ? {} : { team: draft.idFor('teams', id, teamNames.get(id) ?? id) };
    },
  };
  planPeople(draft, help, users);
  teams.forEach((team) => planTeam(draft, help, config, team));
  schedules.forEach((schedule) => planSchedule(planning, schedule));
  shiftSchedules.forEach((schedule) => planShiftSchedule(planning, schedule));
  const services = objectsOf(config, 'services', pagerdutyService, draft);
  services.forEach((service) => planService(planning, service));
  // Policies that no service uses.
  const used = new Set(services.map(({ escalation_policy: policy }) => policy?.id));
  policies.filter(({ id }) => !used.has(id)).forEach(({ id }) => policyFor(planning, id));
  planRest(planning);
}

function planPeople(
  draft: PlanDraft,
  help: PlanningHelp,
  users: ReturnType<typeof objectsOf<typeof pagerdutyUser>>,
): void {
  const seen = new Set<string>();
  for (const user of users) {
    const login = help.loginOf(user.id);
    if (login !== null && !login.startsWith('unknown:') && !seen.has(login)) {
      seen.add(login);
      planUser(draft, help, user, login);
    }
  }
}

function planRest({ snapshot: { config, from }, draft }: PagerdutyPlanning): void {
  const made = new Set((draft.finished().objects.integrations ?? []).map(({ id }) => id));
  for (const window of objectsOf(config, 'maintenances', maintenanceWindow, draft)) {
    const name = window.description || `maintenance ${window.id}`;
    const services = objectsOf(config, 'services', pagerdutyService).filter(({ id }) =>
      window.services.some((one) => one.id === id),
    );
    const integrations = services
      .flatMap((service) => service.integrations.map((one) => draft.idFor('integrations', one.id, one.id)))
      .filter((id) => made.has(id));
    if (Date.parse(window.end_time) <= from || integrations.length === 0) {
      draft.item('maintenance', { sourceId: window.id, name, class: 'left-out', reason: 'past' });
      continue;
    }
    const id = draft.idFor('maintenances', window.id, name);
    const wall = (text: string) => new Date(text).toISOString().slice(0, 16);
    draft.add('maintenances', {
      id,
      name: name.slice(0, 200),
      integrations,
      start: wall(window.start_time),
      end: wall(window.end_time),
      timeZone: 'UTC',
    });
    draft.item('maintenance', { sourceId: window.id, name, vigieId: id, class: 'exact' });
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
