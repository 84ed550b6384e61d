/** Makes schedules, shifts and swaps of OnCall's tables, in the form in which its API has them. */
import type { DatabaseRow, PagerObject } from '../../../pager.ts';
import { RULE_DAYS } from '../../shared/stretches.ts';
import type { OncallDatabase } from './oncall-tables.ts';
import { byId, instantIn, isSet, listIn, numberIn, secondsIn, textIn, wallIn } from './rows.ts';

const TYPES = ['web', 'calendar', 'ical'] as const;
const SHIFT_TYPES = ['single_event', 'recurrent_event', 'rolling_users', 'override'];
const FREQUENCIES = ['daily', 'weekly', 'monthly', 'hourly'];

export function schedulesOf(database: OncallDatabase): PagerObject[] {
  const links = Map.groupBy(database.rows('schedules_oncallschedulecalendar_custom_on_call_shifts'), (row) =>
    textIn(row, 'oncallschedulecalendar_id'),
  );
  const own = Map.groupBy(database.rows('schedules_customoncallshift'), (row) => textIn(row, 'schedule_id'));
  const children = TYPES.map((type) => ({
    type,
    rows: byId(database.rows(`schedules_oncallschedule${type}`), 'oncallschedule_ptr_id'),
  }));
  return database.rows('schedules_oncallschedule').flatMap((row) => {
    const inner = textIn(row, 'id') ?? '';
    const child = children.find(({ rows }) => rows.has(inner));
    const more: DatabaseRow = child?.rows.get(inner) ?? {};
    const linked = (links.get(inner) ?? []).flatMap(
      (link) => database.idOf('schedules_customoncallshift', textIn(link, 'customoncallshift_id')) ?? [],
    );
    const shifts = (own.get(inner) ?? []).flatMap((shift) => textIn(shift, 'public_primary_key') ?? []);
    return object('schedules', row, {
      name: textIn(row, 'name') ?? '',
      type: child?.type ?? 'unknown',
      team_id: database.idOf('user_management_team', textIn(row, 'team_id')),
      time_zone: textIn(more, 'time_zone'),
      shifts: [...new Set([...shifts, ...linked])],
      ical_url_primary: textIn(more, 'ical_url_primary'),
      ical_url_overrides: textIn(more, 'ical_url_overrides'),
      enable_web_overrides: isSet(more, 'enable_web_overrides'),
    });
  });
}

export function shiftsOf(database: OncallDatabase): PagerObject[] {
  const users = Map.groupBy(database.rows('schedules_customoncallshift_users'), (row) =>
    textIn(row, 'customoncallshift_id'),
  );
  return database.rows('schedules_customoncallshift').flatMap((row) => {
    const own = (users.get(textIn(row, 'id')) ?? []).flatMap(
      (link) => database.idOf('user_management_user', textIn(link, 'user_id')) ?? [],
    );
    return object('shifts', row, {
      schedule: database.idOf('schedules_oncallschedule', textIn(row, 'schedule_id')),
      name: textIn(row, 'name'),
      type: SHIFT_TYPES[numberIn(row, 'type') ?? -1] ?? 'unknown',
      time_zone: textIn(row, 'time_zone'),
      level: numberIn(row, 'priority_level') ?? 0,
      start: wallIn(row, 'start') ?? '',
      rotation_start: wallIn(row, 'rotation_start'),
      until: wallIn(row, 'until'),
      duration: secondsIn(row, 'duration') ?? 0,
      frequency: FREQUENCIES[numberIn(row, 'frequency') ?? -1] ?? null,
      interval: numberIn(row, 'interval'),
      week_start: RULE_DAYS[numberIn(row, 'week_start') ?? 0] ?? null,
      by_day: listIn(row, 'by_day').map((day) =>
        typeof day === 'number' ? (RULE_DAYS[day] ?? String(day)) : String(day),
      ),
      by_month: listIn(row, 'by_month'),
      by_monthday: listIn(row, 'by_monthday'),
      users: own,
      // An object for each group, in the order of its keys.
      rolling_users: listIn(row, 'rolling_users').map((group) =>
        typeof group === 'object' && group !== null ? Object.values(group).map(String) : [],
      ),
      start_rotation_from_user_index: numberIn(row, 'start_rotation_from_user_index'),
    });
  });
}

export function swapsOf(database: OncallDatabase): PagerObject[] {
  return database.rows('schedules_shiftswaprequest').flatMap((row) => {
    const benefactor = database.idOf('user_management_user', textIn(row, 'benefactor_id'));
    return object('swaps', row, {
      schedule: database.idOf('schedules_oncallschedule', textIn(row, 'schedule_id')) ?? '',
      swap_start: instantIn(row, 'swap_start') ?? '',
      swap_end: instantIn(row, 'swap_end') ?? '',
      created_at: textIn(row, 'created_at'),
      beneficiary: database.idOf('user_management_user', textIn(row, 'beneficiary_id')) ?? '',
      benefactor,
      status: benefactor === null ? 'open' : 'taken',
    });
  });
}

/** An object under the id of the API; a row without one is none. */
export function object(kind: string, row: DatabaseRow, body: Record<string, unknown>): PagerObject[] {
  const id = textIn(row, 'public_primary_key');
  return id === null ? [] : [{ kind, id, body: { id, ...body } }];
}
