/** Runs a Mattermost on loopback whose buttons reach a sidecar, by the address that it was given. */
import { MATTERMOST_TOKEN, mmId, startFakeMattermost } from '../../backend-shim/channels/mattermost/mattermost.fake.ts';
import type { FakeMattermost, MattermostPost } from '../../backend-shim/channels/mattermost/mattermost.fake.ts';

export { mmId };

interface Reachable {
  local(url: string): string;
}

interface Entry {
  id: string;
  type: string;
  settings: Record<string, string>;
  secrets: Record<string, string>;
}

export interface MattermostWorld extends Omit<FakeMattermost, 'press'> {
  serves(sidecar: Reachable): void;
  /** The bot, and a room that it is in. */
  channels(settings?: Record<string, string>): Entry[];
  standing(room: string): MattermostPost[];
  press(
    post: MattermostPost | undefined,
    action: string,
    user: string,
    option?: string,
  ): Promise<{ status: number; body: { ephemeral_text?: string } }>;
}

export async function startMattermostWorld(): Promise<MattermostWorld> {
  let sidecar: Reachable | null = null;
  const mattermost = await startFakeMattermost(Date.now);
  return {
    ...mattermost,
    serves: (reachable) => void (sidecar = reachable),
    channels: (settings = {}): Entry[] => [
      {
        id: 'mattermost',
        type: 'mattermost',
        settings: { server: mattermost.url },
        secrets: { token: MATTERMOST_TOKEN },
      },
      {
        id: 'chat',
        type: 'mattermost',
        settings: { channel: mmId('sre'), ...settings } as Record<string, string>,
        secrets: {},
      },
    ],
    standing: (room) => mattermost.posts.filter(({ channel, root }) => channel === room && root === null),
    press: async (post, action, user, option) => {
      const { url, body } = mattermost.press(post, action, user, option);
      const response = await fetch(sidecar?.local(url) ?? url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
      const text = await response.text();
      return {
        status: response.status,
        body: response.status === 200 ? (JSON.parse(text) as { ephemeral_text?: string }) : {},
      };
    },
  };
}
