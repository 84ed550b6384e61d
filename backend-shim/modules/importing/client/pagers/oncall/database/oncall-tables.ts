/** Opens the tables of an OnCall database: of the one organisation in it, and by the ids of its API. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { DatabaseRow, DatabaseTables } from '../../../pager.ts';
import { textIn } from './rows.ts';

/** Without these, nothing can be planned. */
const NEEDED = ['user_management_user', 'schedules_oncallschedule', 'schedules_customoncallshift'] as const;

export const ONCALL_TABLES = [
  ...NEEDED,
  'user_management_organization',
  'user_management_team',
  'user_management_team_users',
  'schedules_oncallscheduleweb',
  'schedules_oncallschedulecalendar',
  'schedules_oncallscheduleical',
  'schedules_customoncallshift_users',
  'schedules_oncallschedulecalendar_custom_on_call_shifts',
  'schedules_shiftswaprequest',
  'alerts_escalationchain',
  'alerts_escalationpolicy',
  'alerts_escalationpolicy_notify_to_users_queue',
  'alerts_alertreceivechannel',
  'alerts_channelfilter',
  'base_usernotificationpolicy',
  'webhooks_webhook',
  'heartbeat_integrationheartbeat',
] as const;
type OncallTable = (typeof ONCALL_TABLES)[number];

export interface OncallDatabase {
  rows(table: OncallTable): readonly DatabaseRow[];
  /** The id that the API has for a row; null: none, or the row is of somebody else. */
  idOf(table: OncallTable, inner: string | null): string | null;
}

export function openTables(tables: DatabaseTables): ImportResult<OncallDatabase> {
  const missing = NEEDED.find((table) => tables[table] === undefined);
  if (missing !== undefined) {
    return importFailure('unexpected-shape', { what: 'the database', detail: `it has no table ${missing}` });
  }
  const living = (tables['user_management_organization'] ?? []).filter((row) => textIn(row, 'deleted_at') === null);
  if (living.length > 1) {
    const detail = `it holds ${living.length} organisations; give a dump of the rows of one`;
    return importFailure('unexpected-shape', { what: 'the database', detail });
  }
  const own = living[0] === undefined ? null : textIn(living[0], 'id');
  const isOwn = (row: DatabaseRow) => {
    const organization = textIn(row, 'organization_id');
    return own === null || organization === null || organization === own;
  };
  const kept = new Map(
    ONCALL_TABLES.map((table) => [
      table,
      (tables[table] ?? []).filter((row) => isOwn(row) && textIn(row, 'deleted_at') === null),
    ]),
  );
  const ids = new Map<OncallTable, Map<string, string>>();
  return done({
    rows: (table) => kept.get(table) ?? [],
    idOf(table, inner) {
      const known =
        ids.get(table) ??
        new Map(
          (kept.get(table) ?? []).map((row) => [textIn(row, 'id') ?? '', textIn(row, 'public_primary_key') ?? '']),
        );
      ids.set(table, known);
      return inner === null ? null : (known.get(inner) ?? null);
    },
  });
}
