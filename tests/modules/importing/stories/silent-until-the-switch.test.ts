/**
 * What an import makes sends nothing before its team is switched to real, rotas and services without a team included;
 * and what pages already goes on paging, however often the plan is applied, also if the sidecar is killed meanwhile.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportDetail } from '#modules/importing/contract/wizard';
import {
  pagerdutyContent,
  TAKEN,
} from '../../../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/content.fake.ts';
import { pagerdutyPeer } from '../../../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/peer.fake.ts';
import type { PagerdutyContent } from '../../../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/peer.fake.ts';
import { onEachDatabase } from '../../../support/databases.ts';
import { startMailbox } from '../../../support/mailbox.ts';
import type { Mailbox } from '../../../support/mailbox.ts';
import { startPager } from '../../../support/pager-server.ts';
import type { PagerServer } from '../../../support/pager-server.ts';
import { startSidecar } from '../../../support/sidecar.ts';
import type { Sidecar } from '../../../support/sidecar.ts';
import { until } from '../../../support/waiting.ts';
import { Wizard } from '../wizard.ts';

const PEOPLE = { PANN: 'ann', PBEN: 'ben', PCLEO: 'cleo', PDEE: 'dee' };
const REST = 'moved-from-pagerduty';
const KEY = 'key-of-psvc1-0123456789abcdef01234';

/** One service and one schedule belong to no team there. */
const services = (pagerdutyContent.lists['services'] ?? []).map((one) =>
  one.id === 'PSVC2' ? { ...one, teams: [] } : one,
);

function contentNamed(suffix: string): PagerdutyContent {
  const { lists, schedules, shiftSchedules } = pagerdutyContent;
  const named = <One extends { id: string }>(all: readonly One[]) =>
    all.map((one) => ({ ...one, name: `${(one as unknown as { name: string }).name}${suffix}` }));
  return {
    ...pagerdutyContent,
    lists: { ...lists, services: named(services), escalation_policies: named(lists['escalation_policies'] ?? []) },
    schedules: named(schedules),
    shiftSchedules: named(shiftSchedules),
  };
}

/** A pager is asked at its pace, and each second is passed by hand. */
const LONGEST = 240_000;

