/**
 * Calls Slack's Web API (docs.slack.dev/apis/web-api), which answers 200 with `ok` except for rate limits and its own
 * failures.
 */
import type { ChannelService, DeliveryOutcome } from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { serviceOutcome } from '../shared/http/http-outcome.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { misconfigured } from '../shared/services/services.ts';
import { tokenOf } from '../shared/chat/chat-bots.ts';
import { readObject } from '../shared/json.ts';

const API = 'https://slack.com/api';
/** Slack returns the whole posted message. */
const LARGEST = 512 * 1024;

interface SlackAnswer {
  ok?: boolean;
  error?: string;
  channel?: string;
  ts?: string;
}

export type SlackResult =
  { ok: true; answer: SlackAnswer } | { ok: false; error: string | null; outcome: DeliveryOutcome };

const ADVICE: Record<string, string> = {
  invalid_auth: 'the bot token is wrong',
  not_authed: 'the bot token is missing',
  token_revoked: 'the bot token was revoked: install the app again',
  token_expired: 'the bot token has expired',
  account_inactive: 'the app was removed from the workspace',
  missing_scope:
    'the app lacks a scope: compare its manifest with the one in Vigie’s documentation and install it again',
  not_allowed_token_type: 'this is no bot token (xoxb-…)',
  not_in_channel: 'the app is not in the channel: write /invite @vigie there',
  channel_not_found: 'the app cannot see the channel: check its id, and write /invite @vigie there',
  restricted_action: 'the workspace does not let the app post there',
  ekm_access_denied: 'the workspace’s keys deny it',
  team_access_not_granted: 'the app may not enter this workspace',
  no_such_subteam: 'there is no such user group',
  subteam_not_found: 'there is no such user group',
  permission_denied:
    'the app may not change user groups: in Slack, Workspace settings, User groups, let everyone or this app do so',
  plan_upgrade_required: 'user groups need a paid plan of Slack',
  paid_teams_only: 'user groups need a paid plan of Slack',
};

const WRONG_PERSON: readonly string[] = [
  'user_not_found',
  'user_disabled',
  'users_not_found',
  'invalid_users',
  'cannot_dm_bot',
  'messages_tab_disabled',
  'user_not_visible',
  'is_archived',
];
const THEIRS: readonly string[] = [
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'team_added_to_org',
  'request_timeout',
];

/** @param toPerson `channel_not_found` then means that the person was not found */
function outcomeOf(error: string, toPerson: boolean): DeliveryOutcome {
  const detail = `Slack says ${error}`;
  if (WRONG_PERSON.includes(error) || (toPerson && error === 'channel_not_found')) {
    return { kind: 'never', reason: 'bad-address', detail };
  }
  if (error === 'ratelimited' || error === 'rate_limited' || error === 'message_limit_exceeded') {
    return { kind: 'retry', reason: 'rate-limited', detail, after: null };
  }
  if (THEIRS.includes(error)) {
    return { kind: 'retry', reason: 'server-error', detail, after: null };
  }
  const advice = ADVICE[error];
  return advice === undefined ? { kind: 'never', reason: 'refused', detail } : misconfigured(`${detail}: ${advice}`);
}

/** Only what looks like one of Slack's error codes goes into logs: an answer may repeat what was sent. */
function errorOf({ error }: SlackAnswer): string {
  return typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : 'nothing that Vigie understands';
}

export interface SlackCall {
  method: string;
  body: Record<string, unknown>;
  signal: AbortSignal;
  toPerson?: boolean;
}

export function apiUrlOf({ settings }: Pick<ChannelService, 'settings'>): string {
  return (textSetting(settings, 'apiUrl') ?? API).replace(/\/+$/, '');
}

export async function callSlack(
  { http, clock }: HttpChannelDeps,
  bot: ChannelService,
  { method, body, signal, toPerson = false }: SlackCall,
): Promise<SlackResult> {
  const token = tokenOf(bot);
  if (token === null || !/^[\x21-\x7e]+$/.test(token)) {
    return { ok: false, error: null, outcome: misconfigured('the bot token must look like xoxb-…') };
  }
  const result = await http.send({
    method: 'POST',
    url: `${apiUrlOf(bot)}/${method}`,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Vigie',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(body),
    // The address was set by an Admin, whoever the recipient is.
    trusted: true,
    largest: LARGEST,
    signal,
  });
  const outcome = serviceOutcome(result, clock.machine());
  if (!result.ok || outcome.kind !== 'done') {
    return { ok: false, error: null, outcome };
  }
  const answer: SlackAnswer | null = readObject(result.response.body);
  if (answer === null) {
    return {
      ok: false,
      error: null,
      outcome: {
        kind: 'retry',
        reason: 'server-error',
        detail: 'the answer does not come from Slack’s API',
        after: null,
      },
    };
  }
  const error = errorOf(answer);
  return answer.ok === true ? { ok: true, answer } : { ok: false, error, outcome: outcomeOf(error, toPerson) };
}
