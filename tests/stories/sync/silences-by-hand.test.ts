/** The table of docs/monitors/grafana.md, row by row: who wins where something is silenced in the monitor, in Vigie, or in both. */
import { expect } from 'vitest';
import { SilencingMonitor } from '../../support/silencing-monitor.ts';
import { tokenOf } from '../cast.ts';
import { stories, type Story, type World } from '../harness.ts';

type Play = (story: Story, monitor: SilencingMonitor) => Promise<void>;
type Kind = 'grafana' | 'alertmanager';

/** Five minutes Ann, ten minutes Ben, then Cleo; whoever is paged is told once. */
const STEPS: World['steps'] = [
  { notify: [{ user: 'ann' }], wait: '5m' },
  { notify: [{ user: 'ben' }], wait: '10m' },
  { notify: [{ user: 'cleo' }], wait: '10m' },
];

/** Monday 12:00 and so many minutes. */
const at = (story: Story, minutes: number) =>
  new Date(Date.parse(story.at('Monday 12:00')) + minutes * 60_000).toISOString();

async function fires(story: Story, monitor: SilencingMonitor, ...hosts: string[]): Promise<void> {
  await story.receives(monitor.fires(at(story, 0), ...hosts));
  await story.reached('ann by hook');
}

/** Minute after minute, as the sidecar asks. */
async function minutes(story: Story, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await story.passes('1m');
  }
}

const held = async (story: Story) =>
  (await story.timeline()).filter(({ kind }) => kind === 'held').map(({ data }) => data['reason']);

