/**
 * Fakes a Mattermost server on loopback, after its API documentation: posts, direct channels, members, presses of
 * buttons.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { startChatServer } from '../shared/chat/chat-server.fake.ts';
import type { ChatAnswer, ChatCall } from '../shared/chat/chat-server.fake.ts';

export const MATTERMOST_TOKEN = 'mm-nobody-may-see';

/** Ids have 26 letters and digits. */
export function mmId(word: string): string {
  return word.padEnd(26, '0');
}

export const BOT_USER = mmId('vigiebot');

interface AttachmentAction {
  id: string;
  type: string;
  options?: Array<{ value: string }>;
  integration: { url: string; context: Record<string, unknown> };
}

export interface MattermostPost {
  id: string;
  channel: string;
  root: string | null;
  message: string;
  attachments: Array<{ text: string; actions: AttachmentAction[] }>;
  changes: number;
}

export interface FakeMattermost {
  url: string;
  posts: MattermostPost[];
  /** By channel. */
  members: Map<string, string[]>;
  /** Members by custom group. */
  groups: Map<string, string[]>;
  /** Answers requests below `path` with this status from now on; null: answers them normally again. */
  fail(path: string, status: number | null): void;
  remove(post: MattermostPost): void;
  shows(post: MattermostPost | undefined): string;
  /** Signs with another key from now on; null: shows no key, as old servers do. */
  signs(how: 'anew' | null): void;
  /** Builds the request that a press makes. */
  press(post: MattermostPost | undefined, action: string, user: string, option?: string): { url: string; body: string };
  reset(): void;
  close(): Promise<void>;
}

interface State {
  posts: MattermostPost[];
  members: Map<string, string[]>;
  groups: Map<string, string[]>;
  failures: Map<string, number>;
  presses: number;
  key: ReturnType<typeof newKey> | null;
}

function newKey() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** Makes a trigger as the server does at a press. */
function triggerOf({ key, presses }: State, user: string, at: number): string {
  const text = `${mmId(`trigger${presses}`)}:${user}:${at}:`;
  return Buffer.from(
    text + (key === null ? '' : sign('sha256', Buffer.from(text), key.privateKey).toString('base64')),
  ).toString('base64');
}

type ChatRoute = [method: string, path: RegExp, answer: (state: State, call: ChatCall, match: string[]) => ChatAnswer];

const ok = (body: unknown, status = 200): ChatAnswer => ({ status, body });
const attachmentsOf = (body: Record<string, unknown>) =>
  (body['props'] as { attachments?: MattermostPost['attachments'] } | undefined)?.attachments ?? [];

function addTo(map: Map<string, string[]>, key: string, users: readonly string[]): ChatAnswer {
  map.set(key, [...new Set([...(map.get(key) ?? []), ...users])]);
  return ok({}, 201);
}

function takeFrom(map: Map<string, string[]>, key: string, users: readonly string[]): ChatAnswer {
  map.set(
    key,
    (map.get(key) ?? []).filter((user) => !users.includes(user)),
  );
  return ok({ status: 'OK' });
}

