/**
 * Keeps a Mattermost group equal to who is on call: a channel used for nothing else (any edition; `@channel` in it
 * reaches its members), or a custom group (`@sre-on-call`; with a licence).
 */
import type { ChannelService, ChannelServices, DeliveryOutcome } from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { misconfigured } from '../shared/services/services.ts';
import { botOf } from '../shared/chat/chat-bots.ts';
import { callMattermost } from './api.ts';
import type { MattermostCall, MattermostResult } from './api.ts';
import { definition, isId } from './definition.ts';
import type { DirectRooms } from './rooms.ts';

/** No organisation has more people on call for one group. */
const MOST = 200;
const DONE: DeliveryOutcome = { kind: 'done', providerId: null };

interface GroupKind {
  list: string;
  /** The id of the person in a listed member. */
  member(one: Record<string, unknown>): unknown;
  add(users: string[]): Array<Omit<MattermostCall, 'signal'>>;
  remove(users: string[]): Array<Omit<MattermostCall, 'signal'>>;
  /** Advice for the status that means a missing licence or missing rights. */
  advice: string;
}

function channelGroup(id: string): GroupKind {
  const path = `/channels/${id}/members`;
  return {
    list: `${path}?per_page=${MOST}`,
    member: (one) => one['user_id'],
    add: (users) => users.map((user_id) => ({ method: 'POST', path, body: { user_id } })),
    remove: (users) => users.map((user) => ({ method: 'DELETE', path: `${path}/${user}` })),
    advice: 'the bot must be a member of the channel and may manage its members',
  };
}

function customGroup(id: string): GroupKind {
  const path = `/groups/${id}/members`;
  return {
    list: `/users?in_group=${id}&per_page=${MOST}`,
    member: (one) => one['id'],
    add: (user_ids) => (user_ids.length === 0 ? [] : [{ method: 'POST', path, body: { user_ids } }]),
    remove: (user_ids) => (user_ids.length === 0 ? [] : [{ method: 'DELETE', path, body: { user_ids } }]),
    advice:
      'custom groups need a licence of Mattermost, and the bot the right to manage them; a channel ("onCallChannel") works without',
  };
}

function failed({ status, outcome }: Extract<MattermostResult, { ok: false }>, { advice }: GroupKind): DeliveryOutcome {
  const isDenied = status === 400 || status === 403 || status === 404 || status === 501;
  return isDenied ? misconfigured(`Mattermost refused with status ${status}: ${advice}`) : outcome;
}

export async function setGroup(
  deps: HttpChannelDeps & { services: ChannelServices; rooms: DirectRooms },
  service: ChannelService,
  members: readonly string[],
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const found = botOf(service, deps.services(definition.kind));
  if (!found.ok) {
    return misconfigured(found.problem);
  }
  const { bot } = found;
  const me = await deps.rooms.self(bot, signal);
  if (!me.ok) {
    return me.outcome;
  }
  const [channel, custom] = [
    textSetting(service.settings, 'onCallChannel'),
    textSetting(service.settings, 'userGroup'),
  ];
  const groups = [
    ...(channel === null ? [] : [channelGroup(channel)]),
    ...(custom === null ? [] : [customGroup(custom)]),
  ];
  let outcome: DeliveryOutcome = groups.length === 0 ? misconfigured('give "onCallChannel" or "userGroup"') : DONE;
  for (const group of groups) {
    const set = await setOne(
      (call) => callMattermost(deps, bot, { ...call, signal }),
      group,
      members.filter(isId),
      me.id,
    );
    outcome = set.kind === 'done' ? outcome : set;
  }
  return outcome;
}

/** Adds new members before it removes old ones, so that the group is never empty. The bot itself stays. */
async function setOne(
  call: (one: Omit<MattermostCall, 'signal'>) => Promise<MattermostResult>,
  group: GroupKind,
  wanted: readonly string[],
  self: string,
): Promise<DeliveryOutcome> {
  const listed = await call({ method: 'GET', path: group.list });
  if (!listed.ok) {
    return failed(listed, group);
  }
  const now = (Array.isArray(listed.answer) ? (listed.answer as Array<Record<string, unknown>>) : [])
    .map((one) => group.member(one))
    .filter((id): id is string => typeof id === 'string' && isId(id));
  const changes = [
    ...group.add(wanted.filter((user) => !now.includes(user))),
    ...group.remove(now.filter((user) => user !== self && !wanted.includes(user))),
  ];
  for (const change of changes) {
    const result = await call(change);
    if (!result.ok) {
      return failed(result, group);
    }
  }
  return DONE;
}
