/** Lists everything that people configure, by kind, in the order of the file, in the form of the API and of files. */
import { z } from 'zod';
import { absence, absenceId } from '#contract/rotas/absence';
import { calendar } from '#contract/rotas/calendar';
import { channel } from '#contract/paging/channel';
import { unit } from '#contract/labour/unit';
import { workProfile, workProfileId } from '#contract/labour/work-profile';
import { integration } from '#contract/integrations/integration';
import { maintenance } from '#contract/incidents/maintenance';
import { organisation } from '#contract/people/organisation';
import { escalationPolicy } from '#contract/paging/policy';
import { overrideId, rota } from '#contract/rotas/rota';
import { subscription } from '#contract/people/subscription';
import { team } from '#contract/people/team';
import { timeWindow } from '#contract/time/time-window';
import { user } from '#contract/people/user';
import { strict } from '#contract/base/schema';

export const MANY = 10_000;

function many<Schema extends z.ZodType>(schema: Schema) {
  return z.array(schema).max(MANY).default([]);
}

const kinds = {
  organisations: many(organisation),
  users: many(user),
  teams: many(team),
  absences: many(absence),
  channels: many(channel),
  calendars: many(calendar),
  rotas: many(rota),
  timeWindows: many(timeWindow),
  escalationPolicies: many(escalationPolicy),
  maintenances: many(maintenance),
  subscriptions: many(subscription),
  integrations: many(integration),
  units: many(unit),
  workProfiles: many(workProfile),
};

export const config = strict(kinds);

/** One provisioning file. */
export const configFile = strict({
  apiVersion: z.literal(1, 'must be 1: write apiVersion: 1'),
  /** Objects whose deletion is meant, as `kind/id`, also where it takes most of a kind. */
  deleted: z.array(z.string().min(3).max(1_000)).max(MANY).default([]),
  ...kinds,
});

export type Config = z.output<typeof config>;
export type ConfigKind = keyof Config;
export const CONFIG_KINDS = Object.keys(kinds) as ConfigKind[];

export const EMPTY_CONFIG: Config = config.parse({});

/** The id of an object; the login of a user. */
export function nameOf(kind: ConfigKind, one: Config[ConfigKind][number]): string {
  if (kind === 'absences') {
    return absenceId(one as Config['absences'][number]);
  }
  if (kind === 'workProfiles') {
    return workProfileId(one as Config['workProfiles'][number]);
  }
  return 'login' in one ? one.login : (one.id ?? '');
}

/** Adds ids to everything that may be written without one, so that each object can be addressed. */
export function withIds(value: Config): Config {
  return {
    ...value,
    absences: value.absences.map((one) => ({ ...one, id: absenceId(one) })),
    workProfiles: value.workProfiles.map((one) => ({ ...one, id: workProfileId(one) })),
    rotas: value.rotas.map((one) => ({
      ...one,
      overrides: one.overrides.map((o, i) => ({ ...o, id: overrideId(o, i) })),
    })),
  };
}
