/** What senders of other pagers repeat while a problem fires: real sequences of Alertmanager, and the vendors' semantics. */
import { expect } from 'vitest';
import { tokenOf } from '../../../stories/cast.ts';
import { stories } from '../../../stories/harness.ts';
import type { Story } from '../../../stories/harness.ts';
import { sendEvent, sendToOpsgenie } from './sender.ts';

const COMPAT = { VIGIE_COMPAT: 'pagerduty,opsgenie,oncall', VIGIE_PUBLIC_LISTEN: '127.0.0.1:0' };
/** Alertmanager's alias and `dedup_key`: a hash of the group's key. */
const GROUP = '5c1d0a5f8f6a2f3b9d0f2b8e3f4a6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7';

/** As Alertmanager 0.28 sends it by the template of docs/monitors/opsgenie.md. @param firing severities in the group */
function byOpsgenie(story: Story, firing: readonly string[]): Promise<unknown> {
  const all = firing.every((severity) => severity === 'critical');
  return sendToOpsgenie(story, 'POST', 'alerts', {
    alias: GROUP,
    message: `[FIRING:${firing.length}] DiskFull (prod${all ? ' critical' : ''})`,
    description: firing.map((severity) => `severity = ${severity}`).join('\n'),
    details: { alertname: 'DiskFull', cluster: 'prod', ...(all && { severity: 'critical' }) },
    source: 'http://alertmanager.example.com:9093/#/alerts',
    tags: all ? ['db', 'urgent'] : [],
    priority: all ? 'P1' : 'P3',
  });
}

/** The same by the template of docs/monitors/pagerduty.md. */
function byPagerDuty(story: Story, firing: readonly string[]): Promise<unknown> {
  const [first = 'error', ...others] = firing;
  return sendEvent(story, {
    event_action: 'trigger',
    dedup_key: GROUP,
    client: 'Alertmanager',
    client_url: 'http://alertmanager.example.com:9093/#/alerts',
    payload: {
      summary: `[FIRING:${firing.length}] DiskFull (prod)`,
      source: 'Alertmanager',
      severity: others.every((severity) => severity === first) ? first : 'error',
      ...(firing.length === 1 && { component: 'disk', custom_details: { num_firing: '1', team: 'db' } }),
    },
  });
}

const SENDERS = [
  { type: 'opsgenie', send: byOpsgenie, end: (story: Story) => sendToOpsgenie(story, 'POST', CLOSE, {}) },
  { type: 'pagerduty', send: byPagerDuty, end: (story: Story) => sendEvent(story, RESOLVE) },
] as const;
const CLOSE = `alerts/${GROUP}/close?identifierType=alias`;
const RESOLVE = { event_action: 'resolve', dedup_key: GROUP };

/** Urgent pages go by webhook at once, others by mail after half an hour. */
const BEN_LATER = {
  steps: [
    { notify: [{ user: 'ann' }], wait: '5m' },
    { notify: [{ user: 'ann' }], wait: '5m' },
  ],
};

