/** What would help against alerts that wake people, as the sidecar finds it at night and on demand. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import type { AlertWithRemedies, RemediesWire } from '#contract/insight/remedies';
import type { IncidentWire } from '#contract/incidents/incident';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { replays } from '../replay/again.ts';
import { as } from '../rotas/rota.ts';
import { headersOf, smsWorld } from './reading.ts';
import type { Reader } from './reading.ts';

let smsc: FakeSmsc;
beforeAll(async () => {
  smsc = await startSmsc();
});
afterAll(() => smsc.close());

interface Played {
  heals?: string;
  severity?: string;
  then?: (story: Story, incident: IncidentWire) => Promise<void>;
}

/** An alert at night, which heals by itself after a while. */
async function night(
  story: Story,
  at: string,
  title: string,
  { heals = '3m', severity, then }: Played = {},
): Promise<void> {
  await story.until(at);
  const body = { id: title, title, ...(severity && { severity }) };
  await story.alert(body);
  await then?.(story, await story.incident());
  await story.passes(heals);
  await story.recovers(body);
}

async function rated(story: Story, { id }: IncidentWire): Promise<void> {
  const answer = await as(story, 'ann', 'PUT', `incidents/${id}/rating`, { rating: 'useful' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

/** Ann records that she began before the page would have come. */
async function worked(story: Story, { id, openedAt }: IncidentWire): Promise<void> {
  await story.passes('90s');
  await story.person('ann', 'acknowledge');
  const at = (after: number) => new Date(Date.parse(openedAt) + after * 1000).toISOString();
  const answer = await as(story, 'ann', 'POST', 'interventions', { incident: id, start: at(60), end: at(85) });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
}

/** She does something, and then it heals. */
async function handled(story: Story): Promise<void> {
  await story.passes('1m');
  await story.person('ann', 'acknowledge');
  await story.person('ann', 'note', { text: 'Restarted it' });
}

const ofWeek = (day: string) => ({
  flaky: `${day} 22:00`,
  burning: `${day} 22:20`,
  rated: `${day} 22:40`,
  worked: `${day} 23:00`,
  handled: `${day} 23:20`,
});

/** Three nights with five alerts each, all of which wake Ann. */
async function nights(story: Story): Promise<void> {
  await story.change(smsWorld(smsc));
  for (const day of ['Tuesday', 'Wednesday', 'Thursday']) {
    const times = ofWeek(day);
    await night(story, times.flaky, 'Flaky');
    await night(story, times.burning, 'Burning', { severity: 'critical' });
    await night(story, times.rated, 'Rated', day === 'Tuesday' ? { then: rated } : {});
    await night(story, times.worked, 'Worked', day === 'Tuesday' ? { then: worked } : {});
    await night(story, times.handled, 'Handled', day === 'Tuesday' ? { then: handled } : {});
  }
}

async function remedies(story: Story, who: Reader): Promise<RemediesWire> {
  const answer = await story.sidecar.api<RemediesWire>('GET', 'insights/remedies', undefined, {
    headers: headersOf(who),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

/** Stories before this one had alerts of these names, too. */
const alertOf = ({ found }: RemediesWire, name: string, { integration }: Story) =>
  found?.alerts.find((one) => one.name === name && one.integration === integration);
const offersOf = (alert: AlertWithRemedies | undefined) =>
  alert?.offered.map(({ remedy, saved, delayed, spared }) => ({ remedy, saved, delayed, spared }));
const refusalsOf = (alert: AlertWithRemedies | undefined) =>
  Object.fromEntries(alert?.refused.map(({ remedy, because }) => [remedy, because]) ?? []);

loneStories('What would help', (tell) => {
  tell(
    'is found at night, and says what it saves, to those who read the figures of the people woken',
    {},
    async (story) => {
      await nights(story);
      expect(await remedies(story, 'cleo')).toMatchObject({ progress: null, found: null });
      await story.until('Friday 02:10');
      const found = await remedies(story, 'cleo');
      expect(found).toMatchObject({ problem: null, found: { computedAt: story.at('Friday 02:10'), withheld: 0 } });
      const flaky = alertOf(found, 'Flaky', story);
      expect(flaky).toMatchObject({ integration: story.integration, incidents: 3, wakings: 3 });
      const saves = { saved: 3, delayed: 0, spared: 3 };
      expect(offersOf(flaky)).toEqual([
        { remedy: 'wait-5m', ...saves },
        { remedy: 'wait-10m', ...saves },
        { remedy: 'by-day', ...saves },
      ]);
      expect(refusalsOf(flaky)).toEqual({ 'wait-2m': 'nothing-saved', 'other-urgency': 'nothing-saved' });
      expect(offersOf(alertOf(found, 'Burning', story)), 'critical').toEqual([]);
      expect(refusalsOf(alertOf(found, 'Rated', story))).toMatchObject({ 'wait-5m': 'useful', 'by-day': 'useful' });
      expect(refusalsOf(alertOf(found, 'Worked', story))).toMatchObject({ 'wait-5m': 'worked', 'by-day': 'worked' });
      expect(refusalsOf(alertOf(found, 'Handled', story))).toMatchObject({ 'wait-5m': 'missed', 'by-day': 'missed' });
      for (const name of ['Rated', 'Worked', 'Handled']) {
        expect(offersOf(alertOf(found, name, story)), name).toEqual([]);
      }
      expect(
        JSON.stringify(
          found.found?.alerts.map(({ offered, ...more }) => ({ ...more, offered: offersOf({ ...more, offered }) })),
        ),
      ).not.toContain('ann');
      // All of it woke Ann alone: the sum of one person is that person's.
      expect(await remedies(story, 'ben')).toMatchObject({ found: { alerts: [], withheld: 5 } });
      expect(alertOf(await remedies(story, 'ann'), 'Flaky', story)?.wakings).toBe(3);
      await story.updatesOfAnybody();
      await story.pagesOfAnybody();
    },
  );

  tell(
    'is found when somebody asks, one search at a time; what would be changed is in the answer',
    {},
    async (story) => {
      await nights(story);
      await story.until('Friday 12:00');
      const look = (who: Reader) =>
        story.sidecar.api<RemediesWire & { error: { reason: string } }>('POST', 'insights/remedies', undefined, {
          headers: headersOf(who),
        });
      expect((await look('dee')).status, 'to Viewers it is not for').toBe(403);
      const begun = await Promise.all([look('editor'), look('editor')]);
      expect(begun.map(({ status }) => status).sort()).toEqual([202, 503]);
      expect(begun.find(({ status }) => status === 503)?.body.error.reason).toBe('busy');
      const found = await eventually(story);
      expect(found).toMatchObject({ problem: null, found: { withheld: 0 } });
      const [wait] = alertOf(found, 'Flaky', story)?.offered ?? [];
      expect(wait).toMatchObject({ remedy: 'wait-5m', isOutdated: false, missed: 0 });
      const match = ['title="Flaky"', 'severity!="critical"'];
      expect(wait?.objects).toMatchObject([
        {
          kind: 'escalationPolicies',
          fromFile: true,
          body: { steps: [{ notify: [], wait: '5m', when: { match } }, { wait: '5m' }, { wait: '10m' }] },
        },
      ]);
      expect(wait?.yaml).toContain('apiVersion: 1\nescalationPolicies:\n');
      expect(wait?.yaml).toContain('wait: 5m');
      const byDay = alertOf(found, 'Flaky', story)?.offered.find(({ remedy }) => remedy === 'by-day');
      expect(byDay?.objects.map(({ kind, version }) => [kind, version === null])).toEqual([
        ['timeWindows', true],
        ['escalationPolicies', true],
        ['integrations', false],
      ]);
      expect(JSON.stringify(byDay), 'nothing that lets alerts in').not.toContain('token');
      // Tried by hand, the replay says the same.
      const draft = { escalationPolicies: [wait?.objects[0]?.body] };
      const replayed = await replays(story, { to: story.at('Friday 12:00'), draft, answers: 'never' });
      expect(replayed.result?.interruptions).toEqual({ before: 15, after: 12 });
      await story.change({ policy: { repeat: 1 } });
      expect(alertOf(await remedies(story, 'cleo'), 'Flaky', story)?.offered[0]).toMatchObject({ isOutdated: true });
      await story.updatesOfAnybody();
      await story.pagesOfAnybody();
    },
  );
});

async function eventually(story: Story): Promise<RemediesWire> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await remedies(story, 'cleo');
    if (found.progress === null) return found;
    await pause(50);
  }
  throw new Error('the search did not end');
}
