/** Everything that people configure, by kind, in the order of the file, in the form of the API and of files. */
import { z } from 'zod';
import { absence, absenceId } from '#contract/absence';
import { calendar } from '#contract/calendar';
import { channel } from '#contract/channel';
import { integration } from '#contract/integration';
import { maintenance } from '#contract/maintenance';
import { escalationPolicy } from '#contract/policy';
import { overrideId, rota } from '#contract/rota';
import { subscription } from '#contract/subscription';
import { team } from '#contract/team';
import { timeWindow } from '#contract/time-window';
import { user } from '#contract/user';
import { strict } from '#contract/base/schema';

const MANY = 10_000;

function many<Schema extends z.ZodType>(schema: Schema) {
  return z.array(schema).max(MANY).default([]);
}

const kinds = {
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
};

export const config = strict(kinds);

/** One provisioning file. */
export const configFile = strict({ apiVersion: z.literal(1, 'must be 1: write apiVersion: 1'), ...kinds });

export type Config = z.output<typeof config>;
export type ConfigKind = keyof Config;
export const CONFIG_KINDS = Object.keys(kinds) as ConfigKind[];

export const EMPTY_CONFIG: Config = config.parse({});

/** The id of an object; the login of a user. */
export function nameOf(kind: ConfigKind, one: Config[ConfigKind][number]): string {
  if (kind === 'absences') {
    return absenceId(one as Config['absences'][number]);
  }
  return 'login' in one ? one.login : (one.id ?? '');
}

/** Adds ids to everything that may be written without one, so that each object can be addressed. */
export function withIds(value: Config): Config {
  return {
    ...value,
    absences: value.absences.map((one) => ({ ...one, id: absenceId(one) })),
    rotas: value.rotas.map((one) => ({
      ...one,
      overrides: one.overrides.map((o, i) => ({ ...o, id: overrideId(o, i) })),
    })),
  };
}
