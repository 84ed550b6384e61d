/** Facts about whether pages would reach people, for the health of a rota. */
import { planPage } from '#domain/notify/page';
import type { Responder } from '#domain/notify/responder';
import type { PersonReadiness } from '#domain/rota/health/model';
import type { Calendar } from '#domain/time/holidays';

/** Facts by login. @param at the instant at which rules with hours of their own are evaluated */
export function peopleFacts(
  responders: Iterable<Responder>,
  at: number,
  calendar: Calendar,
): Map<string, PersonReadiness> {
  return new Map(
    [...responders].map((person): [string, PersonReadiness] => {
      const { rules } = planPage(person, 'urgent', at, calendar);
      const reachable = rules.some(({ method }) =>
        person.contactMethods.some((one) => one.id === method && one.verified),
      );
      return [person.login, { reachable, disabled: person.disabled, timeZone: person.timeZone }];
    }),
  );
}
