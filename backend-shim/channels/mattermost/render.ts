/** Renders messages for Mattermost. */
import type { Message } from '#domain/notify/message/message';
import { renderMessage } from '#domain/notify/render/render-message';
import { chatText } from '../shared/chat/chat-text.ts';
import type { ChatMarkup } from '../shared/chat/chat-text.ts';

/** Characters with a meaning in Mattermost's Markdown, and the `@` that would call a whole channel. */
export function escape(text: string): string {
  return text.replace(/[\\`*_[\]()#>~|<!]/g, '\\$&').replace(/@/g, '@\u200b');
}

export const markup: ChatMarkup = {
  escape,
  bold: (escaped) => `**${escaped}**`,
  link: (label, url) => `[${escape(label)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`,
};

/** @param channel null: the default channel of the webhook */
export function renderMattermost(message: Message, channel: string | null) {
  const text = chatText(renderMessage(message), message.language, markup);
  return { text, ...(channel === null ? {} : { channel }) };
}
