/** Who knocks, and the world they find. */
import { expect } from 'vitest';
import type { Grafana } from '../support/grafana.ts';
import { pluginToken } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import type { CallerName } from './expected.ts';

/** Everything is stated by a file, so that what may be written is refused as read-only (409) and nothing changes. */
export const provisioning = `
apiVersion: 1
users:
  - { login: ann, email: ann@example.com }
  - { login: ben, email: ben@example.com }
  - { login: cleo, email: cleo@example.com }
  - { login: dee, email: dee@example.com }
  - { login: hana, email: hana@example.com }
  - { login: hugo, email: hugo@example.com }
  - { login: mona, email: mona@example.com }
teams:
  - { id: sre, members: [ann, cleo] }
  - { id: db, grafanaTeam: 7 }
absences: [ { id: away, user: ann, start: 2026-05-01T00:00, end: 2026-05-02T00:00, timeZone: UTC } ]
calendars: [ { id: outside, team: sre, url: "https://calendar.invalid/secret-path.ics" } ]
channels: [ { id: room, type: webhook, settings: { url: "https://chat.example.com/secret-path" } } ]
rotas: [ { id: sre, team: sre, timeZone: UTC, expected: nights, layers: [ { id: a, participants: [[cleo]] } ] } ]
timeWindows: [ { id: office, timeZone: UTC, windows: [ { days: [daily], from: "00:00", to: "00:00" } ] }, { id: nights, timeZone: UTC, windows: [ { days: [daily], from: "22:00", to: "06:00" } ] } ]
escalationPolicies: [ { id: sre, team: sre, steps: [ { notify: [ { rota: sre } ], when: office, wait: 5m } ] }, { id: db, team: db, steps: [ { notify: [ { user: ben } ], wait: 5m } ] } ]
maintenances: [ { id: patch, integrations: [sre], start: 2026-05-01T00:00, end: 2026-05-01T01:00, timeZone: UTC } ]
organisations: [ { id: main, timeZone: UTC } ]
subscriptions: [ { id: tickets, team: sre, to: [ { channel: room } ] } ]
units:
  - { id: ops, name: Ops, since: 2026-01-01, timeZone: UTC, teams: [sre], managers: [mona], hr: [hana], duties: [ { rota: sre, kind: onCall } ], rules: [ { from: 2026-01-01, pack: fr-default@1 } ] }
  - { id: lab, name: Lab, since: 2026-01-01, timeZone: UTC, hr: [hugo], rules: [ { from: 2026-01-01, pack: eu@1 } ] }
workProfiles:
  - { user: ann, unit: ops, from: 2026-01-01, contract: hours, payrollId: "004211", schedule: [ { days: [workday], from: "09:00", to: "17:00" } ] }
integrations:
  - { id: sre, type: webhook, team: sre, token: ingest-token-of-sre-123456, policy: sre, hmac: null }
  - { id: db, type: webhook, team: db, token: ingest-token-of-db-123456, policy: db, hmac: null }
  - { id: backup, type: heartbeat, team: sre, token: ingest-token-of-backup-123456, policy: sre, heartbeat: { every: 1d } }
`;

/** For `workAtNight`: while the clock is moved by days, nobody would answer for the calendar. */
export const provisioningAtNight = provisioning.replace(/^calendars: .*$/m, '');

export type Door = { token: string | null; headers: Record<string, string>; door?: 'plugin' | 'scripts' };

/** @param lasts seconds for which Grafana's word holds */
export async function openDoors(
  sidecar: Sidecar,
  grafana: Grafana,
  lasts = 600,
): Promise<ReadonlyMap<CallerName, Door>> {
  const doors = new Map<CallerName, Door>();
  const person = async (name: CallerName, login: string, role: 'Viewer' | 'Editor' | 'Admin', teams: number[] = []) =>
    doors.set(name, {
      token: pluginToken,
      headers: await grafana.headers({ uid: `u-${login}`, login, role, teams }, { expiresIn: lasts }),
    });
  await person('viewer', 'dee', 'Viewer');
  await person('member', 'ann', 'Viewer');
  await person('editor', 'cleo', 'Editor');
  await person('otherEditor', 'ben', 'Editor', [7]);
  await person('admin', 'root', 'Admin');
  await person('manager', 'mona', 'Viewer');
  await person('hr', 'hana', 'Viewer');
  await person('otherHr', 'hugo', 'Viewer');
  for (const [name, type, role] of [
    ['anonymous', 'anonymous', 'Admin'],
    ['serviceAccount', 'service-account', 'Viewer'],
    ['adminAccount', 'service-account', 'Admin'],
  ] as const) {
    doors.set(name, {
      token: pluginToken,
      headers: await grafana.headers({ uid: name, login: '', type, role }, { expiresIn: lasts }),
    });
  }
  for (const scope of ['read', 'respond', 'edit', 'admin', 'replay'] as const) {
    const made = await sidecar.api<{ token: string }>('POST', 'tokens', { name: scope, scopes: [scope] });
    doors.set(`${scope}Token`, { token: made.body.token, headers: {} });
  }
  return doors;
}

/** Ids that paths of `expected.ts` name, such as `:rest`. */
export interface CastIds {
  incident: string;
  intervention: string;
  rest: string;
  decision: string;
  statement: string;
}

/**
 * Ann answers at night, so that her next start moves, and HR decides of it in the morning. Everything else of the cast
 * comes then, too.
 *
 * @param sidecar started with `provisioningAtNight`
 */
export async function workAtNight(sidecar: Sidecar, doors: ReadonlyMap<CallerName, Door>): Promise<CastIds> {
  const ask = async <Body>(name: CallerName, method: string, path: string, body?: object): Promise<Body> => {
    const { token, headers } = doors.get(name) as Door;
    const answer = await sidecar.api<Body>(method, path, body, { token, headers });
    expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  interface Listed {
    items: Array<{ id: string }>;
  }
  const first = ({ items }: Listed): string => {
    expect(items).toHaveLength(1);
    return items[0]?.id ?? '';
  };
  await sidecar.setClock('2026-01-07T02:00:00Z');
  const told = { title: 'Disk full', id: 'night' };
  const { body } = await sidecar.ingest<{ incidents: string[] }>('ingest-token-of-sre-123456', told);
  const [incident = ''] = body.incidents;
  await ask('member', 'POST', `incidents/${incident}/acknowledge`, {});
  await sidecar.setClock('2026-01-07T02:05:00Z');
  await ask('member', 'POST', `incidents/${incident}/resolve`, {});
  await sidecar.setClock('2026-01-07T10:00:00Z');
  const intervention = first(await ask<Listed>('member', 'GET', 'interventions?user=ann'));
  const rest = first(await ask<Listed>('member', 'GET', 'labour/rests'));
  const reason = 'fire in the machine room';
  const { id: decision } = await ask<{ id: string }>('hr', 'POST', 'decisions', { rest, reason });
  // January's document is ready on the 1st of February.
  await sidecar.setClock('2026-02-01T07:00:00Z');
  const statement = first(await ask<Listed>('member', 'GET', 'statements'));
  await sidecar.provision(provisioning);
  await sidecar.logLine(({ msg }) => msg === 'provisioning files reloaded');
  return { incident, intervention, rest, decision, statement };
}
