/** A team between real and shadow: everything is decided and shown, and what leaves is the switch's business alone. */
import { expect } from 'vitest';
import type { TeamShadowWire } from '#contract/people/team-shadow';
import type { IncidentWire } from '#contract/incidents/incident';
import { contextOf } from '../../support/grafana.ts';
import { stories, type Story } from '../harness.ts';

const asks = (story: Story, body: object) =>
  story.sidecar.api<TeamShadowWire & { error?: { reason: string; data: object } }>('PUT', 'teams/sre/shadow', body);

async function switches(story: Story, shadow: boolean, more: object = {}): Promise<TeamShadowWire> {
  const { body } = await story.sidecar.api<TeamShadowWire>('GET', 'teams/sre/shadow');
  const listed = body.incidents.map(({ id }) => id);
  const answer = await asks(story, { shadow, listed, force: true, reason: 'we move in today', ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await story.settle();
  return answer.body;
}

interface Refused {
  error?: { reason: string; data: object };
}

/** `ann by webhook: shadow`, for each delivery of each page. */
const decided = async (story: Story, id?: string) =>
  (await story.pages(id)).flatMap(({ user, room, deliveries }) =>
    deliveries.map(({ channel, outcome, state }) => `${user ?? room} by ${channel}: ${outcome ?? state}`),
  );

stories('Shadow', (tell) => {
  tell(
    'everybody is decided, nobody is paged; then pages are real, but not of what began before',
    {
      steps: [
        { notify: [{ rota: 'sre' }, { channel: 'room' }], wait: '5m' },
        { notify: [{ user: 'ben' }], wait: '10m' },
      ],
    },
    async (story) => {
      expect(await switches(story, true)).toMatchObject({
        shadow: true,
        causes: [{ kind: 'team', origin: 'pressed' }],
      });
      await story.alert();
      await story.alert({ id: 'cpu', title: 'Cpu busy' });
      await story.passes('5m');
      await story.nobodyIsPaged();
      const [cpu, disk] = await story.incidents();
      expect((await decided(story, disk?.id)).sort()).toEqual([
        'ann by webhook: shadow',
        'ben by email: shadow',
        'room by webhook: shadow',
      ]);
      await story.explains('In shadow, nothing was sent to ann by webhook', disk?.id);
      expect(await story.metric('vigie_shadow')).toBe(1);
      const refused = await asks(story, { shadow: false });
      expect(refused).toMatchObject({
        status: 409,
        body: { error: { reason: 'unreachable-people', data: { users: ['ben', 'cleo'] } } },
      });
      const { body } = await story.sidecar.api<TeamShadowWire>('GET', 'teams/sre/shadow');
      expect(body.incidents.map(({ title }) => title)).toEqual(['Cpu busy', 'Disk full']);
      expect(body.people).toEqual([
        { login: 'ann', way: 'urgent', unconfirmed: 0 },
        { login: 'ben', way: 'mail', unconfirmed: 0 },
        { login: 'cleo', way: 'mail', unconfirmed: 0 },
      ]);
      await story.passes('1m');
      await switches(story, false, { page: [cpu?.id] });
      await story.reached('ann by hook: Cpu busy', 'room by hook: Cpu busy');
      await story.passes('5m');
      await story.reached('ben by mail: Cpu busy');
      expect(await story.incident(disk?.id)).toMatchObject({ state: 'open', exhausted: true });
      // Nobody heard of the first incident, so nobody hears that it is over.
      await story.recovers();
      await story.told();
      await story.recovers({ id: 'cpu', title: 'Cpu busy' });
      await story.told(
        'ann by hook: Resolved by Scripts',
        'ben by mail: Resolved by Scripts',
        'room by hook: Resolved by Scripts',
      );
      expect(await story.metric('vigie_shadow')).toBe(0);
    },
  );

  tell(
    'what began in shadow pages again with a new alert, and when it comes back',
    {
      integration: { groupBy: ['service'] },
    },
    async (story) => {
      await switches(story, true);
      await story.alert({ service: 'web' });
      await story.passes('1m');
      await switches(story, false);
      await story.alert({ service: 'web' });
      await story.passes('6h');
      await story.nobodyIsPaged();
      await story.alert({ id: 'other', title: 'Cpu busy', service: 'web' });
      await story.reached('ann by hook');
      expect(await story.incidents()).toHaveLength(1);
      await story.script('resolve');
      await story.told('ann by hook: Resolved by api');
    },
  );

  tell('a switch to shadow in the middle ends pages; the steps go on unsent', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await switches(story, true);
    await switches(story, true);
    expect(await story.pages()).toMatchObject([{ user: 'ann', state: 'ended', reason: 'shadow' }]);
    await story.passes('1h');
    await story.nobodyIsPaged();
    expect(await decided(story)).toEqual(['ann by webhook: done', 'ben by email: shadow', 'cleo by email: shadow']);
    await story.person('ben', 'acknowledge');
    await story.person('ben', 'resolve');
    await story.told();
    expect((await story.timeline()).filter(({ kind }) => kind === 'shadow')).toHaveLength(1);
    await switches(story, false);
  });

  tell(
    'what was real before goes on, whoever ends the shadow; only what began in shadow is stopped',
    {},
    async (story) => {
      await story.alert();
      await story.reached('ann by hook: Disk full');
      await story.passes('1m');
      await story.change({ integration: { shadow: true } });
      await story.passes('1m');
      await story.alert({ id: 'cpu', title: 'Cpu busy' });
      await story.passes('20m');
      await story.nobodyIsPaged();
      await story.change({ integration: {} });
      await story.reached('ann by hook: Disk full');
      await story.passes('5m');
      await story.reached('ben by mail: Disk full');
      await story.passes('1h');
      await story.reached('cleo by mail: Disk full');
      const [cpu] = await story.incidents();
      expect(await story.incident(cpu?.id)).toMatchObject({ title: 'Cpu busy', state: 'open', exhausted: true });
    },
  );

  tell(
    'what opens between the list and the press pages; without a list, nothing is stopped unseen',
    {},
    async (story) => {
      await switches(story, true);
      await story.passes('1m');
      await story.alert();
      const { body } = await story.sidecar.api<TeamShadowWire>('GET', 'teams/sre/shadow');
      await story.alert({ id: 'cpu', title: 'Cpu busy' });
      const numbers = (await story.incidents()).map(({ number }) => number);
      const unseen = await asks(story, { shadow: false, force: true, reason: 'now' });
      expect(unseen).toMatchObject({
        status: 409,
        body: { error: { reason: 'incidents-not-listed', data: { numbers } } },
      });
      await switches(story, false, { listed: body.incidents.map(({ id }) => id) });
      await story.reached('ann by hook: Cpu busy');
      await story.passes('5m');
      await story.reached('ben by mail: Cpu busy');
    },
  );

  tell('handoffs are not announced', {}, async (story) => {
    await switches(story, true);
    await story.until('Sunday 23:59');
    await story.passes('2m');
    await story.toldOfDuties();
    await switches(story, false);
  });

  tell('a file states it for an integration: its source hears nothing either; then it is real', {}, async (story) => {
    const integration = {
      type: 'icinga2',
      sync: { url: story.sink.url('/monitor'), user: 'vigie', password: 'password' },
    } as const;
    const problem = { ICINGA_NOTIFICATION_TYPE: 'PROBLEM', ICINGA_HOST_NAME: 'web-1', ICINGA_HOST_STATE: 'DOWN' };
    await story.change({ integration: { ...integration, shadow: true } });
    await story.receives(problem);
    await story.nobodyIsPaged();
    await story.person('ann', 'acknowledge');
    const { id } = await story.incident();
    const { body } = await story.sidecar.api<{ items: object[] }>('GET', `incidents/${id}/sync`);
    expect(body.items).toMatchObject([{ what: 'acknowledge', state: 'cancelled', outcome: 'shadow', attempts: [] }]);
    await story.explains('In shadow, Scripts was not told that it is acknowledged');
    await story.script('resolve');
    await story.change({ integration });
    await story.receives({ ...problem, ICINGA_HOST_NAME: 'web-2' });
    await story.reached('ann by hook');
    await story.script('resolve');
    await story.told('ann by hook: Resolved by api');
  });

  tell('managers and Admins switch, others do not; what a file states is not switched here', {}, async (story) => {
    const as = (login: string) =>
      story.sidecar.api(
        'PUT',
        'teams/sre/shadow',
        { shadow: true },
        {
          headers: { 'X-Grafana-Context': contextOf({ uid: `uid-${login}`, login, name: login }) },
        },
      );
    expect(await as('ann')).toMatchObject({ status: 403, body: { error: { reason: 'team-managers-only' } } });
    expect(await as('cleo')).toMatchObject({ status: 200, body: { causes: [{ by: 'cleo' }] } });
    const kept = async (login: string) => {
      const { body } = await story.sidecar.api<{ audit: Array<{ action: string }>; shadows: object[] }>(
        'GET',
        `users/${login}/export`,
      );
      return { shadows: body.shadows, switches: body.audit.filter(({ action }) => action === 'switch') };
    };
    expect((await kept('cleo')).shadows).toMatchObject([{ kind: 'team', subject: 'sre' }]);
    const ofAnn = await kept('ann');
    await switches(story, false);
    // Ben and Cleo were reached by mail only, and Cleo pressed before.
    const forced = { shadow: false, unreachable: ['ben', 'cleo'], reason: 'we move in today' };
    const { body: audit } = await story.sidecar.api<{ items: object[] }>('GET', 'audit?kind=teams&limit=1');
    expect(audit.items).toMatchObject([{ actor: 'api', action: 'switch', subject: 'sre', after: forced }]);
    const ben = await kept('ben');
    expect([ben.shadows, ben.switches.at(-1)]).toMatchObject([[], { actor: 'api', after: forced }]);
    // Earlier stories have the same people.
    expect((await kept('cleo')).switches.slice(-2)).toMatchObject([{ actor: 'cleo' }, { actor: 'api', after: forced }]);
    expect(await kept('ann')).toEqual(ofAnn);
    const team = { id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'] };
    await story.change({ more: { teams: [{ ...team, shadow: true }] } });
    const refused = await asks(story, { shadow: false, force: true, reason: 'now' });
    expect(refused).toMatchObject({ status: 409, body: { error: { reason: 'provisioned' } } });
    await story.alert();
    await story.nobodyIsPaged();
    await story.change({ more: { teams: [team] } });
    await story.passes('1h');
    await story.nobodyIsPaged();
  });

  tell(
    'whoever hands a real incident to a team in shadow is asked first; a yes goes on unsent',
    {
      more: {
        teams: [
          { id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'] },
          { id: 'ops', name: 'Ops', members: ['dee'], managers: ['dee'], shadow: true },
        ],
        escalationPolicies: [{ id: 'ops', name: 'Ops', team: 'ops', steps: [{ notify: [{ user: 'dee' }] }] }],
      },
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      const { id } = await story.incident();
      const page = { title: 'By hand', policy: 'ops' };
      const asked = async (path: string, body: object) => {
        const answer = await story.sidecar.api<Refused & IncidentWire>('POST', path, body);
        const { reason, data } = answer.body.error ?? {};
        return [answer.status, reason, data];
      };
      const no = [409, 'in-shadow', { cause: 'team', id: 'ops' }];
      expect(await asked('incidents', page)).toEqual(no);
      expect(await story.incidents()).toHaveLength(1);
      expect((await asked('incidents', { ...page, evenInShadow: true }))[0]).toBe(201);
      const [shadowed] = await story.incidents();
      for (const [command, body] of [
        ['reassign', { policy: 'ops' }],
        ['restart', { policy: 'ops' }],
        ['merge', { into: shadowed?.id }],
      ] as const) {
        expect(await asked(`incidents/${id}/${command}`, body), command).toEqual(no);
      }
      expect(await asked(`incidents/${shadowed?.id}/responders`, { users: ['ben'] })).toEqual(no);
      const wouldPage = 'would-page?command=reassign&policy=ops';
      expect((await story.sidecar.api('GET', `incidents/${id}/${wouldPage}`)).body).toEqual({
        users: ['dee'],
        channels: [],
        shadow: true,
      });
      await story.passes('5m');
      await story.reached('ben by mail: Disk full');
      await story.script('reassign', { policy: 'ops', evenInShadow: true }, id);
      await story.passes('1h');
      await story.nobodyIsPaged();
      expect(await story.incident(id)).toMatchObject({ team: 'ops', state: 'open' });
      await story.script('reassign', { policy: `main-${story.scene.number}` }, id);
      await story.reached('ann by hook: Disk full');
    },
  );
});

stories(
  'VIGIE_SHADOW',
  (tell) => {
    const subscriptions = [{ id: 'status', name: 'Status of SRE', to: [{ user: 'dee' }] }];
    tell('nothing leaves, and who subscribed hears nothing', { more: { subscriptions } }, async (story) => {
      await story.alert();
      await story.passes('1h');
      await story.nobodyIsPaged();
      await story.explains('In shadow, nothing was sent to dee by email');
      expect(await decided(story)).toEqual(['ann by webhook: shadow', 'ben by email: shadow', 'cleo by email: shadow']);
      const { body } = await story.sidecar.api<{ shadow: object }>('GET', 'status');
      expect(body.shadow).toEqual({ all: true, setting: true, teams: [], integrations: [] });
      expect(await story.metric('vigie_shadow_setting_differs')).toBe(0);
    });
  },
  { VIGIE_SHADOW: 'true' },
);
