/** Incidents in shadow are in no figure from their opening on, also if they end before anybody would have been paged. */
import { expect } from 'vitest';
import type { IncidentWire } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import { policyId } from '../cast.ts';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { replays } from '../replay/again.ts';
import { calm, insights } from './reading.ts';

/** Nobody is paged in the first five minutes. */
const LATE = {
  steps: [
    { notify: [], wait: '5m' },
    { notify: [{ user: 'ann' }], wait: '1h' },
  ],
};

async function switches(story: Story, shadow: boolean): Promise<void> {
  const { body } = await story.sidecar.api<{ incidents: Array<{ id: string }> }>('GET', 'teams/sre/shadow');
  const listed = body.incidents.map(({ id }) => id);
  const answer = await story.sidecar.api('PUT', 'teams/sre/shadow', { shadow, listed, force: true, reason: 'we move' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await story.settle();
}

interface Counted {
  counted: number | null | undefined;
  inShadow: number | undefined;
  listed: number;
  /** Of the team, by hand as well. */
  ofTeam: number | null | undefined;
}

/** Of the story's Monday and its integration, and of its whole team since the story began. */
async function figures(story: Story): Promise<Counted> {
  const day = `from=${story.at('Monday 00:00')}&to=${story.at('Tuesday 00:00')}`;
  const { figures: own } = await insights(story, 'dee', `pager?${day}&integration=${story.integration}`);
  const { figures: all } = await insights(story, 'dee', `pager?${day}`);
  const path = `incidents?counted=true&limit=100&${day}&integration=${story.integration}`;
  const { body } = await story.sidecar.api<ListPage<IncidentWire>>('GET', path);
  const [one, any] = [own, all].map((list) => list.find(({ key }) => key === 'incidents'));
  return { counted: one?.value, inShadow: one?.leftOut.shadow, listed: body.items.length, ofTeam: any?.value };
}

stories('What is in shadow', (tell) => {
  tell('counts in no figure if it heals before anybody would have been paged, then and later', LATE, async (story) => {
    await switches(story, true);
    await story.passes('1m');
    await story.alert();
    const open = { counted: 0, inShadow: 1, listed: 0, ofTeam: 0 };
    expect(await figures(story), 'open').toEqual(open);
    await story.passes('1m');
    await story.recovers();
    expect(await figures(story), 'healed').toEqual(open);
    await switches(story, false);
    expect(await figures(story), 'real again').toEqual(open);
    await story.alert({ id: 'cpu', title: 'Cpu busy' });
    await story.passes('1m');
    await story.recovers({ id: 'cpu', title: 'Cpu busy' });
    expect(await figures(story), 'and one for real').toEqual({ counted: 1, inShadow: 1, listed: 1, ofTeam: 1 });
    await story.passes('1h');
    const policy = { id: policyId(story.scene), name: 'Main', team: 'sre', ackTimeout: 'none' };
    const draft = { escalationPolicies: [{ ...policy, steps: [{ notify: [{ user: 'ann' }], wait: '5m' }] }] };
    const { result } = await replays(story, { to: story.at('Monday 12:30'), draft });
    // The replay pages about the one that was real.
    expect(result?.leftOut.shadow).toBe(1);
    expect(result?.pages.map(({ user }) => user)).toEqual(['ann']);
    await calm(story);
  });

  tell('counts no more if it met the shadow later, or comes back in it', LATE, async (story) => {
    await story.alert();
    await story.alert({ id: 'cpu', title: 'Cpu busy' });
    await story.recovers({ id: 'cpu', title: 'Cpu busy' });
    expect(await figures(story), 'real').toMatchObject({ counted: 2, inShadow: 0, listed: 2 });
    await story.passes('1m');
    await switches(story, true);
    expect(await figures(story), 'one is open').toMatchObject({ counted: 1, inShadow: 1, listed: 1 });
    await story.recovers();
    await story.alert({ id: 'cpu', title: 'Cpu busy' });
    expect(await figures(story), 'the other came back').toMatchObject({ counted: 0, inShadow: 2, listed: 0 });
    await story.passes('1m');
    await story.recovers({ id: 'cpu', title: 'Cpu busy' });
    await switches(story, false);
    expect(await figures(story), 'over').toMatchObject({ counted: 0, inShadow: 2, listed: 0 });
    await calm(story);
  });

  const others = {
    ...LATE,
    more: {
      teams: [
        { id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'] },
        { id: 'ops', name: 'Ops', members: ['dee'], managers: ['dee'], shadow: true },
      ],
      escalationPolicies: [
        { id: 'ops', name: 'Ops', team: 'ops', steps: [{ notify: [], wait: '1h' }, { notify: [{ user: 'dee' }] }] },
      ],
    },
  };

  tell('is so by its integration alone, or handed to a team in shadow', others, async (story) => {
    await story.change({ integration: { shadow: true } });
    await story.alert();
    await story.recovers();
    expect(await figures(story), 'its integration').toMatchObject({ counted: 0, inShadow: 1, listed: 0 });
    await story.change({ integration: {} });
    await story.alert({ id: 'cpu', title: 'Cpu busy' });
    const { id } = await story.incident();
    expect(await figures(story), 'real').toMatchObject({ counted: 1, inShadow: 1, listed: 1 });
    await story.script('reassign', { policy: 'ops', evenInShadow: true }, id);
    expect(await figures(story), 'handed over').toMatchObject({ counted: 0, inShadow: 2, listed: 0 });
    await calm(story);
  });
});
