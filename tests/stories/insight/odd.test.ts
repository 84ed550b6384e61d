/** What a period may have to do without: each thing is said by name, and the rest is computed. */
import { afterAll, beforeAll, expect } from 'vitest';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { contextOf } from '../../support/grafana.ts';
import { policyId, tokenOf } from '../cast.ts';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';
import { calm, groupsBy, insights, smsWorld, valueOf } from './reading.ts';

let smsc: FakeSmsc;
beforeAll(async () => {
  smsc = await startSmsc();
});
afterAll(() => smsc.close());

const MARCH = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';

async function does<Body = object>(story: Story, method: string, path: string, body?: object): Promise<Body> {
  const answer = await story.sidecar.api<Body>(method, path, body);
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
}

/** Eve, whom nobody named in a file, is on call for one night, in which a monitor of hers calls. */
async function nightOfEve(story: Story): Promise<void> {
  const login = { headers: { 'X-Grafana-Context': contextOf({ uid: 'uid-eve', login: 'eve', name: 'Eve' }) } };
  await story.sidecar.api('GET', 'me', undefined, login);
  const eve = await does(story, 'GET', 'users/eve');
  const contactMethods = [{ id: 'sms', type: 'sms', to: '+33612345609', verified: true }];
  const rules = { default: [{ method: 'sms' }], urgent: [{ method: 'sms' }] };
  await does(story, 'PUT', 'users/eve', { ...eve, contactMethods, notificationRules: rules });
  const monitor = { id: 'monitor-of-eve', name: 'Eve’s', type: 'webhook', policy: policyId(story.scene) };
  await does(story, 'POST', 'integrations', { ...monitor, token: tokenOf('monitor-of-eve') });
  const night = { id: 'eve', start: '2026-03-05T00:00:00Z', end: '2026-03-05T06:00:00Z', set: ['eve'] };
  await does(story, 'POST', 'rotas/sre/overrides', night);
  await story.sidecar.setClock('2026-03-05T02:00:00Z');
  await story.receives({ id: 'eve', title: 'Tape' }, { integration: 'monitor-of-eve' });
  await story.passes('1m');
  await story.receives({ id: 'eve', title: 'Tape', status: 'resolved' }, { integration: 'monitor-of-eve' });
  await story.sidecar.setClock('2026-03-05T06:30:00Z');
}

/** Another release of the runtime no longer knows the zone. */
async function losesZone(story: Story, login: string): Promise<void> {
  story.expectError(({ kind, id, field }) => kind === 'users' && id === login && field === 'timeZone');
  const lost = `update config set body = replace(body, 'Europe/Paris', 'Mars/Phobos') where kind = 'users' and id = '${login}'`;
  expect(await changeRows(story.databaseUrl, lost)).toBe(1);
  await changeRows(
    story.databaseUrl,
    "update meta set value = cast(cast(value as bigint) + 1 as text) where key = 'config_revision'",
  );
  await story.settle();
}

stories(
  'Figures of a period',
  (tell) => {
    tell('name who was erased, which integration is gone and whose zone is unknown', {}, async (story) => {
      await story.change(smsWorld(smsc));
      await nightOfEve(story);
      await story.sidecar.setClock('2026-03-12T05:15:00Z');
      await story.alert();
      await story.passes('1m');
      const pages = await does<{ items: Array<{ user: string }> }>(
        story,
        'GET',
        `incidents/${(await story.incident()).id}/pages`,
      );
      const paged = pages.items[0]?.user as 'ann' | 'ben';
      await story.person(paged, 'acknowledge');
      await story.person(paged, 'resolve');
      await does(story, 'DELETE', 'integrations/monitor-of-eve');
      const { pseudonym } = await does<{ pseudonym: string }>(story, 'POST', 'users/eve/erase', { confirm: 'eve' });
      await losesZone(story, paged);
      await story.sidecar.setClock('2026-04-03T12:00:00Z');

      const team = await insights(story, 'cleo', `team?${MARCH}`);
      expect(team.problems.map(({ code, id }) => `${code} ${id}`).sort()).toEqual([
        'integration-gone monitor-of-eve',
        `person-gone ${pseudonym}`,
        `unknown-zone ${paged}`,
      ]);
      expect([valueOf(team.figures, 'incidents'), valueOf(team.figures, 'selfHealed')]).toEqual([2, 1]);
      // Without Eve, and with the other by UTC: in Paris it was 06:15, which is sleep no more than 05:15 is not.
      expect(valueOf(team.figures, 'interruptions')).toBe(1);
      const own = await insights(story, paged, `me?${MARCH}`);
      expect(own.problems).toMatchObject([{ code: 'unknown-zone', id: paged }]);
      expect(groupsBy(own, 'weekHour').map(({ id }) => id)).toEqual(['4-05']);
      const alerts = await insights(story, 'dee', `alerts?${MARCH}`);
      expect(
        groupsBy(alerts, 'alert')
          .map(({ alert }) => alert?.name)
          .sort(),
      ).toEqual(['Disk full', 'Tape']);
      // Hours of sleep are a setting, here 21:00 to 06:30, and the definition says so.
      const sleep = own.figures.find(({ key }) => key === 'interruptions.sleep');
      expect([sleep?.value, sleep?.definition]).toEqual([1, expect.stringContaining('21:00–06:30')]);
      const french = await insights(story, paged, `me?${MARCH}&language=fr`);
      expect(french.figures.find(({ key }) => key === 'interruptions.sleep')?.definition).toMatch(
        /heures de sommeil.*21:00–06:30/,
      );
      await calm(story);
    });

    tell('are empty where there is nothing, and refused where the end is before the beginning', {}, async (story) => {
      await story.sidecar.setClock('2026-05-03T12:00:00Z');
      const codes = async (who: 'ann' | 'dee', path: string) =>
        (await insights(story, who, path)).problems.map(({ code }) => code);
      const past = 'from=2020-03-01T00:00:00Z&to=2020-04-01T00:00:00Z';
      const future = 'from=2027-03-01T00:00:00Z&to=2027-04-01T00:00:00Z';
      for (const period of [past, future]) {
        for (const chapter of ['team', 'alerts', 'pager'] as const) {
          expect(await codes('dee', `${chapter}?${period}`), `${chapter} ${period}`).toEqual(['no-data']);
        }
        expect(await codes('ann', `me?${period}`)).toEqual(['no-data']);
        const { figures } = await insights(story, 'ann', `me?${period}`);
        expect(valueOf(figures, 'interruptions')).toBe(0);
        expect(valueOf(figures, 'timeToAnswer.mean')).toBeNull();
      }
      const backwards = 'from=2026-04-01T00:00:00Z&to=2026-03-01T00:00:00Z';
      const refused = await story.sidecar.api<{ error: { details: object[] } }>('GET', `insights/pager?${backwards}`);
      expect([refused.status, refused.body.error.details]).toEqual([
        400,
        [expect.objectContaining({ path: 'to', reason: 'not-after' })],
      ]);
      await calm(story);
    });
  },
  { VIGIE_SLEEP_HOURS: '21:00-06:30' },
);
