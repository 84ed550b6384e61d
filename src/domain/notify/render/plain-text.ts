/** Renders the long form as plain text, from the same parts as every other markup. */
import type { Language } from '#domain/notify/responder';
import type { ListedEntry, MessageAction, MessageContent } from '#domain/notify/render/rendered';
import type { MessageTexts } from '#domain/notify/render/words/en';
import { texts } from '#domain/notify/render/words/texts';

export function plainText(content: MessageContent, language: Language): string {
  const { labelled } = texts(language);
  const facts = content.facts.map((fact) => labelled(fact.label, fact.value)).join('\n');
  const actions = allActions(content)
    .map((action) => addressed(action, labelled))
    .join('\n');
  const links = (content.links ?? []).map((link) => labelled(link.label, link.url)).join('\n');
  const lead = content.lead.join('\n');
  // Whoever is woken reads first what is broken and what to do, then what is asked.
  const blocks = [
    ...(content.isPage ? [content.heading] : [lead, content.heading]),
    content.description,
    links,
    ...(content.isPage ? [lead] : []),
    actions,
    content.next,
    facts,
    ...(content.entries ?? []).map((entry) => listedText(entry, labelled)),
    content.footer.join('\n'),
  ];
  return `${blocks.filter((block) => block !== null && block !== '').join('\n\n')}\n`;
}

function listedText({ title, url, lines, actions }: ListedEntry, labelled: MessageTexts['labelled']): string {
  return [
    title,
    ...lines,
    ...actions.map((action) => addressed(action, labelled)),
    ...(url === null ? [] : [url]),
  ].join('\n');
}

/** A question has its mark already, and takes no colon after it. */
function addressed({ label, url }: MessageAction, labelled: MessageTexts['labelled']): string {
  return label.endsWith('?') ? `${label} ${url}` : labelled(label, url);
}

/** With the responder page, which asks for no login, before the page in Grafana. */
export function allActions({ actions, view }: MessageContent): MessageAction[] {
  return actions.flatMap((action) => (view && action.kind === 'open' ? [view, action] : [action]));
}
