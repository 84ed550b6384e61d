/** What a replay says of one person, and to whom. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import type { ReplayWire } from '#contract/replay';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { contextOf } from '../../support/grafana.ts';
import type { StepInput, World } from '../cast.ts';
import { policyId, tokenOf } from '../cast.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { calm, smsWorld } from '../insight/reading.ts';
import { replays } from './again.ts';

let smsc: FakeSmsc;
beforeAll(async () => {
  smsc = await startSmsc();
});
afterAll(() => smsc.close());

const ASKERS = ['ann', 'ben', 'cleo', 'dee', 'root', 'token'] as const;
type Asker = (typeof ASKERS)[number];

/** Everybody is an Editor in Grafana, and root an Admin: roles open no figures. */
function headersOf(who: Asker): Record<string, string> {
  const role = who === 'root' ? 'Admin' : 'Editor';
  return who === 'token' ? {} : { 'X-Grafana-Context': contextOf({ uid: `uid-${who}`, login: who, name: who, role }) };
}

/** @returns the id of a replay that is done */
async function goneThroughBy(story: Story, who: Asker, draft: object = {}): Promise<string> {
  const options = { headers: headersOf(who) };
  const range = { from: story.at('Monday 00:00'), to: story.at('Tuesday 00:00'), draft };
  const { status, body } = await story.sidecar.api<ReplayWire>('POST', 'replays', range, options);
  expect(status, JSON.stringify(body)).toBe(202);
  for (let tries = 0; tries < 600; tries++) {
    const answer = await story.sidecar.api<ReplayWire>('GET', `replays/${body.id}`, undefined, options);
    if (answer.body.state !== 'running') {
      return body.id;
    }
    await pause(50);
  }
  throw new Error('the replay did not end');
}

/** `ann 1 → 1`: of whom this reader learns how often they were woken. */
async function toldTo(story: Story, who: Asker, id: string | undefined): Promise<string[]> {
  const { body } = await story.sidecar.api<ReplayWire>('GET', `replays/${id}`, undefined, { headers: headersOf(who) });
  expect(body.result?.interruptions).toEqual({ before: 2, after: 2 });
  return (body.result?.woken ?? []).map(({ user, before, after }) => `${user} ${before} → ${after}`);
}

const BY_GRAFANA = ['ann', 'ben', 'cleo', 'dee', 'root'] as const;

/** `ann 23:00 at night → ?`: each page that this reader is told of, and what of its arrival; `?`: nothing. */
async function pagesToldTo(story: Story, who: Asker, id: string): Promise<string[]> {
  const { body } = await story.sidecar.api<ReplayWire>('GET', `replays/${id}`, undefined, { headers: headersOf(who) });
  const arrival = (page: NonNullable<ReplayWire['result']>['pages'][number]['before']) => {
    if (page === null) return '-';
    const keys = Object.keys(page).filter((key) => !['at', 'urgency', 'methods'].includes(key));
    return keys.length === 0 ? '?' : `${page.reachedAt?.slice(11, 16)} ${page.atNight ? 'at night' : 'by day'}`;
  };
  return (body.result?.pages ?? []).map(({ user, before, after }) => `${user} ${arrival(before)} → ${arrival(after)}`);
}

const START = { from: '2026-01-01', contract: 'hours' as const, schedule: [] };
const unit = (managers: string[], hr: string[]) => ({
  id: 'ops',
  name: 'Ops',
  since: '2026-01-01',
  timeZone: 'UTC',
  managers,
  hr,
  duties: [{ rota: 'sre', kind: 'onCall' as const }],
  rules: [{ from: '2026-01-01', pack: 'fr-default@1' as const }],
});

loneStories('How often one person was woken', (tell) => {
  tell('is for that person and those who read their figures, whatever their role', {}, async (story) => {
    await story.change(smsWorld(smsc));
    await story.until('Monday 23:00');
    await story.alert();
    await story.passes('5m');
    await story.person('ben', 'acknowledge');
    await story.recovers();
    await story.until('Tuesday 08:00');
    const replays = new Map<Asker, string>();
    for (const who of ASKERS) {
      replays.set(who, await goneThroughBy(story, who));
    }
    const toldToAll = async () => {
      const told = await Promise.all(ASKERS.map((who) => toldTo(story, who, replays.get(who))));
      return Object.fromEntries(ASKERS.map((who, index) => [who, told[index]]));
    };
    const [ann, ben, nobody] = ['ann 1 → 1', 'ben 1 → 1', { root: [], token: [] }];
    // Cleo manages their team.
    expect(await toldToAll()).toEqual({ ann: [ann], ben: [ben], cleo: [ann, ben], dee: [], ...nobody });

    const world = smsWorld(smsc);
    const profiles = [{ user: 'ann', unit: 'ops', ...START }];
    await story.change({ more: { ...world.more, units: [unit(['ben'], ['dee'])], workProfiles: profiles } });
    // Ann has a work profile now: Ben manages her unit, and Dee is its HR.
    expect(await toldToAll()).toEqual({ ann: [ann], ben: [ann, ben], cleo: [ben], dee: [ann], ...nobody });
    await calm(story);
  });
});

