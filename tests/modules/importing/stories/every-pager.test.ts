/**
 * A team moves in by the wizard from each pager whose address may be given: read, mapped, compared, applied, compared
 * again; its sender then changes the host name alone, and the pages of both pagers are compared.
 */
import { afterEach, expect, test } from 'vitest';
import type { ComparedPages } from '#modules/importing/contract/pages';
import type { PlanReport } from '#modules/importing/contract/wizard';
import type { ImportSource } from '#modules/importing/domain/model';
import {
  CHOICES,
  oncallContent,
} from '../../../../backend-shim/modules/importing/client/pagers/oncall/fakes/content.fake.ts';
import { oncallPeer } from '../../../../backend-shim/modules/importing/client/pagers/oncall/fakes/peer.fake.ts';
import {
  opsgenieContent,
  TAKEN,
} from '../../../../backend-shim/modules/importing/client/pagers/opsgenie/fakes/content.fake.ts';
import { opsgeniePeer } from '../../../../backend-shim/modules/importing/client/pagers/opsgenie/fakes/peer.fake.ts';
import { pagerdutyContent } from '../../../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/content.fake.ts';
import { pagerdutyPeer } from '../../../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/peer.fake.ts';
import type { PagerTransport } from '../../../../backend-shim/modules/importing/client/reading/reader.ts';
import { onEachDatabase } from '../../../support/databases.ts';
import { startPager } from '../../../support/pager-server.ts';
import type { PagerServer } from '../../../support/pager-server.ts';
import { startSidecar } from '../../../support/sidecar.ts';
import type { Sidecar } from '../../../support/sidecar.ts';
import { Wizard } from '../wizard.ts';

/** Tuesday noon in Paris, the day after the move. */
const at = (time: string) => `2026-10-20T${time}Z`;
const [FIRED, TOLD] = [at('10:12:00'), at('10:12:30')];

interface Move {
  source: ImportSource;
  peer: PagerTransport;
  /** Logins by the pager's ids. */
  people: Readonly<Record<string, string>>;
  /** The sender's request: its path and key as they were. */
  alert: { path: string; headers?: Record<string, string>; body: object };
  onCallOnly: boolean;
  /** Who was paged by both. */
  paged: string[];
}

const opsgenieAlert = {
  id: 'a-1',
  alias: 'disk',
  message: 'Disk full',
  status: 'open',
  createdAt: FIRED,
  integration: { id: 'i-1', name: 'Shop', type: 'API' },
  lines: [{ log: '[SMS] notification sent to [ann@example.com]', owner: 'System', createdAt: TOLD, offset: '1' }],
};

const incident = { id: 'PINC1', summary: '[#12] Disk full', title: 'Disk full', incident_key: 'disk' };
const logged = (id: string, type: string, created_at: string, more: object) => ({
  id,
  type: `${type}_log_entry`,
  created_at,
  agent: { summary: 'Shop' },
  incident: { ...incident, created_at: FIRED },
  service: { id: 'PSVC1', summary: 'Shop' },
  ...more,
});
const told = (user: string) => ({
  user: { id: user, type: 'user_reference', summary: user },
  channel: { type: 'auto', notification: { type: 'sms', status: 'success' } },
});

