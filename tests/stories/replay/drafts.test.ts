import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { integrationId, policyId } from '../cast.ts';
import { replays } from './again.ts';

const START = { every: 1, unit: 'week', start: '2026-01-05T00:00' };
const office = (from: string, to: string) => ({
  id: 'office',
  name: 'Office',
  timeZone: 'UTC',
  windows: [{ days: ['daily' as const], from, to }],
});
/** What comes in office hours opens nothing. */
const dropped = { match: [], when: 'office', drop: true };

/** Two hosts of one service, a minute apart; both recover before anybody else is told. */
async function night(story: Story): Promise<void> {
  const disk = { id: 'disk', title: 'Disk full', labels: { host: 'a', service: 'db' } };
  const load = { id: 'load', title: 'Load high', labels: { host: 'b', service: 'db' } };
  await story.until('Monday 23:00');
  await story.alert(disk);
  await story.passes('1m');
  await story.alert(load);
  await story.reached('ann by hook', 'ann by hook');
  await story.passes('150s');
  await story.recovers(disk);
  await story.recovers(load);
  await story.updatesOfAnybody();
  await story.until('Tuesday 08:00');
}

loneStories('What is drafted', (tell) => {
  tell(
    'has its effect, whether rota, policy, route, time window, notification rules, urgency, grouping or delay',
    { more: { timeWindows: [office('09:00', '18:00')] }, integration: { routes: [dropped] } },
    async (story) => {
      await night(story);
      const integration = {
        id: integrationId(story.scene),
        name: 'Scripts',
        type: 'webhook',
        team: 'sre',
        policy: policyId(story.scene),
        routes: [dropped],
      };
      const policy = (...steps: object[]) => ({
        escalationPolicies: [{ id: policyId(story.scene), name: 'Main', team: 'sre', ackTimeout: 'none', steps }],
      });
      const toRota = { notify: [{ rota: 'sre' }], wait: '5m' };
      const toBen = { notify: [{ user: 'ben' }], wait: '5m' };
      /** `user time urgency by methods`, of each page that the draft has. */
      const gives = async (draft: object): Promise<string[]> => {
        const { result } = await replays(story, { draft });
        expect(result?.problems).toEqual([]);
        return (result?.pages ?? []).flatMap(({ user, after }) =>
          after === null ? [] : [`${user} ${after.at.slice(11, 16)} ${after.urgency} by ${after.methods.join()}`],
        );
      };
      expect(await gives({})).toEqual(['ann 23:00 default by webhook', 'ann 23:01 default by webhook']);
      const ben = ['ben 23:00 default by email', 'ben 23:01 default by email'];
      const layers = [{ id: 'week', rotation: START, participants: [['ben']] }];
      expect(
        await gives({ rotas: [{ id: 'sre', name: 'SRE', team: 'sre', timeZone: 'UTC', layers }] }),
        'rota',
      ).toEqual(ben);
      expect(await gives(policy(toBen)), 'escalation policy').toEqual(ben);
      const routes = [{ match: ['host=b'], drop: true }, dropped];
      expect(await gives({ integrations: [{ ...integration, routes }] }), 'route').toEqual([
        'ann 23:00 default by webhook',
      ]);
      expect(await gives({ timeWindows: [office('22:00', '23:01')] }), 'time window').toEqual([
        'ann 23:01 default by webhook',
      ]);
      const ann = {
        login: 'ann',
        name: 'Ann Martin',
        email: 'ann@example.com',
        contactMethods: [{ id: 'mail', type: 'email', to: 'ann@example.com' }],
        notificationRules: { default: [{ method: 'mail' }], urgent: [] },
      };
      expect(await gives({ users: [ann] }), 'notification rules').toEqual([
        'ann 23:00 default by email',
        'ann 23:01 default by email',
      ]);
      expect(await gives(policy({ ...toRota, urgency: 'urgent' })), 'urgency').toEqual([
        'ann 23:00 urgent by webhook',
        'ann 23:01 urgent by webhook',
      ]);
      expect(await gives({ integrations: [{ ...integration, groupBy: ['service'] }] }), 'grouping').toEqual([
        'ann 23:00 default by webhook',
      ]);
      expect(await gives(policy({ notify: [], wait: '2m' }, toRota)), 'delay before paging').toEqual([
        'ann 23:02 default by webhook',
        'ann 23:03 default by webhook',
      ]);
    },
  );

  const lasting = { id: 'disk', title: 'Disk full' };
  /** It comes three times within 50 minutes, and recovers after an hour. */
  const lasts = async (story: Story): Promise<void> => {
    await story.until('Monday 22:00');
    await story.alert(lasting);
    await story.reached('ann by hook');
    await story.person('ann', 'acknowledge');
    for (const wait of ['25m', '25m']) {
      await story.passes(wait);
      await story.alert(lasting);
    }
    await story.passes('10m');
    await story.recovers(lasting);
    await story.updatesOfAnybody();
    await story.until('Tuesday 08:00');
  };
  const resolvingAfter = (story: Story, autoResolve: string | null) => ({
    id: integrationId(story.scene),
    name: 'Scripts',
    type: 'webhook',
    team: 'sre',
    routes: [],
    policy: policyId(story.scene),
    autoResolve,
  });

  tell(
    'to resolve by itself cannot know when alerts came again, and says so',
    { integration: { routes: [] } },
    async (story) => {
      await lasts(story);
      const draft = { integrations: [resolvingAfter(story, '30m')] };
      const { result } = await replays(story, { draft });
      const id = integrationId(story.scene);
      expect(result?.problems).toEqual([{ reason: 'repeats-unknown', kind: 'integration', id }]);
      expect(
        (await replays(story, { draft: { integrations: [resolvingAfter(story, null)] } })).result?.problems,
      ).toEqual([]);
    },
  );

  tell(
    'to resolve sooner by itself knows them where it did already',
    { integration: { autoResolve: '2h' } },
    async (story) => {
      await lasts(story);
      const draft = { integrations: [resolvingAfter(story, '30m')] };
      const { result } = await replays(story, { draft });
      expect(result).toMatchObject({ problems: [], first: null, more: 0, fewer: 0 });
    },
  );
});
