/** Renders the long form as plain text, from the same parts as every other markup. */
import type { Language } from '#domain/notify/responder';
import type { MessageContent } from '#domain/notify/render/rendered';
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
    content.footer.join('\n'),
  ];
  return `${blocks.filter((block) => block !== null && block !== '').join('\n\n')}\n`;
}
