/** Renders messages about rest: a start that moved, the question when the person stopped, and the list for managers. */
import type { DutyMessage, Message, ReleaseMessage } from '#domain/notify/message/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf, timeOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { hoursText, restTexts } from '#domain/notify/render/words/rest-texts';

const NAME = 100;

/** Renders the release, the question, or both, since one message in the morning can say both. */
export function renderRest(message: Message, { release, asPlanned, whenStopped = [] }: DutyMessage): RenderedMessage {
  const words = restTexts(message.language);
  const questions = whenStopped.map(({ number, at }) => words.whenStopped(number, timeOf(message, at)));
  const told = release ? releaseTexts(message, release) : asPlanned ? asPlannedTexts(message, asPlanned) : null;
  const title = told?.title ?? words.question;
  return rendered(
    message,
    {
      heading: title,
      lead: [...(told?.lead ?? []), ...questions],
      facts: [],
      description: null,
      next: null,
      actions: whenStopped.slice(0, 1).map(({ url }) => ({ kind: 'open', label: words.question, url })),
      footer: [...(questions.length > 0 ? [words.why] : []), ...footerOf(message, false)],
    },
    { title: told?.short ?? questions[0] ?? title, extras: [...(told?.extras ?? []), ...(told ? questions : [])] },
  );
}

function releaseTexts(message: Message, { earliest, rest, start, end, manager }: ReleaseMessage) {
  const words = restTexts(message.language);
  const time = (at: number) => timeOf(message, at);
  const hours = hoursText(message.language, rest);
  const knows = manager === null ? [] : [words.managerKnows(oneLine(manager.name, NAME), time(manager.at))];
  return {
    title: words.title(time(earliest)),
    lead: [words.lead(time(earliest), hours, time(end)), ...knows],
    short: words.short(start === null ? null : time(start), time(end), time(earliest), hours),
    extras: knows,
  };
}

function asPlannedTexts(message: Message, { start, instead }: NonNullable<DutyMessage['asPlanned']>) {
  const words = restTexts(message.language);
  const title = words.asPlanned(start === null ? null : timeOf(message, start));
  const lead = words.asPlannedLead(title, timeOf(message, instead));
  return { title, lead: [lead], short: lead, extras: [] };
}

/** Renders names and earliest starts, without reasons and incidents. */
export function renderReleases(message: Message, releases: NonNullable<DutyMessage['releases']>): RenderedMessage {
  const words = restTexts(message.language);
  const lines = releases.map(({ name, earliest, planned }) =>
    planned === undefined
      ? words.managerLine(oneLine(name, NAME), timeOf(message, earliest))
      : words.managerAsPlanned(oneLine(name, NAME), timeOf(message, planned)),
  );
  const later = releases.filter(({ planned }) => planned === undefined).length;
  const title = later === 0 ? words.managerAllAsPlanned(releases.length) : words.managerTitle(later);
  return rendered(
    message,
    {
      heading: title,
      lead: lines,
      facts: [],
      description: null,
      next: null,
      actions: [],
      footer: footerOf(message, false),
    },
    { title: lines[0] ?? title, extras: lines.slice(1) },
  );
}

function rendered(
  message: Message,
  content: MessageContent,
  { title, extras }: { title: string; extras: string[] },
): RenderedMessage {
  return {
    subject: content.heading,
    thread: null,
    short: composeShort({ before: '', title, extras, link: content.actions[0]?.url ?? null }),
    text: plainText(content, message.language),
    content,
  };
}
