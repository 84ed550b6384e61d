/** Renders a message to text; every channel, preview and test uses this. */
import { areSeveral } from '#domain/notify/message/message';
import type { Message, MessageKind } from '#domain/notify/message/message';
import { renderOnCall } from '#domain/notify/render/messages/on-call-message';
import { renderPage } from '#domain/notify/render/messages/page-message';
import type { RenderedMessage } from '#domain/notify/render/rendered';
import { renderSeveral } from '#domain/notify/render/messages/several/several-message';
import { renderStatus } from '#domain/notify/render/messages/several/status-message';
import { renderTest } from '#domain/notify/render/messages/test-message';
import { renderUpdate } from '#domain/notify/render/messages/update-message';

const RENDERERS: Record<MessageKind, (message: Message) => RenderedMessage> = {
  page: (message) =>
    message.several ? renderSeveral(message, message.several) : renderPage(message, part(message, 'incident')),
  update: (message) =>
    message.status && areSeveral(message.status)
      ? renderStatus(message, message.status)
      : message.several
        ? renderSeveral(message, message.several)
        : renderUpdate(message, part(message, 'incident'), part(message, 'update')),
  test: renderTest,
  onCall: (message) => renderOnCall(message, part(message, 'onCall')),
};

function part<K extends 'incident' | 'update' | 'onCall'>(message: Message, name: K): NonNullable<Message[K]> {
  const value = message[name];
  if (value === null) {
    throw new Error(`a message of kind "${message.kind}" needs "${name}"`);
  }
  return value;
}

/** @throws if the message lacks the part of its kind, which is a bug of its builder */
export function renderMessage(message: Message): RenderedMessage {
  return RENDERERS[message.kind](message);
}
