/** Renders the monthly letter to the managers of a team: four sentences and five figures, what nobody answered first. */
import type { DutyMessage, Message } from '#domain/notify/message/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { teamMonthTexts } from '#domain/notify/render/words/team-month-texts';
import type { Language } from '#domain/notify/responder';
import { formatDuration, MINUTE, SECOND } from '#domain/time/duration';

const NAME = 100;

function monthName(start: number, language: Language): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(start);
}

/** Rounded, as nobody plans by seconds. */
function within(seconds: number): string {
  const ms = seconds * SECOND;
  return formatDuration(ms < MINUTE ? Math.max(1, Math.round(seconds)) * SECOND : Math.round(ms / MINUTE) * MINUTE);
}

export function renderTeamMonth(message: Message, told: NonNullable<DutyMessage['teamMonth']>): RenderedMessage {
  const { language } = message;
  const words = teamMonthTexts(language);
  const { incidents, before, missed, selfHealed, answered, median } = told;
  const title = words.title(oneLine(told.team, NAME), monthName(told.start, language));
  const percent = answered === null ? words.none : `${Math.round(answered)}${language === 'fr' ? '\u00a0' : ' '}%`;
  const half = median === null ? words.none : within(median);
  const sentences = [
    ...(missed === null ? [] : [words.missed(missed.incidents, missed.paged)]),
    words.incidents(incidents, before),
    words.selfHealed(selfHealed),
    answered === null || median === null ? words.untold : words.answered(percent, half),
  ];
  const content: MessageContent = {
    heading: title,
    lead: sentences,
    facts: [
      ...(missed === null ? [] : [{ label: words.fact.missed, value: String(missed.incidents) }]),
      { label: words.fact.incidents, value: String(incidents) },
      { label: words.fact.selfHealed, value: String(selfHealed) },
      { label: words.fact.answered, value: percent },
      { label: words.fact.median, value: half },
    ],
    description: null,
    next: null,
    actions: [],
    footer: [words.why, ...footerOf(message, false)],
  };
  return {
    subject: title,
    thread: null,
    short: composeShort({ before: '', title: sentences[0] ?? title, extras: [], link: null }),
    text: plainText(content, language),
    content,
  };
}
