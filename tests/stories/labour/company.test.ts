/**
 * A company of six over three months, by the manual clock: calls, swaps, a sick colleague, a clock change. Its payroll is
 * what tests/labour/company/expected.csv says, which was worked out from the written rules by somebody who had not read
 * the code.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { onEachDatabase } from '../../support/databases.ts';
import { contextOf } from '../../support/grafana.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';

const TOKEN = 'token-of-scripts-0123456789';

interface Scenario {
  months: string[];
  clock: { start: string; end: string };
  users: object[];
  teams: object[];
  rotas: object[];
  units: object[];
  workProfiles: object[];
  absences: Array<{ recordedAt: string; user: string }>;
  overrides: Array<{ recordedAt: string; by: string; rota: string; exceptional: string }>;
  swaps: Swap[];
  calls: Call[];
  started: Array<{ user: string; plannedAt: string; startedAt: string; saidAt: string }>;
  closings: Array<{ month: string; at: string; by: string }>;
}
interface Span {
  start: string;
  end: string;
}
interface Swap extends Span {
  rota: string;
  asks: string;
  takes: string;
  askedAt: string;
  takenAt: string;
  inReturn: Span | null;
}
interface Call {
  id: string;
  user: string;
  acknowledged: string;
  resolved: string;
  confirmedAt: string;
  end: string;
  travelBefore: number;
  travelAfter: number;
}

/** What happens, in order of its instant. */
interface Happening {
  at: string;
  what(): Promise<void>;
}

const read = (name: string) => readFile(inRoot(`tests/labour/company/${name}`), 'utf8');
const instant = (text: string) => new Date(text).toISOString();
/** Wall-clock times of swaps and overrides are in Paris: CEST until Sunday 25 October, 03:00. */
const inParis = (local: string) => instant(`${local}${local < '2026-10-25T03:00' ? '+02:00' : '+01:00'}`);

