/** Renders one message in the markup of a chat service; `ChatMarkup` contains what differs between services. */
import type { Language } from '#domain/notify/responder';
import { clip } from '#domain/notify/render/clean';
import type { RenderedMessage } from '#domain/notify/render/rendered';
import { texts } from '#domain/notify/render/words/texts';

export interface ChatMarkup {
  /** Makes foreign text plain, so that it cannot add markup or mentions. */
  escape(text: string): string;
  /** `escaped` is plain already. */
  bold(escaped: string): string;
  /** Neither argument is escaped. @returns null where the service would not take the address */
  link(label: string, url: string): string | null;
}

/** Characters of the description shown in the chat; the rest is behind the link. */
const DESCRIPTION = 800;

export function chatText({ content, subject }: RenderedMessage, language: Language, markup: ChatMarkup): string {
  const { labelled } = texts(language);
  const description = content.description === null ? null : markup.escape(clip(content.description, DESCRIPTION));
  const facts = content.facts.map(({ label, value }) => markup.escape(labelled(label, value))).join(' · ');
  const links = content.actions.flatMap(({ label, url }) => markup.link(label, url) ?? []).join(' · ');
  const lead = content.lead.map((line) => markup.escape(line));
  const lines = [
    markup.bold(markup.escape(subject)),
    ...lead,
    facts,
    content.next === null ? '' : markup.escape(content.next),
    description ?? '',
    links,
  ];
  return lines.filter((line) => line !== '').join('\n');
}
