/** Renders the monthly letter to the managers of a team: four sentences and five figures, what nobody answered first. */
import type { DutyMessage, Message } from '#domain/notify/message/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { teamMonthTexts } from '#domain/notify/render/words/team-month-texts';
import type { Language } from '#domain/notify/responder';
import { MINUTE, SECOND } from '#domain/time/duration';
import { monthWords } from '#domain/time/words/instant-words';
import { durationWords } from '#domain/time/words/length-words';

const NAME = 100;

/** Rounded, as nobody plans by seconds. */
function within(seconds: number, language: Language): string {
  const ms = seconds * SECOND;
  const rounded = ms < MINUTE ? Math.max(1, Math.round(seconds)) * SECOND : Math.round(ms / MINUTE) * MINUTE;
  return durationWords(rounded, language === 'fr' ? 'fr-FR' : 'en-US');
}

export function renderTeamMonth(message: Message, told: NonNullable<DutyMessage['teamMonth']>): RenderedMessage {
  const { language } = message;
  const words = teamMonthTexts(language);
  const { incidents, before, missed, selfHealed, answered, median } = told;
  const title = words.title(oneLine(told.team, NAME), monthWords(told.start, language));
  const percent = answered === null ? words.none : `${Math.round(answered)}${language === 'fr' ? '\u00a0' : ' '}%`;
  const half = median === null ? words.none : within(median, language);
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
