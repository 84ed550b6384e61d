/** Checks whether a readable object can be used: a zone that this machine lacks, or half of an override, cannot. */
import { toAbsence } from '#contract/rotas/absence';
import { toCalendar } from '#contract/rotas/calendar';
import { CONFIG_KINDS } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import { calendarReferencesOf } from '#contract/references/stored';
import { toUnit } from '#contract/labour/unit';
import { toWorkProfile } from '#contract/labour/work-profile';
import { toIntegration } from '#contract/integrations/integration';
import { toMaintenance } from '#contract/incidents/maintenance';
import { toPolicy } from '#contract/paging/policy';
import { toOverride, toRota } from '#contract/rotas/rota';
import { toSubscription } from '#contract/people/subscription';
import { toTeam } from '#contract/people/team';
import { toTimeWindow } from '#contract/time/time-window';
import type { WindowLookup } from '#contract/time/time-window';
import { toResponder } from '#contract/people/user';
import { shownZone } from '#domain/time/words/instant-words';
import type { ZoneTable } from '#domain/time/zone';
import type { BesideOverride } from '../../ports/configuration.ts';

/** Whether a referenced window exists is checked elsewhere, over all objects together. */
const ANY: WindowLookup = { timeWindow: () => ({ timeZone: 'UTC', holidays: null, windows: [] }) };
const UTC: ZoneTable = { changes: [], offsets: [0] };

type Bodies = { [Kind in ConfigKind]: Config[Kind][number] } & { overrides: BesideOverride };

const CONVERSIONS: { [Kind in keyof Bodies]: (body: Bodies[Kind]) => unknown } = {
  users: (body) => toResponder(body, ANY),
  teams: toTeam,
  absences: (body) => toAbsence({ ...body, id: body.id ?? '' }, UTC),
  channels: (body) => body,
  calendars: toCalendar,
  rotas: toRota,
  timeWindows: toTimeWindow,
  escalationPolicies: (body) => toPolicy(body, ANY),
  maintenances: toMaintenance,
  subscriptions: toSubscription,
  integrations: (body) => toIntegration(body, ANY),
  units: toUnit,
  workProfiles: toWorkProfile,
  organisations: (body) => body,
  overrides: ({ override }) => toOverride(override),
};

/** @returns why not, or null */
export function misunderstoodPart(kind: string, body: unknown): string | null {
  try {
    (CONVERSIONS as Record<string, (body: unknown) => unknown>)[kind]?.(body);
  } catch (error) {
    return (error as Error).message;
  }
  const zone = isConfigKind(kind) ? unknownZone(kind, body) : undefined;
  return zone === undefined ? null : `names the time zone "${zone}", which this machine does not know`;
}

function isConfigKind(kind: string): kind is ConfigKind {
  return (CONFIG_KINDS as readonly string[]).includes(kind);
}

function unknownZone(kind: ConfigKind, body: unknown): string | undefined {
  let unknown: string | undefined;
  calendarReferencesOf({ kind, body }, (of, name) => {
    if (of === 'zone' && name !== 'UTC' && shownZone(name) !== name) {
      unknown ??= name;
    }
  });
  return unknown;
}
