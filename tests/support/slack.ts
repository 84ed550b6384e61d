/** Runs a Slack on loopback whose buttons reach a sidecar. */
import { SIGNING_SECRET, SLACK_TOKEN, startFakeSlack } from '../../backend-shim/channels/slack/slack.fake.ts';
import type { FakeSlack, SlackPost } from '../../backend-shim/channels/slack/slack.fake.ts';

interface Reachable {
  url: string;
}

interface ChannelEntry {
  id: string;
  type: string;
  settings: Record<string, string>;
  secrets: Record<string, string>;
}

export interface SlackWorld extends Omit<FakeSlack, 'press'> {
  /** Sends presses to this sidecar from now on. */
  serves(sidecar: Reachable): void;
  /** The app, and a room that it is in. */
  channels(settings?: Record<string, string>): ChannelEntry[];
  /** Messages that stand in a room, without the replies below them. */
  standing(room: string): SlackPost[];
  /** @param change of the request on its way */
  press(
    post: SlackPost | undefined,
    action: string,
    user: string,
    more?: { option?: string; change?: (body: string) => string },
  ): Promise<number>;
}

export async function startSlackWorld(): Promise<SlackWorld> {
  let sidecar: Reachable | null = null;
  const slack = await startFakeSlack();
  return {
    ...slack,
    serves: (reachable) => void (sidecar = reachable),
    channels: (settings = {}): ChannelEntry[] => [
      {
        id: 'slack',
        type: 'slack',
        settings: { apiUrl: slack.url },
        secrets: { token: SLACK_TOKEN, signingSecret: SIGNING_SECRET },
      },
      { id: 'chat', type: 'slack', settings: { channel: 'C0SRE', ...settings } as Record<string, string>, secrets: {} },
    ],
    standing: (room) => slack.posts.filter(({ channel, thread }) => channel === room && thread === null),
    press: async (post, action, user, { option, change = (body: string) => body } = {}) => {
      // Slack's clock is the machine's.
      const { body, headers } = slack.press(post, action, user, Date.now(), option);
      const response = await fetch(`${sidecar?.url}/callbacks/slack`, { method: 'POST', body: change(body), headers });
      await response.text();
      return response.status;
    },
  };
}
