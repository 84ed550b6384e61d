/** Renders the long form as plain text, from the same parts as every other markup. */
import type { Language } from '#domain/notify/responder';
import type { ListedEntry, MessageContent } from '#domain/notify/render/rendered';
import type { MessageTexts } from '#domain/notify/render/words/en';
import { texts } from '#domain/notify/render/words/texts';

export function plainText(content: MessageContent, language: Language): string {
  const { labelled } = texts(language);
  const facts = content.facts.map((fact) => labelled(fact.label, fact.value)).join('\n');
  const actions = content.actions.map((action) => labelled(action.label, action.url)).join('\n');
  const blocks = [
    content.lead.join('\n'),
    content.heading,
    facts,
    content.next,
    actions,
    content.description,
    ...(content.entries ?? []).map((entry) => listedText(entry, labelled)),
    content.footer.join('\n'),
  ];
  return `${blocks.filter((block) => block !== null && block !== '').join('\n\n')}\n`;
}

function listedText({ title, url, lines, actions }: ListedEntry, labelled: MessageTexts['labelled']): string {
  return [
    title,
    ...lines,
    ...actions.map((action) => labelled(action.label, action.url)),
    ...(url === null ? [] : [url]),
  ].join('\n');
}
