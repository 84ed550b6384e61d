/** References of users, teams, absences and channels. */
import { didYouMean } from '#contract/base/nearest';
import type { Config } from '#contract/config';
import { isDeviceId } from '#contract/device';
import { absenceId } from '#contract/absence';
import { isReversed } from '#contract/local-date-time';
import { knownMethods } from '#contract/references/checker';
import type { Checker, Path } from '#contract/references/checker';
import type { PersonalWindowOrIdWire } from '#contract/time-window';

const NOT_AFTER = 'must be after start';

/** A window by id must exist; one written in place must name a known zone and region. */
export function checkWindow(check: Checker, window: PersonalWindowOrIdWire | null, path: Path): void {
  if (typeof window === 'string') {
    check.reference('timeWindow', window, path);
  } else if (window !== null) {
    check.zone(window.timeZone, [...path, 'timeZone']);
    check.region(window.holidays, [...path, 'holidays']);
  }
}

function checkRules(check: Checker, user: Config['users'][number], path: Path): void {
  const methods = knownMethods(user);
  for (const urgency of ['default', 'urgent'] as const) {
    (user.notificationRules?.[urgency] ?? []).forEach((rule, i) => {
      const at = [...path, 'notificationRules', urgency, i];
      if (methods !== null && !methods.includes(rule.method) && !isDeviceId(rule.method)) {
        check.problem([...at, 'method'], `names contact method "${rule.method}", which ${user.login} does not have.${didYouMean(rule.method, methods)}`);
      }
      checkWindow(check, rule.when, [...at, 'when']);
    });
  }
}

function checkUsers(check: Checker, users: Config['users']): void {
  check.unique('login', users.map(({ login }) => login), (i) => ['users', i, 'login']);
  users.forEach((user, i) => {
    const path = ['users', i];
    const methods = user.contactMethods ?? [];
    check.unique('id', methods.map(({ id }) => id), (j) => [...path, 'contactMethods', j, 'id']);
    check.zone(user.timeZone, [...path, 'timeZone']);
    checkWindow(check, user.quietHours, [...path, 'quietHours']);
    checkRules(check, user, path);
  });
}

function checkTeams(check: Checker, teams: Config['teams']): void {
  check.unique('id', teams.map(({ id }) => id), (i) => ['teams', i, 'id']);
  teams.forEach((team, i) => {
    team.members.forEach((login, j) => check.reference('user', login, ['teams', i, 'members', j]));
    (team.exclusiveRotas ?? []).forEach((rota, j) => check.reference('rota', rota, ['teams', i, 'exclusiveRotas', j]));
    team.managers.forEach((login, j) => check.reference('user', login, ['teams', i, 'managers', j]));
  });
}

function checkAbsences(check: Checker, absences: Config['absences']): void {
  check.unique('id', absences.map(absenceId), (i) => ['absences', i, 'id']);
  absences.forEach((absence, i) => {
    check.reference('user', absence.user, ['absences', i, 'user']);
    check.zone(absence.timeZone, ['absences', i, 'timeZone']);
    if (isReversed(absence.start, absence.end)) {
      check.problem(['absences', i, 'end'], NOT_AFTER);
    }
  });
}

export function checkPeople(check: Checker, config: Config): void {
  checkUsers(check, config.users);
  checkTeams(check, config.teams);
  checkAbsences(check, config.absences);
  check.unique('id', config.channels.map(({ id }) => id), (i) => ['channels', i, 'id']);
  config.channels.forEach((channel, i) => check.reference('team', channel.team, ['channels', i, 'team']));
}
