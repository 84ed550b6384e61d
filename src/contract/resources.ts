/** Lists everything that people configure, under its name in the API. */
import type { z } from 'zod';
import { absence } from '#contract/rotas/absence';
import { calendar } from '#contract/rotas/calendar';
import { channel } from '#contract/paging/channel';
import type { ConfigKind } from '#contract/config';
import { integration } from '#contract/integrations/integration';
import { unit } from '#contract/labour/unit';
import { workProfile } from '#contract/labour/work-profile';
import { maintenance } from '#contract/incidents/maintenance';
import { organisation } from '#contract/people/organisation';
import { escalationPolicy } from '#contract/paging/policy';
import type { SubjectKind } from '#contract/reasons/data';
import { rota } from '#contract/rotas/rota';
import { subscription } from '#contract/people/subscription';
import { team } from '#contract/people/team';
import { timeWindow } from '#contract/time/time-window';
import { user } from '#contract/people/user';

export interface ApiResource {
  kind: ConfigKind;
  single: SubjectKind;
  /** One of them, in people's words. */
  word: string;
  schema: z.ZodObject;
}

export const RESOURCES = {
  rotas: { kind: 'rotas', single: 'rota', word: 'rota', schema: rota },
  policies: { kind: 'escalationPolicies', single: 'policy', word: 'escalation policy', schema: escalationPolicy },
  integrations: { kind: 'integrations', single: 'integration', word: 'integration', schema: integration },
  users: { kind: 'users', single: 'user', word: 'user', schema: user },
  teams: { kind: 'teams', single: 'team', word: 'team', schema: team },
  absences: { kind: 'absences', single: 'absence', word: 'absence', schema: absence },
  'time-windows': { kind: 'timeWindows', single: 'time-window', word: 'time window', schema: timeWindow },
  maintenances: { kind: 'maintenances', single: 'maintenance', word: 'maintenance', schema: maintenance },
  subscriptions: { kind: 'subscriptions', single: 'subscription', word: 'subscription', schema: subscription },
  calendars: { kind: 'calendars', single: 'calendar', word: 'calendar', schema: calendar },
  channels: { kind: 'channels', single: 'channel', word: 'channel', schema: channel },
  units: { kind: 'units', single: 'unit', word: 'unit', schema: unit },
  organisations: { kind: 'organisations', single: 'organisation', word: 'organisation', schema: organisation },
  'work-profiles': { kind: 'workProfiles', single: 'work-profile', word: 'work profile', schema: workProfile },
} as const satisfies Record<string, ApiResource>;

export type ResourceName = keyof typeof RESOURCES;
export const RESOURCE_NAMES = Object.keys(RESOURCES) as ResourceName[];

/** Where the API has the objects of a kind: `policies` for `escalationPolicies`. */
export function pathOf(kind: ConfigKind): ResourceName {
  return PATHS[kind];
}

const PATHS = Object.fromEntries(RESOURCE_NAMES.map((path) => [RESOURCES[path].kind, path])) as Record<
  ConfigKind,
  ResourceName
>;

/** One of them, in people's words: `escalation policy`. */
export function wordOf(kind: ConfigKind): string {
  return Object.values(RESOURCES).find((resource) => resource.kind === kind)?.word ?? kind;
}

/** The kind in reasons: `policy`. */
export function singleOf(kind: ConfigKind): SubjectKind {
  return SINGLES[kind];
}

const SINGLES = Object.fromEntries(Object.values(RESOURCES).map(({ kind, single }) => [kind, single])) as Record<
  ConfigKind,
  SubjectKind
>;
