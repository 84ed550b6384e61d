/** Renders the weekly letter about a rota, to its owners. */
import type { DutyMessage, Message } from '#domain/notify/message/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf, timeOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { healthTexts } from '#domain/notify/render/words/health-texts';
import { texts } from '#domain/notify/render/words/texts';

const NAME = 100;

export function renderHealth(
  message: Message,
  { rota }: DutyMessage,
  health: NonNullable<DutyMessage['health']>,
): RenderedMessage {
  const words = healthTexts(message.language);
  const { and } = texts(message.language);
  const title = words.title(oneLine(rota, NAME), health.findings.length + health.more);
  const lines = health.findings.map(
    ({ kind, users, start, end }) =>
      `- ${words.finding(kind, listed(users, and), timeOf(message, start), timeOf(message, end))}`,
  );
  const isOfAnEnd = health.findings.every(({ kind }) => kind === 'frozenEnd');
  const content: MessageContent = {
    heading: oneLine(rota, NAME),
    lead: [`${title}.`, isOfAnEnd ? words.frozenLead : words.lead],
    facts: [],
    description: [...lines, ...(health.more > 0 ? [words.more(health.more)] : []), '', words.score(health.score)].join(
      '\n',
    ),
    next: null,
    actions: [],
    footer: [isOfAnEnd ? words.frozenWhy : words.why, ...footerOf(message, false)],
  };
  return {
    subject: title,
    thread: null,
    short: composeShort({ before: '', title, extras: [], link: null }),
    text: plainText(content, message.language),
    content,
  };
}

function listed(users: readonly string[], and: string): string {
  return users.map((user) => oneLine(user, NAME)).join(` ${and} `);
}
