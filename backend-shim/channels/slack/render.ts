/** Renders messages for Slack. */
import type { Message } from '#domain/notify/message/message';
import { renderMessage } from '#domain/notify/render/render-message';
import { chatText } from '../shared/chat/chat-text.ts';
import type { ChatMarkup } from '../shared/chat/chat-text.ts';

/** Escapes for Slack: these three characters and no others (docs.slack.dev, "Formatting text"). */
export function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

export const markup: ChatMarkup = {
  escape,
  // An asterisk in a title would end the bold part.
  bold: (escaped) => `*${escaped.replace(/\*/g, '∗')}*`,
  link: (label, url) => `<${escape(url).replace(/\|/g, '%7C')}|${escape(label)}>`,
};

export function renderSlack(message: Message) {
  const rendered = renderMessage(message);
  return { text: chatText(rendered, message.language, markup), unfurl_links: false, unfurl_media: false };
}
