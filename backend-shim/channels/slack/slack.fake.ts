/** Fakes Slack on loopback, after docs.slack.dev: it keeps messages and groups, and sends signed presses of buttons. */
import { startChatServer } from '../shared/chat/chat-server.fake.ts';
import type { ChatCall } from '../shared/chat/chat-server.fake.ts';
import { slackSignature } from './signature.ts';

export const SLACK_TOKEN = 'xoxb-nobody-may-see';
export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

interface Element {
  type: string;
  action_id: string;
  value?: string;
  options?: Array<{ value: string }>;
}

export interface SlackPost {
  channel: string;
  ts: string;
  /** The message under which this one is a reply. */
  thread: string | null;
  broadcast: boolean;
  text: string;
  blocks: Array<{ type: string; text?: { text: string }; elements?: Element[] }>;
  /** How often it was changed. */
  changes: number;
}

export interface FakeSlack {
  url: string;
  posts: SlackPost[];
  calls: Array<{ method: string; body: Record<string, unknown> }>;
  /** Messages shown to one person alone. */
  aside: string[];
  groups: Map<string, string[]>;
  /** Fails this method from now on; null: answers normally again. */
  fail(method: string, error: string | null): void;
  /** Deletes a message. */
  remove(post: SlackPost): void;
  /** All text that a message shows. */
  shows(post: SlackPost | undefined): string;
  /** Builds the request that a press makes. @param now epoch ms, by Slack's clock */
  press(
    post: SlackPost | undefined,
    action: string,
    user: string,
    now: number,
    option?: string,
  ): { body: string; headers: Record<string, string> };
  reset(): void;
  close(): Promise<void>;
}

interface State {
  posts: SlackPost[];
  calls: FakeSlack['calls'];
  aside: string[];
  groups: Map<string, string[]>;
  failures: Map<string, string>;
  clock: number;
}

/** A message to a person opens the conversation with them. */
function roomOf(to: string): string {
  return /^[UW]/.test(to) ? `D${to.slice(1)}` : /^#/.test(to) ? `C${to.slice(1).toUpperCase()}` : to;
}

const METHODS: Record<string, (state: State, body: Record<string, unknown>) => Record<string, unknown>> = {
  'auth.test': () => ({ user_id: 'UVIGIE', team_id: 'T1' }),
  'chat.postMessage': (state, body) => {
    const ts = `17000000${String((state.clock += 1)).padStart(2, '0')}.000100`;
    const post: SlackPost = {
      channel: roomOf(String(body['channel'])),
      ts,
      thread: (body['thread_ts'] as string | undefined) ?? null,
      broadcast: body['reply_broadcast'] === true,
      text: String(body['text']),
      blocks: (body['blocks'] ?? []) as SlackPost['blocks'],
      changes: 0,
    };
    state.posts.push(post);
    return { channel: post.channel, ts };
  },
  'chat.update': (state, body) => {
    const post = state.posts.find(({ channel, ts }) => channel === body['channel'] && ts === body['ts']);
    if (!post) {
      return { ok: false, error: 'message_not_found' };
    }
    Object.assign(post, { text: body['text'], blocks: body['blocks'] ?? [], changes: post.changes + 1 });
    return { channel: post.channel, ts: post.ts };
  },
  'usergroups.users.update': (state, body) => {
    if (!body['users']) {
      return { ok: false, error: 'no_users_provided' };
    }
    state.groups.set(String(body['usergroup']), String(body['users']).split(','));
    return { usergroup: { id: body['usergroup'] } };
  },
};

function answer(state: State, { path, headers, body }: ChatCall) {
  if (path === '/respond') {
    state.aside.push(String(body['text']));
    return { status: 200, body: { ok: true } };
  }
  const method = path.replace('/api/', '');
  state.calls.push({ method, body });
  const error = headers.authorization === `Bearer ${SLACK_TOKEN}` ? state.failures.get(method) : 'invalid_auth';
  const found = METHODS[method];
  return {
    status: 200,
    body:
      error !== undefined || !found
        ? { ok: false, error: error ?? 'unknown_method' }
        : { ok: true, ...found(state, body) },
  };
}

export async function startFakeSlack(): Promise<FakeSlack> {
  const state: State = { posts: [], calls: [], aside: [], groups: new Map(), failures: new Map(), clock: 0 };
  const server = await startChatServer((call) => answer(state, call));
  const { posts, calls, aside, groups, failures } = state;
  return {
    url: `${server.url}/api`,
    posts,
    calls,
    aside,
    groups,
    fail: (method, error) => void (error === null ? failures.delete(method) : failures.set(method, error)),
    remove: (post) => void posts.splice(posts.indexOf(post), 1),
    shows: (post) => [post?.text, ...(post?.blocks ?? []).map((block) => block.text?.text ?? '')].join('\n'),
    press: (post, action, user, now, option) => {
      const element = post?.blocks.flatMap((block) => block.elements ?? []).find((one) => one.action_id === action);
      const value =
        option === undefined
          ? { value: element?.value }
          : { selected_option: { value: element?.options?.find((one) => one.value.endsWith(option))?.value } };
      const payload = {
        type: 'block_actions',
        user: { id: user },
        response_url: `${server.url}/respond`,
        container: { message_ts: post?.ts },
        actions: [{ action_id: action, action_ts: `${now / 1000}`, ...value }],
      };
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      const timestamp = String(Math.floor(now / 1000));
      return {
        body,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': slackSignature(SIGNING_SECRET, timestamp, body),
        },
      };
    },
    reset: () => {
      [posts, calls, aside].forEach((list) => list.splice(0));
      groups.clear();
      failures.clear();
    },
    close: server.close,
  };
}