const MOVES: Move[] = [
  {
    source: 'oncall',
    peer: oncallPeer(oncallContent),
    people: CHOICES,
    alert: {
      path: '/integrations/v1/alertmanager/Zk3madeUpToken9xQ0123456/',
      body: {
        version: '4',
        groupKey: 'disk',
        status: 'firing',
        receiver: 'oncall',
        groupLabels: {},
        commonLabels: {},
        commonAnnotations: {},
        externalURL: 'http://alertmanager.example',
        alerts: [
          {
            status: 'firing',
            labels: { alertname: 'Disk full' },
            annotations: {},
            fingerprint: 'disk',
            startsAt: FIRED,
            endsAt: '0001-01-01T00:00:00Z',
          },
        ],
      },
    },
    onCallOnly: true,
    paged: ['alice', 'bob', 'carol'],
  },
  {
    source: 'opsgenie',
    peer: opsgeniePeer({ ...opsgenieContent, alerts: [opsgenieAlert] }),
    people: { 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' },
    alert: {
      path: '/v2/alerts',
      headers: { Authorization: 'GenieKey b6e1c3b2-1f2a-4c5d-8e9f-0a1b2c3d4e5f' },
      body: { message: 'Disk full', alias: 'disk', priority: 'P1' },
    },
    onCallOnly: false,
    paged: ['ann'],
  },
  {
    source: 'pagerduty',
    peer: pagerdutyPeer({
      ...pagerdutyContent,
      log: [
        logged('L1', 'trigger', FIRED, { channel: { type: 'api', incident_key: 'disk' } }),
        ...['PCLEO', 'PANN'].map((user, i) => logged(`L${i + 2}`, 'notify', TOLD, told(user))),
      ],
    }),
    people: { PANN: 'ann', PBEN: 'ben', PCLEO: 'cleo', PDEE: 'dee' },
    alert: {
      path: '/v2/enqueue',
      body: {
        routing_key: 'key-of-psvc1-0123456789abcdef01234',
        event_action: 'trigger',
        dedup_key: 'disk',
        payload: { summary: 'Disk full', source: 'db-1', severity: 'critical' },
      },
    },
    onCallOnly: false,
    paged: ['ann', 'cleo'],
  },
];

/** OnCall is asked once a second, and each second is passed by hand. */
const LONGEST = 240_000;

onEachDatabase('A team moves in by the wizard from each pager', (database) => {
  let sidecar: Sidecar | undefined;
  let pager: PagerServer | undefined;

  afterEach(async () => {
    await sidecar?.remove();
    await pager?.stop();
  });

  test.each(MOVES)('$source', { timeout: LONGEST }, async ({ source, peer, people, alert, onCallOnly, paged }) => {
    pager = await startPager(peer);
    const env = { VIGIE_SHADOW: 'true', VIGIE_COMPAT: 'oncall,pagerduty,opsgenie' };
    sidecar = await startSidecar({ databaseUrl: await database.fresh(), env });
    await sidecar.setClock(TAKEN);
    const wizard = new Wizard(sidecar);
    for (const login of Object.values(people)) {
      await sidecar.api('POST', 'users', { login, email: `${login}@example.com` });
    }

    await wizard.begin({ source, url: pager.url, key: 'first-key' });
    expect((await wizard.idle()).failure).toBeNull();
    await wizard.choose(people);
    await wizard.ask('plan');
    expect(await wizard.idle()).toMatchObject({ failure: null, unknownPeople: 0, proof: { unexplained: 0 } });
    expect((await wizard.ask('apply')).status).toBe(200);
    const applied = await wizard.idle();
    expect(applied).toMatchObject({ failure: null, comparisons: [{ unexplained: 0 }] });
    const { items } = (await wizard.read<PlanReport>('report')).body;
    const rotas = items.filter(({ kind, vigieId }) => kind === 'rota' && vigieId !== null);
    expect(rotas.length).toBeGreaterThan(0);
    for (const { vigieId } of rotas) {
      expect((await sidecar.api('GET', `rotas/${vigieId}`)).status).toBe(200);
    }

    await sidecar.setClock(FIRED);
    const { path, headers = {}, body } = alert;
    expect((await sidecar.request('POST', path, body, { token: null, headers })).status).toBeLessThan(300);
    await sidecar.advance('15m');
    await sidecar.setClock(at('12:00:00'));
    // The daily comparison may run; what came after it is compared by the next one.
    await wizard.idle();
    expect((await wizard.ask('prove', { again: true })).status).toBe(200);
    expect((await wizard.idle()).failure).toBeNull();
    const pages = (await wizard.read<ComparedPages>('pages')).body;
    expect(pages).toMatchObject({ failure: null, onCallOnly, day: { day: '2026-10-20' } });
    const rows = pages.day?.rows.filter(({ theirs }) => theirs !== null) ?? [];
    expect(rows.map(({ result, theirs, ours }) => [result, theirs?.person, ours?.person]).sort()).toEqual(
      paged.map((login) => ['same', login, login]),
    );
    expect((await sidecar.api('DELETE', `imports/${wizard.id}`)).status).toBe(204);
  });
});
