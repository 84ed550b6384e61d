/** Renders messages about duty to come: the programme of a person, and the Monday advice to managers. */
import type { AdviceMessage, Message, ProgrammeMessage } from '#domain/notify/message/message';
import { manyLines, oneLine } from '#domain/notify/render/clean';
import { footerOf, timeOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { programmeTexts } from '#domain/notify/render/words/programme-texts';

const NAME = 100;
const REASON = 300;
/** A mail lists all of a quarter; more would be a mistake of the rota. */
const LISTED = 60;

export function renderProgramme(received: Message, programme: ProgrammeMessage): RenderedMessage {
  const words = programmeTexts(received.language);
  // The employer's dates, which the notice is counted in.
  const message: Message = { ...received, timeZone: programme.timeZone };
  const { spans, gone } = programme;
  const unit = oneLine(programme.unit, NAME);
  const until = spans.length === 0 ? null : timeOf(message, Math.max(...spans.map(({ end }) => end)));
  const title = until === null ? words.changed : words.title(until);
  const lines = [
    ...spans.map((span) => spanLine(message, span)),
    ...gone.map(({ rota, start, end }) =>
      words.gone(oneLine(rota, NAME), timeOf(message, start), timeOf(message, end)),
    ),
  ];
  const hidden = lines.length - LISTED;
  const content: MessageContent = {
    heading: title,
    lead: [until === null ? words.changedLead(unit) : words.lead(unit, until)],
    facts: [],
    description: [
      ...lines.slice(0, LISTED).map((line) => `- ${line}`),
      ...(hidden > 0 ? [words.more(hidden)] : []),
    ].join('\n'),
    next: null,
    actions: programme.url === null ? [] : [{ kind: 'open', label: 'Vigie', url: programme.url }],
    footer: [...(programme.hash === null ? [] : [words.hash(programme.hash)]), ...footerOf(message, false)],
  };
  return rendered(received, content, shortOf(message, programme) ?? title);
}

function spanLine(message: Message, { rota, start, end, days, reason }: ProgrammeMessage['spans'][number]): string {
  const words = programmeTexts(message.language);
  const parts = [
    words.span(oneLine(rota, NAME), timeOf(message, start), timeOf(message, end)),
    words.notice(days),
    ...(reason === null ? [] : [words.reason(oneLine(manyLines(reason, REASON), REASON))]),
  ];
  return parts.join(' · ');
}

function shortOf(message: Message, { spans, gone }: ProgrammeMessage): string | null {
  const words = programmeTexts(message.language);
  const [first] = spans;
  const [lost] = gone;
  if (first !== undefined) {
    const [start, end] = [timeOf(message, first.start), timeOf(message, first.end)];
    return words.short(spans.length, oneLine(first.rota, NAME), start, end);
  }
  return lost === undefined ? null : words.shortGone(oneLine(lost.rota, NAME), timeOf(message, lost.start));
}

export function renderAdvice(message: Message, { unit, lines }: AdviceMessage): RenderedMessage {
  const words = programmeTexts(message.language);
  const title = words.adviceTitle(oneLine(unit, NAME));
  const sentences = lines.map(({ name, times, until, others }) => {
    const people = others.map((one) => words.person(oneLine(one.name, NAME), one.hours));
    const began = words.advice(oneLine(name, NAME), times, timeOf(message, until));
    return people.length === 0 ? began : `${began} ${words.couldTake(people)}`;
  });
  const content: MessageContent = {
    heading: title,
    lead: sentences,
    facts: [],
    description: null,
    next: null,
    actions: [],
    footer: [words.adviceWhy, ...footerOf(message, false)],
  };
  return rendered(message, content, sentences[0] ?? title);
}

function rendered(message: Message, content: MessageContent, title: string): RenderedMessage {
  return {
    subject: content.heading,
    thread: null,
    short: composeShort({ before: '', title, extras: [], link: null }),
    text: plainText(content, message.language),
    content,
  };
}