onEachDatabase('What an import makes is silent until the switch', (database) => {
  let sidecar: Sidecar;
  let pager: PagerServer;
  let mailbox: Mailbox;
  let wizard: Wizard;
  let content = contentNamed('');

  beforeAll(async () => {
    pager = await startPager((request) => pagerdutyPeer(content)(request));
    mailbox = await startMailbox();
    const env = {
      VIGIE_SMTP_URL: mailbox.url,
      VIGIE_MAIL_FROM: 'Vigie <vigie@example.com>',
      VIGIE_COMPAT: 'pagerduty',
    };
    sidecar = await startSidecar({ databaseUrl: await database.fresh(), env });
    await sidecar.setClock(TAKEN);
    wizard = new Wizard(sidecar);
    for (const login of Object.values(PEOPLE)) {
      await sidecar.api('POST', 'users', { login, email: `${login}@example.com` });
    }
  });
  afterAll(async () => {
    await sidecar?.remove();
    await pager?.stop();
    await mailbox?.stop();
  });

  const silentTeams = async () =>
    (await sidecar.api<{ shadow: { teams: string[] } }>('GET', 'status')).body.shadow.teams.sort();
  const mails = () => mailbox.items.map(({ to, subject }) => `${to.join(', ')}: ${subject}`);
  const fires = (alert: string) =>
    sidecar.request(
      ...(['POST', '/v2/enqueue'] as const),
      {
        routing_key: KEY,
        event_action: 'trigger',
        dedup_key: alert,
        payload: { summary: alert, source: 'db-1', severity: 'critical' },
      },
      { token: null },
    );
  const prepared = async () => {
    expect((await wizard.idle()).failure).toBeNull();
    await wizard.choose(PEOPLE);
    await wizard.ask('plan');
    expect(await wizard.idle()).toMatchObject({ failure: null, unknownPeople: 0, proof: { unexplained: 0 } });
  };
  const appliedAgain = async (suffix: string, meanwhile: () => Promise<void>): Promise<ImportDetail> => {
    content = contentNamed(suffix);
    await wizard.ask('fetch');
    await prepared();
    expect((await wizard.ask('apply')).status).toBe(200);
    await meanwhile();
    const ended = await wizard.idle();
    expect(ended).toMatchObject({ failure: null });
    return ended;
  };

  test('the switch is refused before anything was applied', { timeout: LONGEST }, async () => {
    await wizard.begin({ source: 'pagerduty', url: pager.url, key: 'first-key', days: 7 });
    await prepared();
    expect(await wizard.ask('switch')).toMatchObject({
      status: 409,
      body: { error: { reason: 'import-not-ready', data: { needs: 'apply' } } },
    });
  });

  test(
    'nothing leaves: no page, no handoff, and neither of what has no team in the pager',
    { timeout: LONGEST },
    async () => {
      await wizard.ask('apply');
      const { applied } = await wizard.idle();
      expect(applied).toMatchObject({ kept: [], silent: ['databases', REST] });
      expect(await silentTeams()).toEqual(['databases', REST]);
      expect((await sidecar.api<{ team: string }>('GET', 'rotas/support')).body.team).toBe(REST);
      expect((await fires('Disk full')).status).toBe(202);
      for (let hour = 0; hour < 30; hour++) {
        await sidecar.advance('1h');
      }
      expect(mails()).toEqual([]);
    },
  );

  test('applied again it stays as it is, and nothing is new', { timeout: LONGEST }, async () => {
    await wizard.idle();
    await wizard.ask('apply');
    expect((await wizard.idle()).applied).toMatchObject({ made: 0, changed: 0, silent: ['databases', REST] });
  });

  test(
    'a team that was switched pages, and goes on at every apply, killed in its middle or not',
    { timeout: LONGEST },
    async () => {
      const put = { shadow: false, listed: null, page: [], force: true, reason: 'we move in today' };
      const open = (await sidecar.api<{ incidents: Array<{ id: string }> }>('GET', 'teams/databases/shadow')).body;
      const listed = open.incidents.map(({ id }) => id);
      expect((await sidecar.api('PUT', 'teams/databases/shadow', { ...put, listed })).status).toBe(200);
      expect(await silentTeams()).toEqual([REST]);

      for (const [i, suffix] of [' A', ' B'].entries()) {
        await appliedAgain(suffix, async () => {
          if (i > 0) {
            // The first objects have their new names, the last may still have the old ones.
            await until('the apply has begun', async () =>
              (await sidecar.api<{ name: string }>('GET', 'rotas/database')).body.name.endsWith(suffix),
            );
          }
          await sidecar.kill9();
          await sidecar.start();
          // On PostgreSQL the lease of the dead sidecar must end first.
          await sidecar.advance('20s');
        });
        expect(await silentTeams()).toEqual([REST]);
        expect((await sidecar.api<{ name: string }>('GET', 'integrations/shop-events-api-v2')).body.name).toBe(
          `Shop${suffix}: Events API V2`,
        );
        const before = mailbox.items.length;
        await fires(`Alert${suffix}`);
        await sidecar.advance('1m');
        await until('the alert was mailed', () => mailbox.items.length > before);
        expect(mails().slice(before).join()).toContain(`Alert${suffix}`);
      }
    },
  );

  test(
    'what pages goes on paging although the pager moves it into a team that is silent',
    { timeout: LONGEST },
    async () => {
      const shop = (await sidecar.api<object>('GET', 'integrations/shop-events-api-v2')).body;
      await sidecar.api('POST', 'teams', { id: 'quiet', name: 'Quiet', shadow: true });
      expect(shop).toMatchObject({ team: 'databases' });
      content = contentNamed(' D');
      const other = { id: 'PTEAM2', name: 'Others' } as { id: string };
      const ofOther = [{ id: 'PTEAM2', type: 'team_reference', summary: 'Others' }];
      content = {
        ...content,
        members: { ...content.members, PTEAM2: [] },
        lists: {
          ...content.lists,
          teams: [...(content.lists['teams'] ?? []), other],
          services: (content.lists['services'] ?? []).map((one) =>
            one.id === 'PSVC1' ? { ...one, teams: ofOther } : one,
          ),
        },
      };
      await wizard.ask('fetch');
      await prepared();
      await wizard.ask('apply');
      const { applied } = await wizard.idle();
      expect(applied?.kept).toEqual(['integrations shop-events-api-v2']);
      expect(applied?.silent).toEqual(['databases', 'others', REST].filter((one) => one !== 'databases'));
      expect((await sidecar.api('GET', 'integrations/shop-events-api-v2')).body).toMatchObject({
        team: 'databases',
        name: 'Shop D: Events API V2',
      });
    },
  );

  test('with the box for it, what is made pages at once', { timeout: LONGEST }, async () => {
    content = contentNamed(' D');
    const third = { id: 'PTEAM3', name: 'Third' } as { id: string };
    content = {
      ...content,
      members: { ...content.members, PTEAM3: [] },
      lists: { ...content.lists, teams: [...(content.lists['teams'] ?? []), third] },
    };
    await wizard.ask('fetch');
    await prepared();
    await wizard.ask('apply', { live: true });
    expect((await wizard.idle()).failure).toBeNull();
    expect(await silentTeams()).not.toContain('third');
    expect((await sidecar.api('GET', 'teams/third')).status).toBe(200);
  });
});
