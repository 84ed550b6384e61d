/** Renders messages for Telegram. */
import { escapeHtml, safeHref } from '#domain/notify/escape-html';
import type { Message, UpdateKind } from '#domain/notify/message/message';
import { renderMessage } from '#domain/notify/render/render-message';
import { chatText } from '../shared/chat/chat-text.ts';
import type { ChatMarkup } from '../shared/chat/chat-text.ts';

/** Telegram's HTML knows four named entities; the apostrophe stays as it is. */
export function escape(text: string): string {
  return escapeHtml(text).replaceAll('&#39;', "'");
}

export const markup: ChatMarkup = {
  escape,
  bold: (escaped) => `<b>${escaped}</b>`,
  link: (label, url) => {
    const href = safeHref(url);
    return href === null ? null : `<a href="${href.replaceAll('&#39;', '%27')}">${escape(label)}</a>`;
  },
};

/** News that needs no action makes no sound. */
const SILENT: ReadonlySet<UpdateKind> = new Set(['acknowledged', 'resolved', 'snoozed', 'merged', 'note']);

export function renderTelegram(message: Message, chat: string) {
  return {
    chat_id: chat,
    text: chatText(renderMessage(message), message.language, markup),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    disable_notification: message.kind === 'update' && message.update !== null && SILENT.has(message.update.kind),
  };
}
