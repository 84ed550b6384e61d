/** A user group of Slack that follows the rota. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startSlackWorld } from '../../support/slack.ts';
import type { SlackWorld } from '../../support/slack.ts';
import { until } from '../../support/waiting.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';

let slack: SlackWorld;
beforeAll(async () => {
  slack = await startSlackWorld();
});
beforeEach(() => slack.reset());
afterAll(() => slack.close());

const GROUP = 'S0SRE';
const by = (to: string) => ({ contactMethods: [{ id: 'chat', type: 'slack', to }], notificationRules: undefined });

async function begin(story: Story): Promise<void> {
  await story.change({
    ann: by('U0ANN'),
    ben: by('U0BEN'),
    more: { channels: slack.channels({ userGroup: GROUP, rotas: 'sre' }) },
  });
}

/** Groups are looked at beside everything else: it takes a moment. */
async function holds(...members: string[]): Promise<void> {
  await until(
    `the group holds ${members.join(', ')}`,
    () => String(slack.groups.get(GROUP)) === String(members),
    5_000,
  ).catch(() => undefined);
  expect(slack.groups.get(GROUP)).toEqual(members);
}

interface State {
  service: string;
  up: boolean;
  problem: string | null;
}

async function stateOf(story: Story, is: (state: State) => boolean): Promise<State> {
  return until(
    'the state of the channel is so',
    async () => {
      const { body } = await story.sidecar.api<{ items: State[] }>('GET', 'channel-states');
      return body.items.find((one) => one.service === 'chat' && is(one));
    },
    5_000,
  );
}

loneStories('The group of who is on call', (tell) => {
  tell('follows the handoff, and an override', { start: 'Monday 08:00' }, async (story) => {
    await begin(story);
    await holds('U0ANN');
    await story.sidecar.api('POST', 'rotas/sre/overrides', {
      start: story.at('Tuesday 00:00'),
      end: story.at('Wednesday 00:00'),
      replace: 'ann',
      with: 'ben',
    });
    await story.until('Tuesday 01:00');
    await holds('U0BEN');
    await story.until('Wednesday 01:00');
    await holds('U0ANN');
    await story.passes('5d');
    await holds('U0BEN');
  });

  tell('says when Slack refuses, in the state of its channel', {}, async (story) => {
    slack.fail('usergroups.users.update', 'permission_denied');
    await begin(story);
    expect(await stateOf(story, ({ up }) => !up)).toMatchObject({
      problem: expect.stringContaining('may not change user groups'),
    });
  });

  tell('says who is on call and has no address there', {}, async (story) => {
    await story.change({
      ann: by('U0ANN'),
      rota: {
        layers: [
          {
            id: 'week',
            rotation: { every: 1, unit: 'week', start: story.at('Monday 00:00').slice(0, 16) },
            participants: [['ann', 'cleo']],
          },
        ],
      },
      more: { channels: slack.channels({ userGroup: GROUP, rotas: 'sre' }) },
    });
    await holds('U0ANN');
    expect(await stateOf(story, ({ up }) => !up)).toMatchObject({
      problem: expect.stringContaining('cleo has no verified contact method of type slack'),
    });
    await story.toldOfDuties('cleo by mail: You are on call for SRE primary.');
  });
});