const ROUTES: ChatRoute[] = [
  [
    'GET',
    /^\/config\/client$/,
    ({ key }) =>
      ok({
        Version: '11.0.0',
        ...(key === null
          ? {}
          : { AsymmetricSigningPublicKey: key.publicKey.export({ format: 'der', type: 'spki' }).toString('base64') }),
      }),
  ],
  ['GET', /^\/users\/me$/, () => ok({ id: BOT_USER })],
  [
    'GET',
    /^\/users$/,
    (state, { query }) => ok((state.groups.get(query.get('in_group') ?? '') ?? []).map((id) => ({ id }))),
  ],
  [
    'POST',
    /^\/channels\/direct$/,
    (_state, { body }) => ok({ id: mmId(`dm${String((body as unknown as string[])[1]).slice(0, 10)}`) }, 201),
  ],
  [
    'GET',
    /^\/channels\/(\w+)\/members$/,
    (state, _call, [id = '']) => ok((state.members.get(id) ?? []).map((user_id) => ({ user_id }))),
  ],
  [
    'POST',
    /^\/channels\/(\w+)\/members$/,
    (state, { body }, [id = '']) => addTo(state.members, id, [String(body['user_id'])]),
  ],
  [
    'DELETE',
    /^\/channels\/(\w+)\/members\/(\w+)$/,
    (state, _call, [id = '', user = '']) => takeFrom(state.members, id, [user]),
  ],
  [
    'POST',
    /^\/groups\/(\w+)\/members$/,
    (state, { body }, [id = '']) => addTo(state.groups, id, body['user_ids'] as string[]),
  ],
  [
    'DELETE',
    /^\/groups\/(\w+)\/members$/,
    (state, { body }, [id = '']) => takeFrom(state.groups, id, body['user_ids'] as string[]),
  ],
  [
    'POST',
    /^\/posts$/,
    (state, { body }) => {
      const post: MattermostPost = {
        id: mmId(`post${state.posts.length}`),
        channel: String(body['channel_id']),
        root: (body['root_id'] as string | undefined) ?? null,
        message: String(body['message']),
        attachments: attachmentsOf(body),
        changes: 0,
      };
      state.posts.push(post);
      return ok({ id: post.id }, 201);
    },
  ],
  [
    'PUT',
    /^\/posts\/(\w+)\/patch$/,
    (state, { body }, [id = '']) => {
      const post = state.posts.find((one) => one.id === id);
      // The server answers the same for a missing post and for one that may not be changed.
      return post
        ? (Object.assign(post, {
            message: String(body['message']),
            attachments: attachmentsOf(body),
            changes: post.changes + 1,
          }),
          ok({ id }))
        : ok({ id: 'api.context.permissions.app_error', status_code: 403 }, 403);
    },
  ],
];

function answer(state: State, call: ChatCall): ChatAnswer {
  const path = call.path.replace('/api/v4', '');
  const failure = [...state.failures].find(([prefix]) => path.startsWith(prefix));
  if (call.headers.authorization !== `Bearer ${MATTERMOST_TOKEN}` || failure) {
    return ok({ id: 'api.context.error' }, failure?.[1] ?? 401);
  }
  for (const [method, pattern, made] of ROUTES) {
    const match = method === call.method ? pattern.exec(path) : null;
    if (match) {
      return made(state, call, match.slice(1));
    }
  }
  return ok({ id: 'api.context.404.app_error' }, 404);
}

/** @param now the server's clock */
export async function startFakeMattermost(now: () => number): Promise<FakeMattermost> {
  const state: State = {
    posts: [],
    members: new Map(),
    groups: new Map(),
    failures: new Map(),
    presses: 0,
    key: newKey(),
  };
  const server = await startChatServer((call) => answer(state, call));
  const { posts, members, groups, failures } = state;
  return {
    url: server.url,
    posts,
    members,
    groups,
    fail: (path, status) => void (status === null ? failures.delete(path) : failures.set(path, status)),
    remove: (post) => void posts.splice(posts.indexOf(post), 1),
    shows: (post) =>
      [post?.message, ...(post?.attachments ?? []).map(({ text }) => text)]
        .join('\n')
        .replace(/\\([^A-Za-z0-9\s])/g, '$1'),
    signs: (how) => void (state.key = how === null ? null : newKey()),
    press: (post, action, user, option) => {
      state.presses += 1;
      const found = post?.attachments.flatMap(({ actions }) => actions).find(({ id }) => id === action);
      const context = { ...found?.integration.context, ...(option === undefined ? {} : { selected_option: option }) };
      return {
        url: found?.integration.url ?? '',
        body: JSON.stringify({
          user_id: user,
          post_id: post?.id,
          channel_id: post?.channel,
          trigger_id: triggerOf(state, user, now()),
          type: '',
          data_source: '',
          context,
        }),
      };
    },
    reset: () => {
      posts.splice(0);
      [members, groups, failures].forEach((map) => map.clear());
    },
    close: server.close,
  };
}