onEachDatabase('A company of six', (database) => {
  let sidecar: Sidecar;
  let scenario: Scenario;

  const send = <Body>(login: string, method: string, path: string, body?: object) => {
    const role = login === 'greg' ? 'Editor' : 'Viewer';
    const headers = { 'X-Grafana-Context': contextOf({ uid: `u-${login}`, login, role }) };
    return sidecar.api<Body>(method, path, body, { headers });
  };
  const ask = async <Body = { id: string }>(login: string, method: string, path: string, body?: object) => {
    const answer = await send<Body>(login, method, path, body);
    expect(answer.status, `${login} ${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };

  function callHappenings({ id, user, ...call }: Call): Happening[] {
    let incident = '';
    const alert = (status: 'firing' | 'resolved') =>
      sidecar.ingest<{ incidents: string[] }>(TOKEN, { title: id, id, status });
    return [
      {
        at: call.acknowledged,
        what: async () => {
          incident = (await alert('firing')).body.incidents[0] ?? '';
          await ask(user, 'POST', `incidents/${incident}/acknowledge`, {});
        },
      },
      { at: call.resolved, what: async () => void (await alert('resolved')) },
      {
        at: call.confirmedAt,
        what: async () => {
          const { items } = await ask<{ items: Array<{ id: string }> }>(
            user,
            'GET',
            `interventions?user=${user}&incident=${incident}`,
          );
          expect(items, id).toHaveLength(1);
          await ask(user, 'POST', `interventions/${items[0]?.id}/confirm`, {
            end: instant(call.end),
            travelBefore: `${call.travelBefore}m`,
            travelAfter: `${call.travelAfter}m`,
          });
        },
      },
    ];
  }

  function swapHappenings({ rota, asks, takes, askedAt, takenAt, start, end, inReturn }: Swap): Happening[] {
    let id = '';
    const span = (of: Span) => ({ start: inParis(of.start), end: inParis(of.end) });
    return [
      {
        at: askedAt,
        what: async () => {
          const asked = { rota, ...span({ start, end }), askedOf: takes, inReturn: inReturn && span(inReturn) };
          id = (await ask(asks, 'POST', 'swaps', asked)).id;
        },
      },
      { at: takenAt, what: async () => void (await ask(takes, 'POST', `swaps/${id}/take`, {})) },
    ];
  }

  function happenings({ absences, overrides, swaps, calls, started, closings }: Scenario): Happening[] {
    const all: Happening[] = [
      ...absences.map(({ recordedAt, ...absence }) => ({
        at: recordedAt,
        what: async () => void (await ask(absence.user, 'POST', 'absences', absence)),
      })),
      // The reason is asked for where a unit's notice is kept; pay does not depend on it.
      ...overrides.map(({ recordedAt, by, rota, exceptional, ...override }) => ({
        at: recordedAt,
        what: async () => {
          const path = `rotas/${rota}/overrides`;
          const { status } = await send(by, 'POST', path, { ...override, exceptional });
          await (status === 400 ? ask(by, 'POST', path, { ...override, note: exceptional }) : null);
        },
      })),
      ...swaps.flatMap(swapHappenings),
      ...calls.flatMap(callHappenings),
      ...started.map(({ user, plannedAt, startedAt, saidAt }) => ({
        at: saidAt,
        what: async () => {
          const rests = await ask<{ items: Array<{ id: string; plannedAt: string }> }>(user, 'GET', 'labour/rests');
          const rest = rests.items.find((one) => one.plannedAt === instant(plannedAt));
          await ask(user, 'POST', `labour/rests/${rest?.id}/started`, { at: instant(startedAt) });
        },
      })),
      ...closings.map(({ month, at, by }) => ({
        at,
        what: async () => {
          const listed = await ask<{ items: Array<{ id: string }> }>(
            by,
            'GET',
            `statements?unit=ops-fr&month=${month}`,
          );
          for (const { id } of listed.items) {
            await ask(by, 'POST', `statements/${id}/close`, {});
          }
        },
      })),
    ];
    return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  }

  beforeAll(async () => {
    scenario = JSON.parse(await read('scenario.json')) as Scenario;
    const { users, teams, rotas, units, workProfiles } = scenario;
    const policy = { id: 'sre', team: 'sre', ackTimeout: 'none', steps: [{ notify: [{ rota: 'sre' }], wait: '1h' }] };
    const integration = { id: 'scripts', type: 'webhook', team: 'sre', policy: 'sre', token: TOKEN };
    const provisioning = JSON.stringify({
      apiVersion: 1,
      users,
      teams,
      rotas,
      units,
      workProfiles,
      escalationPolicies: [policy],
      integrations: [integration],
    });
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
    await sidecar.setClock(instant(scenario.clock.start));
    for (const { at, what } of happenings(scenario)) {
      await sidecar.setClock(instant(at));
      await what();
    }
    await sidecar.setClock(instant(scenario.clock.end));
  }, 300_000);
  afterAll(async () => sidecar.remove());

  it('pays in three months what was worked out by hand', async () => {
    const logins = new Map(
      (scenario.workProfiles as Array<{ user: string; payrollId: string }>).map(({ user, payrollId }) => [
        payrollId,
        user,
      ]),
    );
    const paid: string[] = [];
    for (const month of scenario.months) {
      const csv = await ask<string>('hana', 'GET', `payroll?unit=ops-fr&month=${month}`);
      const rows = csv.split('\r\n').slice(1, -1);
      paid.push(
        ...rows.map((row) => {
          const [payrollId = '', , , code, , quantity, , , , amount = '', of] = row.split(';');
          return [logins.get(payrollId), of, code, quantity, amount.replace(',', '.')].join(',');
        }),
      );
    }
    const [, ...expected] = (await read('expected.csv')).trim().split('\n');
    expect(paid.sort()).toEqual(expected.sort());
  });
});
