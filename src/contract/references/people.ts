/** Checks users and absences beyond their references. */
import { didYouMean, nearest } from '#contract/base/nearest';
import type { Config } from '#contract/config';
import { isDeviceId } from '#contract/people/device';
import { isReversed } from '#contract/time/local-date-time';
import { knownMethods } from '#contract/references/checker';
import type { ReferenceChecker, FieldPath } from '#contract/references/checker';

function checkRules(check: ReferenceChecker, user: Config['users'][number], path: FieldPath): void {
  const methods = knownMethods(user);
  for (const urgency of ['default', 'urgent'] as const) {
    (user.notificationRules?.[urgency] ?? []).forEach(({ method }, i) => {
      if (methods !== null && !methods.includes(method) && !isDeviceId(method)) {
        check.problem(
          [...path, 'notificationRules', urgency, i, 'method'],
          `names contact method "${method}", which ${user.login} does not have.${didYouMean(method, methods)}`,
          { reason: 'no-such-method', data: { method, user: user.login, meant: nearest(method, methods) } },
        );
      }
    });
  }
}

export function checkUsers(check: ReferenceChecker, { users }: Config): void {
  users.forEach((user, i) => {
    const path = ['users', i];
    const methods = user.contactMethods ?? [];
    check.unique(
      methods.map(({ id }) => id),
      (j) => [...path, 'contactMethods', j, 'id'],
    );
    checkRules(check, user, path);
  });
}

export function checkAbsences(check: ReferenceChecker, { absences }: Config): void {
  absences.forEach(({ start, end }, i) => {
    if (isReversed(start, end)) {
      check.problem(['absences', i, 'end'], 'must be after start', { reason: 'not-after', data: { field: 'start' } });
    }
  });
}
