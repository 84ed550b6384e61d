/**
 * Reads what Mattermost sends when a button is pressed
 * (developers.mattermost.com/integrate/plugins/interactive-messages).
 */
import { ratingIn } from '#domain/incident/rating';
import { CHAT_ACTIONS } from '#domain/notify/render/messages/standing-message';
import { parseDuration } from '#domain/time/duration';
import type { ServiceCallback, CallbackAnswer } from '../../../ports/callback.ts';
import type { ChannelService, InboundHandler, IncomingPress } from '../../../ports/channel.ts';
import { tokenOf } from '../../shared/chat/chat-bots.ts';
import { readObject } from '../../shared/json.ts';
import { definition, isId } from '../definition.ts';
import { escape } from '../render.ts';
import { isOurButton } from './signature.ts';
import type { WhoPressed } from './who-pressed.ts';

const FORBIDDEN: CallbackAnswer = {
  status: 403,
  contentType: 'text/plain; charset=utf-8',
  body: 'This press is not of a button that Vigie made with the token of this bot.',
};

interface Pressed {
  user_id?: unknown;
  trigger_id?: unknown;
  context?: { incident?: unknown; action?: unknown; signature?: unknown; selected_option?: unknown } | null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** @returns null: not a press of a button of ours */
function pressOf(
  service: ChannelService,
  { user_id: user, trigger_id: trigger, context: given }: Pressed,
): IncomingPress | null {
  const context = given ?? {};
  const [incident, signature, from] = [text(context.incident), text(context.signature), text(user)];
  const action = CHAT_ACTIONS.find((one) => one === context.action);
  const rating = action === 'rate' ? ratingIn(context.selected_option) : null;
  if (action === undefined || (action === 'rate' && rating === null)) {
    return null;
  }
  if (!isId(from) || !isOurButton(tokenOf(service) ?? '', { incident, action, signature })) {
    return null;
  }
  return {
    service: service.id,
    kind: definition.kind,
    from,
    incident,
    action,
    for: parseDuration(text(context.selected_option)),
    rating,
    id: text(trigger) || null,
  };
}

const NOT_THEIRS: CallbackAnswer = {
  ...FORBIDDEN,
  body: 'Mattermost did not sign the trigger of this press for this user, or did so too long ago. Compare the clocks.',
};

const NOT_NOW: CallbackAnswer = {
  ...FORBIDDEN,
  status: 503,
  body: 'Mattermost’s key for triggers is unavailable. Press again in a moment.',
};

export async function takePress(
  service: ChannelService,
  { body }: ServiceCallback,
  hearing: InboundHandler,
  whoPressed: WhoPressed,
): Promise<CallbackAnswer> {
  const press = pressOf(service, readObject(body) ?? {});
  if (press === null) {
    return FORBIDDEN;
  }
  const pressed = await whoPressed(service, { user: press.from, trigger: press.id ?? '' });
  if (pressed !== 'theirs') {
    return pressed === 'unknown' ? NOT_NOW : NOT_THEIRS;
  }
  const answer = await hearing.press(press);
  // The message itself shows what was done to the incident; all else is shown to the person alone.
  return {
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(answer.done && answer.aside !== true ? {} : { ephemeral_text: escape(answer.text) }),
  };
}
