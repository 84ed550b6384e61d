import { expect } from 'vitest';
import { stories } from '../../../stories/harness.ts';
import { sendToOpsgenie } from './sender.ts';

const COMPAT = { VIGIE_COMPAT: 'opsgenie' };
const integration = { type: 'opsgenie' as const };
const disk = { message: 'Disk full', alias: 'disk', priority: 'P1', tags: ['db'], details: { host: 'db-1' } };
const byAlias = (action: string) => `alerts/disk/${action}?identifierType=alias`;

stories(
  'Senders of Opsgenie change the host name alone',
  (tell) => {
    tell('an alert pages, and is closed by its alias', { integration }, async (story) => {
      const created = await sendToOpsgenie(story, 'POST', 'alerts', disk);
      expect(created).toMatchObject({
        status: 202,
        body: { result: 'Request will be processed', took: expect.any(Number), requestId: expect.any(String) },
      });
      await story.reached('ann by hook: Disk full');
      const { id, number } = await story.incident();
      const request = await sendToOpsgenie(story, 'GET', `alerts/requests/${created.body.requestId}`);
      expect(request).toMatchObject({
        status: 200,
        body: { data: { success: true, isSuccess: true, action: 'Create', alertId: id, alias: 'disk' } },
      });
      const alert = {
        id,
        tinyId: String(number),
        alias: 'disk',
        message: 'Disk full',
        status: 'open',
        acknowledged: false,
        priority: 'P1',
        tags: ['db'],
        details: { host: 'db-1' },
        count: 1,
      };
      for (const path of [`alerts/${id}`, `alerts/${number}?identifierType=tiny`, 'alerts/disk?identifierType=alias']) {
        expect(await sendToOpsgenie(story, 'GET', path)).toMatchObject({ status: 200, body: { data: alert } });
      }
      expect((await sendToOpsgenie(story, 'POST', 'alerts', disk)).status).toBe(202);
      await story.nobodyIsPaged();
      expect((await sendToOpsgenie(story, 'GET', `alerts/${id}`)).body.data).toMatchObject({
        status: 'open',
        count: 2,
      });
      expect((await sendToOpsgenie(story, 'POST', byAlias('close'), { user: 'Zoe' })).status).toBe(202);
      expect(await story.incident()).toMatchObject({ id, state: 'resolved', resolvedBy: 'Zoe' });
      await story.told('ann by hook: Resolved by Zoe');
      expect((await sendToOpsgenie(story, 'GET', `alerts/${id}`)).body.data).toMatchObject({ status: 'closed' });
    });

    tell('it is acknowledged, taken back, snoozed, commented and renamed', { integration }, async (story) => {
      await sendToOpsgenie(story, 'POST', 'alerts', disk);
      await story.reached('ann by hook: Disk full');
      const { id, number } = await story.incident();
      await sendToOpsgenie(story, 'POST', `alerts/${id}/acknowledge?identifierType=id`, { user: 'Zoe', note: 'on it' });
      expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Zoe' });
      await story.explains('on it');
      await sendToOpsgenie(story, 'POST', `alerts/${number}/unacknowledge?identifierType=tiny`, { user: 'Zoe' });
      expect((await story.incident()).state).toBe('open');
      await story.reached('ann by hook: Disk full');
      const endTime = story.at('Monday 14:00');
      await sendToOpsgenie(story, 'POST', byAlias('snooze'), { endTime, user: 'Zoe' });
      expect(await story.incident()).toMatchObject({ state: 'snoozed', snoozedUntil: endTime });
      expect((await sendToOpsgenie(story, 'GET', `alerts/${id}`)).body.data).toMatchObject({
        snoozed: true,
        snoozedUntil: endTime,
      });
      await story.passes('1h');
      await story.nobodyIsPaged();
      await sendToOpsgenie(story, 'POST', byAlias('notes'), { note: 'still looking', user: 'Zoe' });
      await story.explains('still looking');
      await sendToOpsgenie(story, 'PUT', byAlias('message'), { message: 'Disk full on all' });
      await sendToOpsgenie(story, 'PUT', byAlias('description'), { description: 'All of them.' });
      expect(await story.incident()).toMatchObject({ title: 'Disk full on all', description: 'All of them.' });
      expect((await sendToOpsgenie(story, 'GET', `alerts/${id}`)).body.data).toMatchObject({
        message: 'Disk full on all',
        description: 'All of them.',
      });
      await story.until('Monday 14:00');
      await story.reached('ann by hook: Disk full on all');
      await story.updatesOfAnybody();
    });

    tell('what Vigie does not have is taken, and told in the timeline', { integration }, async (story) => {
      await sendToOpsgenie(story, 'POST', 'alerts', disk);
      await story.reached('ann by hook: Disk full');
      for (const [method, path] of [
        ['POST', byAlias('escalate')],
        ['PUT', byAlias('priority')],
        ['DELETE', byAlias('tags')],
        ['POST', byAlias('actions/restart')],
        ['DELETE', 'alerts/disk?identifierType=alias'],
      ] as const) {
        const answer = await sendToOpsgenie(story, method, path, method === 'DELETE' ? undefined : { user: 'Zoe' });
        expect(answer).toMatchObject({ status: 202, body: { result: 'Request will be processed' } });
        const request = await sendToOpsgenie(story, 'GET', `alerts/requests/${answer.body.requestId}`);
        expect(request.body.data).toMatchObject({ isSuccess: false, status: 'Not supported by Vigie' });
      }
      const entries = (await story.timeline()).filter(({ data }) => data['reason'] === 'not-supported');
      expect(entries.map(({ data }) => data['action']).sort()).toEqual([
        'DELETE delete',
        'DELETE tags',
        'POST actions/restart',
        'POST escalate',
        'PUT priority',
      ]);
      expect((await story.incident()).state).toBe('open');
    });

    tell(
      'grouped by labels, an alias still closes its own alert, and an id the whole incident',
      { integration: { ...integration, groupBy: ['host'] } },
      async (story) => {
        for (const alias of ['disk', 'inodes', 'load']) {
          await sendToOpsgenie(story, 'POST', 'alerts', { ...disk, alias });
        }
        await story.reached('ann by hook: Disk full');
        const { id } = await story.incident();
        await sendToOpsgenie(story, 'POST', byAlias('close'));
        expect(await story.incident()).toMatchObject({ state: 'open', alerts: { firing: 2, total: 3 } });
        expect((await sendToOpsgenie(story, 'GET', 'alerts/load?identifierType=alias')).body.data).toMatchObject({
          id,
        });
        await sendToOpsgenie(story, 'POST', `alerts/${id}/close`);
        expect((await story.incident()).state).toBe('resolved');
        await story.updatesOfAnybody();
      },
    );

    tell('an alias may be long and hold anything', { integration }, async (story) => {
      const alias = `${'a/é?&%'.repeat(85)}//`;
      await sendToOpsgenie(story, 'POST', 'alerts', { ...disk, alias });
      await story.reached('ann by hook: Disk full');
      const path = `alerts/${encodeURIComponent(alias)}`;
      const alert = await sendToOpsgenie(story, 'GET', `${path}?identifierType=alias`);
      expect(alert).toMatchObject({ status: 200, body: { data: { alias } } });
      expect((await sendToOpsgenie(story, 'POST', `${path}/close?identifierType=alias`)).status).toBe(202);
      expect((await story.incident()).state).toBe('resolved');
      await story.updatesOfAnybody();
    });

    tell('what is not there changes nothing, and is said', { integration }, async (story) => {
      for (const path of ['alerts/nobody', 'alerts/0?identifierType=tiny', 'alerts/x?identifierType=alias']) {
        expect(await sendToOpsgenie(story, 'GET', path)).toMatchObject({
          status: 404,
          body: { message: expect.stringMatching(/^Alert with (?:id|tiny|alias) \[\w+\] does not exist$/) },
        });
      }
      expect((await sendToOpsgenie(story, 'GET', 'alerts/requests/nothing')).status).toBe(404);
      const closed = await sendToOpsgenie(story, 'POST', 'alerts/nobody/close');
      expect(closed.status).toBe(202);
      const request = await sendToOpsgenie(story, 'GET', `alerts/requests/${closed.body.requestId}`);
      expect(request.body.data).toMatchObject({ isSuccess: false, status: 'Alert does not exist' });
      expect(await story.signals()).toEqual(['resolved nothing-open']);
    });

    tell('what is refused is said in the words of Opsgenie, and kept', { integration }, async (story) => {
      expect(await sendToOpsgenie(story, 'POST', 'alerts', { alias: 'x' })).toMatchObject({
        status: 422,
        body: {
          message: 'Request body is not processable. Please check the errors.',
          errors: { message: 'may not be empty' },
          took: expect.any(Number),
          requestId: expect.any(String),
        },
      });
      expect((await sendToOpsgenie(story, 'POST', byAlias('snooze'), { endTime: 'soon' })).body.errors).toHaveProperty(
        'endTime',
      );
      expect((await sendToOpsgenie(story, 'POST', 'alerts', '{')).status).toBe(422);
      expect((await sendToOpsgenie(story, 'GET', 'alerts/x?identifierType=name')).status).toBe(422);
      const { body } = await story.sidecar.api<{ items: Array<{ reason: string }> }>(
        'GET',
        `integrations/${story.integration}/rejected`,
      );
      expect(body.items.map(({ reason }) => reason)).toContain('message: may not be empty');
      for (const key of ['43a29c5c-3dbf-4fa4-9c26-f4f71023e120', 'x']) {
        expect(await sendToOpsgenie(story, 'POST', 'alerts', disk, { key })).toMatchObject({
          status: 401,
          body: { message: expect.stringMatching(/^Could not authenticate/), took: expect.any(Number) },
        });
      }
    });

    tell("Jira Service Management's prefix leads to the same", { integration }, async (story) => {
      const prefix = '/jsm/ops/integration';
      expect((await sendToOpsgenie(story, 'POST', 'alerts', disk, { prefix })).status).toBe(202);
      await story.reached('ann by hook: Disk full');
      expect((await sendToOpsgenie(story, 'POST', byAlias('close'), {}, { prefix })).status).toBe(202);
      expect((await story.incident()).state).toBe('resolved');
      await story.updatesOfAnybody();
    });

    tell(
      'a heartbeat is pinged by its name; silence pages, and the next ping ends that',
      {
        integration,
        more: {
          escalationPolicies: [{ id: 'beats', name: 'Beats', steps: [{ notify: [{ user: 'ann' }], wait: '1h' }] }],
          integrations: [
            {
              id: 'backup',
              name: 'Nightly backup',
              type: 'heartbeat',
              team: 'sre',
              token: 'token-of-the-backup-0123456789',
              policy: 'beats',
              heartbeat: { every: '10m', grace: '1m' },
            },
          ],
        },
      },
      async (story) => {
        for (const method of ['GET', 'POST', 'PUT', 'PATCH']) {
          expect(await sendToOpsgenie(story, method, 'heartbeats/backup/ping')).toMatchObject({
            status: 202,
            body: { result: 'PONG - Heartbeat received', requestId: expect.any(String) },
          });
        }
        expect((await sendToOpsgenie(story, 'GET', 'heartbeats/Nightly%20backup/ping')).status).toBe(202);
        expect((await sendToOpsgenie(story, 'GET', 'heartbeats/nobody/ping')).status).toBe(404);
        expect((await sendToOpsgenie(story, 'GET', 'heartbeats/backup/ping', undefined, { key: 'x' })).status).toBe(
          401,
        );
        await story.passes('12m');
        await story.reached('ann by hook: No signal from Nightly backup');
        await sendToOpsgenie(story, 'POST', 'heartbeats/backup/ping');
        expect((await story.incident()).state).toBe('resolved');
        await story.updatesOfAnybody();
        await story.change({ more: {} });
      },
    );

    tell(
      'a key pings no heartbeats but those of its team, or those that its integration names if it has none',
      {
        integration,
        more: {
          teams: [{ id: 'db', name: 'Databases', members: ['ann'] }],
          escalationPolicies: [{ id: 'beats', name: 'Beats', steps: [{ notify: [{ user: 'ann' }], wait: '1h' }] }],
          integrations: [
            ...(['sre', 'db', null] as const).map((team) => ({
              id: `beat-${team}`,
              name: `Backup of ${team}`,
              type: 'heartbeat' as const,
              team,
              token: `token-of-the-beat-of-${team}-0123456789`,
              policy: 'beats',
              heartbeat: { every: '10m' },
            })),
            ...[undefined, ['beat-db', 'beat-null']].map((pings, i) => ({
              id: `account-${i}`,
              type: 'opsgenie' as const,
              token: `token-of-the-account-${i}-0123456789`,
              policy: 'beats',
              ...(pings && { pings }),
            })),
          ],
        },
      },
      async (story) => {
        const pings = async (key?: string) => {
          const taken: string[] = [];
          for (const name of ['beat-sre', 'beat-db', 'beat-null', 'Backup of db']) {
            for (const prefix of ['', '/jsm/ops/integration']) {
              const path = `heartbeats/${encodeURIComponent(name)}/ping`;
              const { status } = await sendToOpsgenie(story, 'POST', path, undefined, { ...(key && { key }), prefix });
              taken.push(...(status === 202 ? [name] : []));
              expect([202, 404]).toContain(status);
            }
          }
          return [...new Set(taken)];
        };
        expect(await pings()).toEqual(['beat-sre']);
        expect(await pings('token-of-the-account-0-0123456789')).toEqual([]);
        expect(await pings('token-of-the-account-1-0123456789')).toEqual(['beat-db', 'beat-null', 'Backup of db']);
        await story.change({ more: {} });
      },
    );
  },
  COMPAT,
);
