/** Makes people, teams and personal rules of OnCall's tables, in the form in which its API has them, with numbers. */
import type { PagerObject } from '../../../pager.ts';
import type { OncallDatabase } from './oncall-tables.ts';
import { isSet, numberIn, secondsIn, textIn } from './rows.ts';
import { object } from './schedules.ts';

const ROLES = ['admin', 'editor', 'viewer', 'none'];
const NOTIFY_BY: Readonly<Record<number, string>> = {
  0: 'notify_by_slack',
  1: 'notify_by_sms',
  2: 'notify_by_phone_call',
  3: 'notify_by_telegram',
  5: 'notify_by_mobile_app',
  6: 'notify_by_mobile_app_critical',
  8: 'notify_by_email',
};

/** Only people who are active: those who are gone keep their turns, in which nobody is told. */
export function usersOf(database: OncallDatabase): PagerObject[] {
  const memberships = Map.groupBy(database.rows('user_management_team_users'), (row) => textIn(row, 'user_id'));
  return database.rows('user_management_user').flatMap((row) =>
    !isSet(row, 'is_active')
      ? []
      : object('users', row, {
          grafana_id: numberIn(row, 'user_id'),
          username: textIn(row, 'username') ?? '',
          email: textIn(row, 'email'),
          role: ROLES[numberIn(row, 'role') ?? -1] ?? null,
          timezone: textIn(row, '_timezone'),
          teams: (memberships.get(textIn(row, 'id')) ?? []).flatMap(
            (one) => database.idOf('user_management_team', textIn(one, 'team_id')) ?? [],
          ),
          is_phone_number_verified: textIn(row, '_verified_phone_number') !== null,
          phone_number: textIn(row, '_verified_phone_number') ?? textIn(row, 'unverified_phone_number'),
        }),
  );
}

export function teamsOf(database: OncallDatabase): PagerObject[] {
  return database
    .rows('user_management_team')
    .flatMap((row) => object('teams', row, { name: textIn(row, 'name') ?? '', grafana_id: numberIn(row, 'team_id') }));
}

export function rulesOf(database: OncallDatabase): PagerObject[] {
  return database.rows('base_usernotificationpolicy').flatMap((row) => {
    const user = database.idOf('user_management_user', textIn(row, 'user_id'));
    const channel = numberIn(row, 'notify_by');
    const isWait = numberIn(row, 'step') === 0;
    return user === null
      ? []
      : object('rules', row, {
          user_id: user,
          position: numberIn(row, 'order') ?? 0,
          important: isSet(row, 'important'),
          type: isWait ? 'wait' : (NOTIFY_BY[channel ?? -1] ?? `notify_by_${channel ?? 'nothing'}`),
          ...(isWait ? { duration: secondsIn(row, 'wait_delay') } : {}),
        });
  });
}
