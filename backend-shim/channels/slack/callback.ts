/**
 * Reads what Slack sends when a button is pressed
 * (docs.slack.dev/reference/interaction-payloads/block_actions-payload).
 */
import { ratingIn } from '#domain/incident/rating';
import type { Rating } from '#domain/incident/rating';
import { CHAT_ACTIONS } from '#domain/notify/render/messages/standing-message';
import type { ChatAction } from '#domain/notify/render/messages/standing-message';
import { parseDuration } from '#domain/time/duration';
import type { ServiceCallback, CallbackAnswer } from '../../ports/callback.ts';
import type { ChannelService, InboundHandler } from '../../ports/channel.ts';
import { postJson } from '../shared/http/post-json.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { readObject } from '../shared/json.ts';
import { apiUrlOf } from './api.ts';
import { definition, isMember } from './definition.ts';
import { escape } from './render.ts';
import { isFromSlack } from './signature.ts';

const OK: CallbackAnswer = { status: 200, contentType: 'text/plain; charset=utf-8', body: '' };
const FORBIDDEN: CallbackAnswer = {
  status: 403,
  contentType: 'text/plain; charset=utf-8',
  body: 'The signature does not fit. Is "signingSecret" of this channel the signing secret of the Slack app, and the clock of this machine right?',
};
const UNREADABLE: CallbackAnswer = {
  status: 400,
  contentType: 'text/plain; charset=utf-8',
  body: 'This is not a Slack interaction.',
};

/** ms for the private answer; Slack waits three seconds in all. */
const ASIDE = 1_500;

interface Payload {
  type?: string;
  user?: { id?: string };
  response_url?: string;
  actions?: Array<{ action_id?: string; action_ts?: string; value?: string; selected_option?: { value?: string } }>;
}

function read(body: string): Payload | null {
  return readObject(new URLSearchParams(body).get('payload') ?? '');
}

interface Press {
  from: string;
  action: ChatAction;
  incident: string;
  for: number | null;
  rating: Rating | null;
  id: string | null;
}

/** @returns null: nothing that Vigie acts on, such as a link that was opened */
function pressOf({ type, user, actions }: Payload): Press | null {
  const [pressed] = Array.isArray(actions) ? actions : [];
  const action = CHAT_ACTIONS.find((one) => one === pressed?.action_id);
  const value = pressed?.selected_option?.value ?? pressed?.value;
  const [incident = '', chosen = ''] = typeof value === 'string' ? value.split(' ') : [];
  const rating = action === 'rate' ? ratingIn(chosen) : null;
  if (
    type !== 'block_actions' ||
    action === undefined ||
    (action === 'rate' && rating === null) ||
    incident === '' ||
    typeof user?.id !== 'string' ||
    !isMember(user.id)
  ) {
    return null;
  }
  return {
    from: user.id,
    action,
    incident,
    for: parseDuration(chosen),
    rating,
    id: pressed?.action_ts ? `${user.id} ${pressed.action_ts}` : null,
  };
}

/** Whether the address is Slack's own, or on the same origin as the API that was set up. */
function isTheirs(url: string, service: ChannelService): boolean {
  const given = URL.parse(url);
  return (
    given !== null &&
    (given.origin === 'https://hooks.slack.com' ||
      given.origin === 'https://hooks.slack-gov.com' ||
      given.origin === URL.parse(apiUrlOf(service))?.origin)
  );
}

export async function takePress(
  { http, clock }: HttpChannelDeps,
  service: ChannelService,
  callback: ServiceCallback,
  hearing: InboundHandler,
): Promise<CallbackAnswer> {
  if (!isFromSlack(service.secrets['signingSecret'] ?? '', callback, clock.machine())) {
    return FORBIDDEN;
  }
  const payload = read(callback.body);
  if (payload === null) {
    return UNREADABLE;
  }
  const press = pressOf(payload);
  if (press === null) {
    return OK;
  }
  const answer = await hearing.press({ service: service.id, kind: definition.kind, ...press });
  const { response_url: url } = payload;
  // The message itself shows what was done to the incident; all else is shown to the person alone.
  if ((!answer.done || answer.aside === true) && typeof url === 'string' && isTheirs(url, service)) {
    await postJson(
      http,
      url,
      { response_type: 'ephemeral', replace_original: false, text: escape(answer.text) },
      { trusted: true, signal: AbortSignal.timeout(ASIDE) },
    );
  }
  return OK;
}
