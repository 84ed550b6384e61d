/** An incident opens a ticket elsewhere, by the examples that are shipped; what the ticket system answers is kept. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { IncidentUpdateWire } from '#contract/incidents/incident-update';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import type { WebhookDelivery } from '../../support/webhook-sink.ts';

const SECRET = 'ticket-secret-0123456789';
type Example = { channels: object[]; subscriptions: object[] };

/** As shipped, at the sink's address in place of the service's. */
function example(story: Story, name: string): Example {
  const text = readFileSync(new URL(`../../../provisioning/tickets/${name}.yaml`, import.meta.url), 'utf8');
  return parse(
    text
      .replace(
        /https:\/\/example\.(?:atlassian\.net|service-now\.com)|https:\/\/glpi\.example\.com/g,
        story.scene.hook(''),
      )
      .replace(/\$[A-Z_]+\b(?! http)/g, SECRET),
  ) as Example;
}

async function begin(story: Story, name: string): Promise<void> {
  const { channels, subscriptions } = example(story, name);
  await story.change({ more: { channels, subscriptions } as never });
}

/** What came for tickets since the last look, pages of people left aside. */
async function requests(story: Story): Promise<Array<[string, Record<string, unknown>]>> {
  return (await deliveries(story)).map(({ method, path, body }) => [`${method} ${path}`, body]);
}

async function deliveries(story: Story): Promise<WebhookDelivery[]> {
  await story.settle();
  const found = story.sink.items.filter(({ path }) => !['/ann', '/room'].includes(path));
  await story.pagesOfAnybody();
  return found;
}

async function updates(story: Story, headers: Record<string, string> = {}): Promise<IncidentUpdateWire[]> {
  const { id } = await story.incident();
  return (
    await story.sidecar.api<{ items: IncidentUpdateWire[] }>('GET', `incidents/${id}/updates`, undefined, { headers })
  ).body.items;
}

const viewer = {
  'X-Grafana-Context': JSON.stringify({
    UserUID: 'uid-dee',
    Login: 'dee',
    Name: 'Dee',
    OrgID: 1,
    OrgRole: 'Viewer',
    Teams: [],
    IsServiceAccount: false,
    IsAnonymous: false,
  }),
};