stories(
  'While it fires, a repeat of the same key only counts',
  (tell) => {
    for (const { type, send, end } of SENDERS) {
      const integration = { type };

      tell(
        `${type}: a warning that joins Alertmanager's critical group lowers nothing, in the middle of an escalation`,
        { integration, ...BEN_LATER },
        async (story) => {
          await send(story, ['critical']);
          await story.reached('ann by hook');
          const first = await story.incident();
          expect(first.severity).toBe('critical');
          const details = (await story.sidecar.api<{ items: unknown[] }>('GET', `incidents/${first.id}/alerts`)).body;
          await story.passes('1m');
          await send(story, ['critical', 'warning']);
          await story.nobodyIsPaged();
          const { severity, title, labels, links, alerts } = await story.incident();
          expect({ severity, title, labels, links }).toEqual({
            severity: 'critical',
            title: first.title,
            labels: first.labels,
            links: first.links,
          });
          expect(alerts).toMatchObject({ firing: 1, total: 1 });
          const after = (await story.sidecar.api<{ items: unknown[] }>('GET', `incidents/${first.id}/alerts`)).body;
          const bare = (item: unknown) => ({ ...(item as object), count: 0, lastAt: '' });
          expect(after.items.map(bare)).toEqual(details.items.map(bare));
          await story.passes('4m');
          const [page] = await story.reached('ann by hook');
          expect(page).toBeDefined();
          expect((await story.pages()).map(({ urgency }) => urgency)).toEqual(['urgent', 'urgent']);
        },
      );

      tell(`${type}: a higher severity raises it, and pages whoever has it`, { integration }, async (story) => {
        await send(story, ['critical', 'warning']);
        const before = (await story.incident()).severity;
        await story.pagesOfAnybody();
        await story.person('ann', 'acknowledge');
        await story.updatesOfAnybody();
        await send(story, ['critical']);
        expect(before).not.toBe('critical');
        expect((await story.incident()).severity).toBe('critical');
        await story.explains('It became urgent: paging ann');
        await story.explains(`Severity rose from ${before} to critical.`);
        await story.pagesOfAnybody();
      });

      tell(`${type}: once it ended, it is a new problem with its new severity`, { integration }, async (story) => {
        await send(story, ['critical']);
        await story.reached('ann by hook');
        await end(story);
        expect((await story.incident()).state).toBe('resolved');
        await story.passes('1m');
        await send(story, ['critical', 'warning']);
        expect(await story.incident()).toMatchObject({
          state: 'open',
          severity: type === 'opsgenie' ? 'warning' : 'error',
        });
        await story.pagesOfAnybody();
        await story.updatesOfAnybody();
      });
    }

    tell(
      'Opsgenie: the first one’s fields stay, and what it answers says so',
      { integration: { type: 'opsgenie' } },
      async (story) => {
        const first = {
          alias: 'disk',
          message: 'Disk full',
          description: 'On db-1.',
          priority: 'P3',
          source: 'probe',
          entity: 'db-1',
          tags: ['db', 'disk'],
          details: { host: 'db-1' },
          responders: [{ name: 'dba', type: 'team' }],
        };
        const stored = async () =>
          (await sendToOpsgenie(story, 'GET', 'alerts/disk?identifierType=alias')).body.data ?? {};
        await sendToOpsgenie(story, 'POST', 'alerts', first);
        const before = await stored();
        const fixed = {
          message: 'Disk full',
          description: 'On db-1.',
          source: 'probe',
          entity: 'db-1',
          tags: ['db', 'disk'],
          details: { host: 'db-1' },
        };
        expect(before).toMatchObject({ ...fixed, priority: 'P3', count: 1 });
        await sendToOpsgenie(story, 'POST', 'alerts', { alias: 'disk', message: 'Other', priority: 'P5', tags: ['x'] });
        expect(await stored()).toMatchObject({ ...fixed, priority: 'P3', count: 2 });
        await sendToOpsgenie(story, 'POST', 'alerts', { alias: 'disk', message: 'Other', priority: 'P1' });
        expect(await stored()).toMatchObject({ ...fixed, priority: 'P1', count: 3 });
        expect(await story.incident()).toMatchObject({ title: 'Disk full', severity: 'critical' });
        await story.pagesOfAnybody();
      },
    );

    tell('a webhook at OnCall’s address only counts; at its own address it is followed', {}, async (story) => {
      const send = (path: string, severity: string, id: string) =>
        story.sidecar.request('POST', path, { alert_uid: id, id, title: 'Disk full', severity }, { token: null });
      const token = tokenOf(story.integration);
      for (const [path, then] of [
        [`/integrations/v1/formatted_webhook/${token}/`, 'critical'],
        [`/in/${token}`, 'warning'],
      ] as const) {
        await send(path, 'critical', path);
        await send(path, 'warning', path);
        await story.settle();
        expect((await story.incident()).severity, path).toBe(then);
      }
      await story.pagesOfAnybody();
    });
  },
  COMPAT,
);