loneStories('When a page arrived', (tell) => {
  tell('is for those who read the figures of whoever was paged; an Editor is told the page', {}, async (story) => {
    const world = smsWorld(smsc);
    // Whoever drafts a policy is in its team.
    const sre = { id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo', 'dee'], managers: ['cleo'] };
    await story.change({ ...world, more: { ...world.more, teams: [sre] } });
    await story.until('Monday 23:00');
    await story.alert();
    await story.passes('7m');
    await story.person('ben', 'acknowledge');
    await story.recovers();
    await story.until('Tuesday 08:00');
    const policy = { id: policyId(story.scene), name: 'Main', team: 'sre', ackTimeout: 'none' };
    const steps = [
      { notify: [{ user: 'ben' }], wait: '1m' },
      { notify: [{ rota: 'sre' }], wait: '1h' },
    ];
    const draft = { escalationPolicies: [{ ...policy, steps }] };
    const toldToAll = async (tried: object) => {
      const told = new Map<Asker, string[]>();
      for (const who of BY_GRAFANA) {
        told.set(who, await pagesToldTo(story, who, await goneThroughBy(story, who, tried)));
      }
      return Object.fromEntries(told);
    };
    const ann = 'ann 23:00 at night → 23:01 at night';
    const ben = 'ben 23:05 at night → 23:00 at night';
    // Dee reads nobody's figures, and an Admin none either.
    expect(await toldToAll(draft)).toEqual({
      ann: [ann, 'ben ? → ?'],
      ben: ['ann ? → ?', ben],
      cleo: [ann, ben],
      dee: ['ann ? → ?', 'ben ? → ?'],
      root: ['ann ? → ?', 'ben ? → ?'],
    });
    const same = ['ann 23:00 at night → 23:00 at night', 'ben 23:05 at night → 23:05 at night'];
    // Of pages that the draft leaves alone they are told nothing at all.
    expect(await toldToAll({})).toEqual({
      ann: [same[0]],
      ben: [same[1]],
      cleo: same,
      dee: [],
      root: [],
    });
    await calm(story);
  });
});

const ALONE: StepInput[] = [{ notify: [{ rota: 'sre' }], wait: '2h' }];
const AT_WORK = [{ days: ['workday' as const], from: '09:00', to: '18:00' }];
/** Nobody stands in for Ann, so that she is paged although she must rest. */
const resting: World = {
  steps: ALONE,
  more: {
    units: [unit([], ['dee'])],
    workProfiles: [{ user: 'ann', unit: 'ops', ...START, schedule: AT_WORK }],
    escalationPolicies: [{ id: 'alone', name: 'Alone', team: 'sre', ackTimeout: 'none', steps: ALONE }],
    integrations: [
      { id: 'alone', name: 'Alone', type: 'webhook', team: 'sre', token: tokenOf('alone'), policy: 'alone' },
    ],
  },
};

loneStories('Whoever must rest is let alone in a replay, too', (tell) => {
  tell('if the draft has somebody else, and it says no more than “not available”', resting, async (story) => {
    await story.until('Wednesday 00:10');
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'acknowledge');
    await story.until('Wednesday 00:40');
    await story.person('ann', 'resolve');
    await story.until('Wednesday 09:30');
    await story.onCallMessages();
    await story.receives({ id: 'alone', title: 'alone' }, { integration: 'alone' });
    await story.reached('ann by hook: alone');
    await story.passes('1h');
    const times = { from: story.at('Tuesday 00:00'), to: story.at('Wednesday 10:30') };
    const unchanged = await replays(story, { ...times, draft: {} });
    expect(unchanged.result).toMatchObject({ reproduced: { pages: 2, same: 2 }, first: null, problems: [] });

    const steps = [{ notify: [{ rota: 'sre' }, { user: 'ben' }], wait: '2h' }];
    const draft = { escalationPolicies: [{ id: 'alone', name: 'Both', team: 'sre', ackTimeout: 'none', steps }] };
    const { result } = await replays(story, { ...times, draft });
    expect(result).toMatchObject({ fewer: 1, more: 1, first: { user: 'ann', reason: 'not-available' } });
    expect(JSON.stringify(result)).not.toMatch(/\brest/i);
    for (const { id } of await story.incidents('state=open,acknowledged')) {
      await story.script('resolve', {}, id);
    }
    await story.updatesOfAnybody();
    await story.onCallMessages();
  });
});