stories('Silences, three ways', (tell) => {
  const inMonitor = (type: Kind, text: string, play: Play, change: Partial<NonNullable<World['integration']>> = {}) =>
    tell(`${type}: ${text}`, { steps: STEPS }, async (story) => {
      const monitor = await SilencingMonitor.start();
      try {
        const token = type === 'grafana' ? { token: 'service-account' } : {};
        await story.change({ integration: { type, sync: { url: monitor.url, silence: '4h', ...token }, ...change } });
        await play(story, monitor);
      } finally {
        await story.abandon();
        await monitor.stop();
      }
    });

  for (const type of ['grafana', 'alertmanager'] as const) {
    inMonitor(
      type,
      'silenced by hand while it is open: nobody is paged, and the timeline says who silenced it',
      async (story, monitor) => {
        await fires(story, monitor, 'web-1', 'web-2');
        monitor.silence('zoe', 'known', at(story, 90), 'web-1', 'web-2');
        await minutes(story, 30);
        await story.nobodyIsPaged();
        await story.explains('Silenced in Scripts by zoe (known): nobody is paged');
        expect(await story.incident()).toMatchObject({
          state: 'open',
          silence: { by: 'zoe', comment: 'known', until: at(story, 90), source: 'Scripts' },
          next: { reason: 'silence', at: at(story, 90) },
        });
      },
    );

    inMonitor(type, 'a silence that somebody ends resumes at the next step', async (story, monitor) => {
      await fires(story, monitor, 'web-1');
      const ids = monitor.silence('zoe', 'known', at(story, 90), 'web-1');
      await minutes(story, 20);
      monitor.end(...ids);
      await minutes(story, 1);
      await story.reached('ben by mail');
      expect(await story.incident()).toMatchObject({ silence: null });
      await minutes(story, 10);
      await story.reached('cleo by mail');
      expect(await held(story)).toEqual(['silenced', 'silence-over']);
    });

    inMonitor(
      type,
      'a silence that runs out resumes at the next step; one that is made longer goes on',
      async (story, monitor) => {
        await fires(story, monitor, 'web-1');
        const ids = monitor.silence('zoe', '', at(story, 20), 'web-1');
        await minutes(story, 2);
        monitor.end(...ids);
        const longer = monitor.silence('zoe', '', at(story, 40), 'web-1');
        await story.passes('30m');
        await story.nobodyIsPaged();
        monitor.end(...longer);
        await story.passes('10m');
        await story.reached('ben by mail');
      },
    );

    inMonitor(type, 'as long as one of its alerts is not silenced, people are paged', async (story, monitor) => {
      await fires(story, monitor, 'web-1', 'web-2');
      monitor.silence('zoe', 'known', at(story, 90), 'web-1');
      await minutes(story, 6);
      await story.reached('ben by mail');
      expect(await held(story)).toEqual([]);
    });

    inMonitor(type, 'an alert that joins and is not silenced resumes at once', async (story, monitor) => {
      await fires(story, monitor, 'web-1');
      monitor.silence('zoe', 'known', at(story, 90), 'web-1');
      await minutes(story, 10);
      await story.receives(monitor.fires(at(story, 10), 'web-3'));
      await story.reached('ben by mail');
      expect(await held(story)).toEqual(['silenced', 'silence-joined']);
    });

    inMonitor(type, 'recovered while it is silenced by hand, it resolves without a page', async (story, monitor) => {
      await fires(story, monitor, 'web-1');
      monitor.silence('zoe', 'known', at(story, 90), 'web-1');
      await minutes(story, 4);
      monitor.recovers(at(story, 4), 'web-1');
      await minutes(story, 8);
      await story.nobodyIsPaged();
      await story.told('ann by hook: Resolved by Scripts');
      expect(await story.incident()).toMatchObject({ state: 'resolved', silence: null });
      expect((await story.timeline()).find(({ kind }) => kind === 'resolved')).toMatchObject({
        data: { ended: 'asked' },
      });
    });

    inMonitor(
      type,
      'silenced by Vigie: recovered while it holds, it resolves and the silence goes',
      async (story, monitor) => {
        await fires(story, monitor, 'web-1');
        await story.person('ann', 'acknowledge');
        expect(monitor.active).toEqual(['s1 by Ann Martin (Vigie)']);
        await minutes(story, 3);
        expect(await story.incident()).toMatchObject({ state: 'acknowledged', silence: null });
        monitor.recovers(at(story, 3), 'web-1');
        await minutes(story, 8);
        expect(await story.incident()).toMatchObject({ state: 'resolved' });
        expect(monitor.active).toEqual([]);
      },
    );

    inMonitor(
      type,
      'recovered while it was silenced, it fires again: the monitor, which has told it before, does not tell it; Vigie asks, and pages',
      async (story, monitor) => {
        await fires(story, monitor, 'web-1');
        await story.person('ann', 'acknowledge');
        await minutes(story, 1);
        monitor.recovers(at(story, 1), 'web-1');
        await minutes(story, 8);
        await story.told('ann by hook: Resolved by Scripts');
        await minutes(story, 30);
        monitor.fires(at(story, 39), 'web-1');
        await minutes(story, 2);
        await story.reached('ann by hook: Disk of web-1 is full');
        expect((await story.incidents()).map(({ state }) => state)).toEqual(['open', 'resolved']);
      },
    );

    inMonitor(type, 'a silence of Vigie that somebody ends there changes nothing here', async (story, monitor) => {
      await fires(story, monitor, 'web-1');
      await story.person('ann', 'acknowledge');
      monitor.end('s1');
      await minutes(story, 5);
      await story.receives(monitor.fires(at(story, 0), 'web-1'));
      await story.nobodyIsPaged();
      expect(await story.incident()).toMatchObject({ state: 'acknowledged' });
    });

    inMonitor(
      type,
      'given back while it is silenced by hand, it waits for the end of that, and starts at step 1',
      async (story, monitor) => {
        await fires(story, monitor, 'web-1');
        await story.person('ann', 'acknowledge');
        const ids = monitor.silence('zoe', 'known', at(story, 90), 'web-1');
        await minutes(story, 2);
        await story.person('ann', 'unacknowledge');
        await minutes(story, 10);
        await story.nobodyIsPaged();
        monitor.end(...ids);
        await minutes(story, 1);
        await story.reached('ann by hook');
      },
    );

    inMonitor(type, 'restarted, it knows no alert: nothing is concluded', async (story, monitor) => {
      await fires(story, monitor, 'web-1');
      await story.person('ann', 'acknowledge');
      await minutes(story, 2);
      monitor.restarts(at(story, 2));
      await minutes(story, 4);
      expect(await story.incident()).toMatchObject({ state: 'acknowledged' });
      expect(monitor.active).toEqual(['s1 by Ann Martin (Vigie)']);
      monitor.evaluates();
      await minutes(story, 15);
      expect(await story.incident()).toMatchObject({ state: 'acknowledged' });
    });

    inMonitor(type, 'restarted while it is silenced by hand, nobody is paged', async (story, monitor) => {
      await fires(story, monitor, 'web-1');
      monitor.silence('zoe', 'known', at(story, 90), 'web-1');
      await minutes(story, 2);
      monitor.restarts(at(story, 2));
      await minutes(story, 4);
      monitor.evaluates();
      await minutes(story, 15);
      await story.nobodyIsPaged();
      expect(await story.incident()).toMatchObject({ state: 'open', silence: { by: 'zoe' } });
    });

    inMonitor(type, 'unreachable, people are paged, with the reason', async (story, monitor) => {
      await fires(story, monitor, 'web-1');
      monitor.mode = { status: 502 };
      await story.passes('5m');
      await story.reached('ben by mail');
      await story.explains('Scripts did not say in time whether it is silenced there (alerts: HTTP 502)');
    });

    inMonitor(
      type,
      'unreachable while it is silenced by hand, it is held until the end that was told, and then pages',
      async (story, monitor) => {
        await fires(story, monitor, 'web-1');
        monitor.silence('zoe', 'known', at(story, 60), 'web-1');
        await minutes(story, 2);
        monitor.mode = 'drop';
        await story.passes('50m');
        await story.nobodyIsPaged();
        await story.passes('10m');
        await story.reached('ben by mail');
        expect(await held(story)).toEqual(['silenced', 'unheard']);
      },
    );

    inMonitor(type, 'the first page asks nothing of it', async (story, monitor) => {
      await story.sidecar.ingest(tokenOf(story.integration), monitor.fires(at(story, 0), 'web-1'));
      await story.sink.waitFor(({ path }) => path === '/ann');
      expect(monitor.asked).toEqual([]);
      await story.reached('ann by hook');
    });

    inMonitor(
      type,
      'that does not answer: people are paged after two seconds, with the reason',
      async (story, monitor) => {
        await fires(story, monitor, 'web-1');
        monitor.mode = { hang: 2 };
        await story.passes('301s');
        await story.reached('ben by mail');
        await story.explains('did not say in time whether it is silenced there (no answer within 2 s)');
      },
    );

    inMonitor(
      type,
      'without sync, nobody asks, and people are paged',
      async (story, monitor) => {
        await fires(story, monitor, 'web-1');
        monitor.silence('zoe', 'known', at(story, 90), 'web-1');
        await story.passes('5m');
        await story.reached('ben by mail');
        expect(monitor.asked).toEqual([]);
        expect(await story.incident()).toMatchObject({ followsSilences: false });
      },
      { sync: null },
    );
  }

  inMonitor('grafana', 'a rule that is paused while it is silenced ends with that reason', async (story, monitor) => {
    await fires(story, monitor, 'web-1');
    monitor.silence('zoe', 'known', at(story, 90), 'web-1');
    await minutes(story, 2);
    monitor.pauses();
    await minutes(story, 2);
    expect((await story.timeline()).find(({ kind }) => kind === 'resolved')).toMatchObject({
      data: { ended: 'paused' },
    });
  });

  inMonitor('grafana', 'an answer is good for 30 seconds', async (story, monitor) => {
    await story.change({
      steps: [
        { notify: [{ user: 'ann' }], wait: '5m' },
        { notify: [{ user: 'ben' }], wait: '20s' },
        { notify: [{ user: 'cleo' }], wait: '10m' },
      ],
    });
    await fires(story, monitor, 'web-1');
    monitor.asked.splice(0);
    await story.passes('321s');
    // Once before Ben, and once at the end, as every minute; not before Cleo, 20 s after Ben.
    expect(monitor.asked.filter((one) => one.endsWith('/alerts'))).toHaveLength(2);
    await story.reached('ben by mail', 'cleo by mail');
  });
});
