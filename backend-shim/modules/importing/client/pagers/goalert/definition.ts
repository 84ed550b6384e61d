/** Defines how a team moves from GoAlert. */
import { DEFAULT_URLS } from '../../default-urls.ts';
import type { PagerImport, PagerSnapshot, PlanningHelp } from '../../pager.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import { eachAccount } from '../shared/plan/accounts.ts';
import { objectsOf } from '../shared/objects.ts';
import { timelineOf } from './answers.ts';
import { readAnswers, readConfig } from './fetch.ts';
import { readPages } from './page-log/read.ts';
import { planService, secretIds } from './integrations.ts';
import { KEY_HINT } from './documents.ts';
import { people, planUser } from './people.ts';
import { planPolicy } from './policies.ts';
import { planSchedule } from './rotas.ts';
import { goalertPolicy, goalertRotation, goalertSchedule, goalertService, goalertUser } from './schema.ts';

export const goalert: PagerImport = {
  name: 'goalert',
  defaultUrl: DEFAULT_URLS.goalert,
  pace: 200,
  keyHint: KEY_HINT,
  keepsWallClock: true,
  readConfig,
  readAnswers,
  readPages,
  people,
  secretIds,
  timelineOf,
  plan,
};

function plan(snapshot: PagerSnapshot, draft: PlanDraft, help: PlanningHelp): void {
  const { config } = snapshot;
  const users = objectsOf(config, 'users', goalertUser, draft);
  const schedules = objectsOf(config, 'schedules', goalertSchedule, draft);
  const planning = {
    snapshot,
    draft,
    help,
    rotations: new Map(objectsOf(config, 'rotations', goalertRotation, draft).map((one) => [one.id, one])),
    schedules: new Map(schedules.map((one) => [one.id, one])),
    userNames: new Map(users.map(({ id, name }) => [id, name])),
  };
  eachAccount(draft, users, help, (user, login, own) => planUser(own, user, login));
  schedules.forEach((schedule) => planSchedule(planning, schedule));
  objectsOf(config, 'policies', goalertPolicy, draft).forEach((policy) => planPolicy(planning, policy));
  objectsOf(config, 'services', goalertService, draft).forEach((service) => planService(draft, service));
}
