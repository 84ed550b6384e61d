/** A unit of 200 people in four rotas, with 20 weeks of duties and nights, and somebody whom alerts page. */
import { DAY, HOUR, MINUTE, WEEK } from '#domain/time/duration';
import { changeRows } from '../stories/rows.ts';
import { ingestToken } from './subjects.ts';

export const PEOPLE = 200;
const WEEKS = 20;
const LONG_AGO = '2025-01-01';

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const logins = range(PEOPLE).map((i) => `person${i}`);

/** @param hook where whoever is paged hears; @param mail where the unit's people hear, who are told of their months */
export function unitOf200(hook: string, mail: string): string {
  return JSON.stringify({
    apiVersion: 1,
    users: [
      ...[...logins, 'hana', 'cleo'].map((login) => ({
        login,
        email: `${login}@example.com`,
        contactMethods: [{ id: 'hook', type: 'webhook', to: mail }],
      })),
      {
        login: 'pat',
        contactMethods: [{ id: 'hook', type: 'webhook', to: hook }],
        notificationRules: { urgent: [{ method: 'hook', after: '0s' }] },
      },
    ],
    escalationPolicies: [{ id: 'main', steps: [{ notify: [{ user: 'pat' }], urgency: 'urgent', wait: '1d' }] }],
    integrations: [{ id: 'bench', type: 'webhook', policy: 'main', token: ingestToken }],
    rotas: range(4).map((n) => ({
      id: `rota${n}`,
      timeZone: 'Europe/Paris',
      layers: [{ id: 'a', participants: logins.filter((_, i) => i % 4 === n).map((login) => [login]) }],
    })),
    units: [
      {
        id: 'ops',
        name: 'Ops',
        since: LONG_AGO,
        timeZone: 'Europe/Paris',
        holidays: 'FR',
        managers: ['cleo'],
        hr: ['hana'],
        duties: range(4).map((n) => ({ rota: `rota${n}`, kind: 'onCall' })),
        rules: [{ from: LONG_AGO, pack: 'fr-default@1' }],
      },
    ],
    workProfiles: logins.map((user) => ({
      user,
      unit: 'ops',
      from: LONG_AGO,
      contract: 'hours',
      schedule: [
        { days: ['workday'], from: '09:00', to: '12:30' },
        { days: ['workday'], from: '14:30', to: '18:00' },
      ],
    })),
  });
}

/** Each is on call every fourth week, with two nights of work in it. */
export async function fill(url: string): Promise<void> {
  await changeRows(url, `update config set created_at = ${Date.parse(LONG_AGO)} where kind = 'units'`);
  const monday = Math.floor(Date.now() / WEEK) * WEEK - WEEKS * WEEK;
  const turns = logins.flatMap((user, i) =>
    range(WEEKS / 4).map((n) => ({
      user,
      rota: `rota${i % 4}`,
      start: monday + (n * 4 + (i % 4)) * WEEK,
      hour: i % 8,
    })),
  );
  const duties = turns.map(
    ({ user, rota, start }, i) => `('d${i}', '${rota}', '${user}', ${start}, ${start + WEEK}, '{"layer":"a"}')`,
  );
  await changeRows(url, `insert into duties (id, rota, "user", start_at, end_at, why) values ${duties.join(', ')}`);
  const worked = turns.flatMap(({ user, start, hour }, i) =>
    [1, 4].map((day) => {
      const at = start + day * DAY + hour * HOUR;
      return `('i${i}-${day}', 'none', '${user}', ${at}, ${at + 40 * MINUTE}, 0, '', '[]', 1)`;
    }),
  );
  await changeRows(
    url,
    `insert into interventions (id, incident, "user", start_at, end_at, travel_ms, note, history, version) values ${worked.join(', ')}`,
  );
  // Last, since a sidecar that reads the configuration anew looks for duties then, and not again.
  await changeRows(
    url,
    "update meta set value = cast(cast(value as bigint) + 1 as text) where key = 'config_revision'",
  );
}
