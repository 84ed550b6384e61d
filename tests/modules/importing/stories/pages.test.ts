/** A team in shadow: the daily comparison says whom GoAlert paged at night, whom Vigie would have paged, and why. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ComparedPages, PageRowWire } from '#modules/importing/contract/pages';
import type { ImportDetail, ImportWire } from '#modules/importing/contract/wizard';
import {
  goalertContent,
  TAKEN,
} from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import type { GoalertLogged } from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import { onEachDatabase } from '../../../support/databases.ts';
import { startPager } from '../../../support/pager-server.ts';
import type { PagerServer } from '../../../support/pager-server.ts';
import { startSidecar } from '../../../support/sidecar.ts';
import type { Sidecar } from '../../../support/sidecar.ts';
import { until } from '../../../support/waiting.ts';

const PEOPLE = { 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' };
/** Its token in GoAlert, which Vigie keeps. */
const SENDER = '4f1f7f1e-8f2e-4b9e-9d51-7f5b8c3a2d10';
const at = (time: string) => `2026-12-22T${time}:00.000Z`;

/** The alerts of the night as GoAlert logs them. */
function alert(alertID: number, summary: string, time: string, ...events: string[]): GoalertLogged {
  return {
    alertID,
    status: 'StatusUnacknowledged',
    summary,
    createdAt: at(time),
    service: { id: 'svc-1', name: 'Shop' },
    recentEvents: {
      nodes: events.map((event, i) => ({
        id: alertID * 10 + i,
        timestamp: at(event.slice(0, 5)),
        message: event.slice(6),
      })),
    },
  };
}

onEachDatabase('Pages of both pagers', (database) => {
  const alerts: GoalertLogged[] = [];
  let sidecar: Sidecar;
  let pager: PagerServer;
  let id = '';

  beforeAll(async () => {
    pager = await startPager(goalertPeer({ ...goalertContent, alerts }));
    sidecar = await startSidecar({ databaseUrl: await database.fresh(), env: { VIGIE_SHADOW: 'true' } });
    await sidecar.setClock(TAKEN);
    for (const login of Object.values(PEOPLE)) {
      await sidecar.api('POST', 'users', { login, email: `${login}@example.com` });
    }
  });
  afterAll(async () => {
    await sidecar?.remove();
    await pager?.stop();
  });

  const ask = (command: string, body: object = {}) => sidecar.api<ImportWire>('POST', `imports/${id}/${command}`, body);
  const idle = () =>
    until('nothing of the import runs', async () => {
      const { body } = await sidecar.api<ImportDetail>('GET', `imports/${id}`);
      return body.steps.length === 0 && body;
    });
  const pages = async (query = '') => sidecar.api<ComparedPages>('GET', `imports/${id}/pages${query}`);
  const fires = (name: string) =>
    sidecar.request('POST', `/in/${SENDER}`, {
      version: '4',
      groupKey: name,
      status: 'firing',
      receiver: 'vigie',
      groupLabels: {},
      commonLabels: {},
      commonAnnotations: {},
      externalURL: 'http://alertmanager.example',
      alerts: [
        {
          status: 'firing',
          labels: { alertname: name },
          annotations: { summary: name },
          fingerprint: name,
          startsAt: at('03:12'),
          endsAt: '0001-01-01T00:00:00Z',
        },
      ],
    });
  const said = ({ result, theirs, ours, because }: PageRowWire) => {
    const side = (page: { person: string; at: string } | null) => page && `${page.person} ${page.at.slice(11, 16)}`;
    return [side(theirs), side(ours), result, because?.reason ?? null];
  };

  test('they are compared from the first comparison of what is saved on', async () => {
    const body = { source: 'goalert', url: pager.url, key: 'first-key\nsecond-key\nthird-key' };
    ({ id } = (await sidecar.api<ImportWire>('POST', 'imports', body)).body);
    await idle();
    const people = Object.entries(PEOPLE).map(([of, login]) => ({ id: of, login }));
    await sidecar.api('PUT', `imports/${id}/people`, { confirmed: true, people });
    await ask('plan');
    expect(await idle()).toMatchObject({ unknownPeople: 0, proof: { unexplained: 0 } });
    expect((await pages()).body).toMatchObject({ since: null, days: [], day: null });
    expect((await ask('apply')).status).toBe(200);
    expect((await idle()).failure).toBeNull();
    expect((await pages()).body).toMatchObject({ onCallOnly: false, days: [], day: null, failure: null });
  });

  test('the night is compared with the next daily run', async () => {
    // Somebody takes ben's night in Vigie alone.
    const { body: rota } = await sidecar.api<{ overrides: object[] }>('GET', 'rotas/database');
    const night = { start: at('01:00'), end: at('05:00') };
    const overrides = [{ id: 'swapped', ...night, set: ['dee'] }, ...rota.overrides];
    expect((await sidecar.api('PUT', 'rotas/database', { ...rota, overrides })).status).toBe(200);
    await ask('prove', { again: true });
    await idle();

    await sidecar.setClock(at('03:12'));
    await fires('Disk full');
    await sidecar.advance('10s');
    await sidecar.setClock(at('05:30'));
    await fires('Cpu busy');
    await sidecar.advance('10s');
    await sidecar.setClock(at('06:30'));
    alerts.push(
      alert(1, 'Disk full', '03:12', '03:12 Notification sent to ben (SMS)', '03:14 Acknowledged by ben (Web)'),
      alert(2, '[FIRING:1] Cpu busy', '05:30', '05:30 Notification sent to ben (SMS)'),
      alert(3, 'Mail queue', '06:00', '06:00 Notification sent to ben (Voice)'),
    );
    await sidecar.setClock('2026-12-22T10:00:00Z');
    await sidecar.advance('0s');
    expect((await idle()).failure).toBeNull();

    const { body } = await pages();
    expect(body).toMatchObject({ failure: null, days: ['2026-12-22', '2026-12-21'], day: { day: '2026-12-22' } });
    const rows = body.day?.rows ?? [];
    expect(rows.map(said)).toContainEqual(['ben 03:12', 'dee 03:12', 'other-person', 'rota-differs']);
    expect(rows.map(said)).toContainEqual(['ben 05:30', 'ben 05:30', 'same', null]);
    expect(rows.map(said)).toContainEqual(['ben 06:00', null, 'only-theirs', 'not-received']);
    expect(rows.map(said)).toContainEqual([null, 'cleo 03:17', 'only-ours', 'acknowledged-there']);
    expect(rows.find(({ because }) => because?.reason === 'rota-differs')).toMatchObject({
      theirs: { name: 'ben', methods: ['sms'], title: 'Disk full', alert: '1' },
      ours: { methods: ['email'] },
      because: { data: { rota: 'database', cause: 'unexplained' } },
    });
    expect((await pages('?day=2026-12-21')).body.day).toMatchObject({ rows: [], counts: { same: 0 } });
    expect((await pages('?day=2026-11-01')).body.day).toBeNull();
  });

  test('they go with the import', async () => {
    expect((await sidecar.api('DELETE', `imports/${id}`)).status).toBe(204);
    expect((await pages()).status).toBe(404);
  });
});
