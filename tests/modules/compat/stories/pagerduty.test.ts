import { expect } from 'vitest';
import { tokenOf } from '../../../stories/cast.ts';
import { stories } from '../../../stories/harness.ts';
import { sendEvent } from './sender.ts';

const COMPAT = { VIGIE_COMPAT: 'pagerduty', VIGIE_PUBLIC_LISTEN: '127.0.0.1:0' };
const integration = { type: 'pagerduty' as const };
const payload = { summary: 'Disk full', source: 'db-1', severity: 'critical', custom_details: { team: 'db' } };

stories(
  'Senders of PagerDuty change the host name alone',
  (tell) => {
    tell('a trigger pages, its acknowledgement stops it, its resolution ends it', { integration }, async (story) => {
      const trigger = { event_action: 'trigger', dedup_key: 'disk', payload };
      const first = await sendEvent(story, trigger);
      expect(first).toMatchObject({
        status: 202,
        body: { status: 'success', message: 'Event processed', dedup_key: 'disk' },
      });
      await story.reached('ann by hook: Disk full');
      expect(await story.incident()).toMatchObject({
        severity: 'critical',
        labels: { source: 'db-1', team: 'db' },
      });
      expect((await sendEvent(story, trigger)).status).toBe(202);
      await story.nobodyIsPaged();

      expect((await sendEvent(story, { event_action: 'acknowledge', dedup_key: 'disk' })).status).toBe(202);
      expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Scripts' });
      await story.told('ann by hook: Acknowledged by Scripts');
      await story.passes('1h');
      await story.nobodyIsPaged();

      expect((await sendEvent(story, { event_action: 'resolve', dedup_key: 'disk' })).body.dedup_key).toBe('disk');
      expect(await story.incident()).toMatchObject({ state: 'resolved', resolvedBy: 'Scripts' });
      await story.told('ann by hook: Resolved by Scripts');
      expect(await story.incidents()).toHaveLength(1);
    });

    tell(
      'without a key each trigger is a problem of its own, with a key to end it by',
      { integration },
      async (story) => {
        const keys = [];
        for (const source of ['db-1', 'db-1']) {
          const { body } = await sendEvent(story, { event_action: 'trigger', payload: { ...payload, source } });
          keys.push(body.dedup_key);
        }
        await story.reached('ann by hook: Disk full', 'ann by hook: Disk full');
        expect(new Set(keys).size).toBe(2);
        await sendEvent(story, { event_action: 'resolve', dedup_key: keys[0] });
        expect((await story.incidents()).map(({ state }) => state)).toEqual(['open', 'resolved']);
        await story.updatesOfAnybody();
      },
    );

    tell(
      'grouped by labels, which a resolution lacks, each key still ends its own alert',
      { integration: { ...integration, groupBy: ['team'] } },
      async (story) => {
        for (const dedup_key of ['a', 'b']) {
          await sendEvent(story, { event_action: 'trigger', dedup_key, payload });
        }
        await story.reached('ann by hook: Disk full');
        expect((await story.incident()).alerts).toEqual({ firing: 2, total: 2 });
        await sendEvent(story, { event_action: 'resolve', dedup_key: 'a' });
        expect(await story.incident()).toMatchObject({ state: 'open', alerts: { firing: 1, total: 2 } });
        await sendEvent(story, { event_action: 'resolve', dedup_key: 'b' });
        expect((await story.incident()).state).toBe('resolved');
        await story.updatesOfAnybody();
      },
    );

    tell('a change is shown among the signals and opens nothing', { integration }, async (story) => {
      const change = { payload: { summary: 'Deployed 1.2', source: 'ci', timestamp: story.at('Monday 12:00') } };
      const answer = await sendEvent(story, change, { path: '/v2/change/enqueue' });
      expect(answer).toMatchObject({ status: 202, body: { status: 'success', message: 'Change event processed' } });
      expect(await story.signals()).toEqual(['info nothing-open']);
      expect(await story.incidents()).toEqual([]);
    });

    tell('what is refused is said in the words of PagerDuty, and kept', { integration }, async (story) => {
      const refused = await sendEvent(story, { event_action: 'trigger', payload: { ...payload, severity: 'high' } });
      expect(refused).toMatchObject({
        status: 400,
        body: {
          status: 'invalid event',
          message: 'Event object is invalid',
          errors: [
            "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
          ],
        },
      });
      const { body } = await story.sidecar.api<{ items: Array<{ reason: string; body: string }> }>(
        'GET',
        `integrations/${story.integration}/rejected`,
      );
      expect(body.items).toMatchObject([{ reason: expect.stringContaining('payload.severity: is invalid') }]);
      expect(JSON.stringify(body.items)).not.toContain('routing_key');
      for (const key of ['0123456789abcdef0123456789abcdef', '']) {
        expect(await sendEvent(story, { event_action: 'trigger', payload }, { key })).toMatchObject({
          status: 400,
          body: {
            status: 'invalid event',
            message: 'Invalid routing key',
            errors: [expect.stringMatching(/^Invalid/)],
          },
        });
      }
      const garbage = await story.sidecar.request('POST', '/v2/enqueue', '{', { token: null });
      expect(garbage).toMatchObject({ status: 400, body: { status: 'invalid event', errors: [expect.any(String)] } });
      expect(await sendEvent(story, { event_action: 'change', payload })).toMatchObject({ status: 400 });
      const large = await sendEvent(story, {
        event_action: 'trigger',
        payload: { ...payload, summary: 'x'.repeat(2 ** 20) },
      });
      expect(large).toMatchObject({ status: 413, body: { status: 'error' } });
    });

    tell('the listener that faces the internet takes them, too', { integration }, async (story) => {
      const outside = await story.sidecar.logLine(({ msg }) => msg === 'listening publicly');
      const answer = await fetch(new URL('/v2/enqueue', String(outside['url'])), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ routing_key: tokenOf(story.integration), event_action: 'trigger', payload }),
      });
      expect(answer.status).toBe(202);
      await story.reached('ann by hook: Disk full');
    });

    tell('a key of another type of integration is no routing key', {}, async (story) => {
      expect((await sendEvent(story, { event_action: 'trigger', payload })).status).toBe(400);
    });

    tell('paths of pagers that are not switched on do not exist', { integration }, async (story) => {
      expect((await story.sidecar.request('POST', '/v2/alerts', { message: 'x' }, { token: null })).status).toBe(404);
      const oncall = '/integrations/v1/webhook/token-of-nobody-0123456789/';
      expect((await story.sidecar.request('POST', oncall, {}, { token: null })).status).toBe(404);
    });
  },
  COMPAT,
);