stories('A ticket', (tell) => {
  tell('in Jira is opened, commented on and closed; its key is kept, for those who may read it', {}, async (story) => {
    await begin(story, 'jira');
    story.breaks('/rest/api/2/issue', {
      status: 201,
      body: { id: '10000', key: 'OPS-24', self: 'https://example.atlassian.net/rest/api/2/issue/10000' },
    });
    await story.alert({ title: 'He said "no"', severity: 'critical' });
    const [made] = await deliveries(story);
    expect(made?.body).toEqual({
      fields: {
        project: { key: 'OPS' },
        issuetype: { name: 'Task' },
        summary: 'He said "no"',
        description: expect.stringContaining('New incident'),
        labels: ['vigie', 'critical'],
      },
    });
    expect(made?.headers.authorization).toBe(`Basic ${Buffer.from(`vigie@example.com:${SECRET}`).toString('base64')}`);
    const [update] = await updates(story);
    expect(update).toMatchObject({
      event: 'opened',
      subscription: 'Jira',
      room: 'jira',
      user: null,
      delivery: { state: 'done' },
    });
    expect(update?.answer).toContain('"key":"OPS-24"');
    expect((await updates(story, viewer))[0]?.answer).toBeNull();
    await story.person('ann', 'acknowledge');
    expect(await requests(story)).toEqual([
      [
        'POST /rest/api/2/issue/OPS-24/comment',
        { body: expect.stringMatching(/^Acknowledged by Ann Martin: He said "no"/) },
      ],
    ]);
    await story.person('ann', 'note', { text: 'The log says\n"why".' });
    expect(await requests(story)).toEqual([
      ['POST /rest/api/2/issue/OPS-24/comment', { body: expect.stringContaining('- The log says\n"why".') }],
    ]);
    await story.recovers({ title: 'He said "no"' });
    expect(await requests(story)).toEqual([
      ['POST /rest/api/2/issue/OPS-24/transitions', { transition: { id: '31' } }],
    ]);
    expect(await story.pages()).toHaveLength(1);
    expect(JSON.stringify(story.sidecar.log)).not.toContain(SECRET);
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell(
    'whose system answers 500 is opened when it is well again, and closed after that, in order',
    {},
    async (story) => {
      await begin(story, 'jira');
      story.breaks('/rest/api/2/issue', { status: 500 }, 2);
      await story.alert({ severity: 'critical' });
      await story.recovers();
      expect(await requests(story)).toHaveLength(1);
      expect((await updates(story)).map(({ event, delivery }) => [event, delivery.state])).toEqual([
        ['opened', 'waiting'],
        ['resolved', 'waiting'],
      ]);
      story.breaks('/rest/api/2/issue', { status: 500 }, 1);
      await story.passes('5s');
      expect(await requests(story)).toHaveLength(1);
      story.breaks('/rest/api/2/issue', { status: 201, body: { key: 'OPS-25' } });
      await story.passes('1m');
      expect((await requests(story)).map(([request]) => request)).toEqual([
        'POST /rest/api/2/issue',
        'POST /rest/api/2/issue/OPS-25/transitions',
      ]);
      const [opened] = await updates(story);
      expect(opened?.delivery.attempts.map(({ outcome, reason }) => [outcome, reason])).toEqual([
        ['retry', 'server-error'],
        ['retry', 'server-error'],
        ['done', null],
      ]);
      await story.explains('Could not reach channel jira yet (server-error');
      await story.explains('Update sent to channel jira');
      await story.told('ann by hook: Resolved by Scripts');
    },
  );

  tell('that is refused for good is given up and told so; nobody is paged about it', {}, async (story) => {
    await begin(story, 'jira');
    story.breaks('/rest/api/2/issue', { status: 400, body: { errors: { project: 'valid project is required' } } });
    await story.alert({ severity: 'critical' });
    await story.reached('ann by hook');
    expect((await updates(story))[0]).toMatchObject({
      answer: null,
      delivery: {
        state: 'failed',
        attempts: [{ outcome: 'never', detail: expect.stringContaining('valid project is required') }],
      },
    });
    expect((await updates(story, viewer))[0]?.delivery.attempts[0]?.detail).toBe(
      'the receiver answered with status 400',
    );
    expect(JSON.stringify(await story.timeline())).not.toContain('valid project');
    await story.recovers();
    expect(await requests(story)).toEqual([]);
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('is not opened for what is less severe', {}, async (story) => {
    await begin(story, 'jira');
    await story.alert({ severity: 'warning' });
    expect(await requests(story)).toEqual([]);
    expect(await updates(story)).toEqual([]);
  });

  tell('in GLPI: a session first, then ticket, follow-up and solution', {}, async (story) => {
    await begin(story, 'glpi');
    story.breaks('/apirest.php/initSession', { status: 200, body: { session_token: 'session-0123456789' } });
    story.breaks('/apirest.php/Ticket', { status: 201, body: { id: 15, message: '' } });
    await story.alert({ title: '<b>Disk</b> full', severity: 'critical' });
    const [login, ticket] = await deliveries(story);
    expect([login?.method, login?.headers.authorization, login?.headers['app-token']]).toEqual([
      'GET',
      `user_token ${SECRET}`,
      SECRET,
    ]);
    expect(ticket?.headers).toMatchObject({ 'session-token': 'session-0123456789', 'app-token': SECRET });
    expect(ticket?.headers.authorization).toBeUndefined();
    expect(ticket?.body).toEqual({
      input: {
        name: '<b>Disk</b> full',
        content: expect.stringMatching(/&lt;b&gt;Disk&lt;\/b&gt; full.*<br \/>/s),
        type: 1,
        urgency: 5,
        impact: 5,
      },
    });
    await story.person('ann', 'acknowledge');
    expect(await requests(story)).toEqual([
      [
        'POST /apirest.php/Ticket/15/ITILFollowup',
        { input: { itemtype: 'Ticket', items_id: 15, content: expect.stringMatching(/^Acknowledged by Ann Martin/) } },
      ],
    ]);
    await story.recovers({ title: '<b>Disk</b> full' });
    expect((await requests(story)).map(([request]) => request)).toEqual(['POST /apirest.php/Ticket/15/ITILSolution']);
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('in ServiceNow: made by POST, changed by PATCH', {}, async (story) => {
    await begin(story, 'servicenow');
    story.breaks('/api/now/table/incident?sysparm_fields=sys_id,number', {
      status: 201,
      body: { result: { sys_id: 'abc123', number: 'INC0010002' } },
    });
    await story.alert({ severity: 'error' });
    const { id } = await story.incident();
    expect(await requests(story)).toEqual([
      [
        'POST /api/now/table/incident?sysparm_fields=sys_id,number',
        {
          short_description: 'Disk full',
          description: expect.stringContaining('New incident'),
          urgency: '2',
          impact: '2',
          correlation_id: id,
          correlation_display: 'Vigie',
        },
      ],
    ]);
    await story.recovers();
    expect(await requests(story)).toEqual([
      [
        'PATCH /api/now/table/incident/abc123?sysparm_fields=sys_id,number',
        { state: '6', close_code: 'Solution provided', close_notes: expect.stringContaining('Resolved by Scripts') },
      ],
    ]);
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('whose template is wrong is refused with the field, in the API and in files', {}, async (story) => {
    const channel = {
      id: 'jira',
      type: 'webhook',
      settings: { url: story.scene.hook('/jira'), template: '{"title": {{ incident.titel | json }}}' },
    };
    const answer = await story.sidecar.api<{ error: { details: Array<{ path: string; message: string }> } }>(
      'POST',
      'channels',
      channel,
    );
    expect([answer.status, answer.body.error.details]).toMatchObject([
      400,
      [{ path: 'settings.template', message: expect.stringContaining('asks for incident.titel, which there is not') }],
    ]);
    const isTold = ({ msg, problem }: { msg: string; problem?: unknown }) =>
      msg.startsWith('a provisioning file has a problem') &&
      /channels\[0\]\.settings\.template: asks for incident\.titel/.test(String(problem));
    story.expectError(isTold);
    await story.sidecar.provision(JSON.stringify({ apiVersion: 1, channels: [channel] }));
    await story.sidecar.logLine(isTold);
    await story.change({});
  });
});
