/**
 * Renders messages about who reads working time: to the others of HR when an Admin has named themselves HR of their unit, to
 * a person who got a work profile, and to both when an Admin ended it.
 */
import type { DutyMessage, Message } from '#domain/notify/message/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { restTexts } from '#domain/notify/render/words/rest-texts';

const NAME = 60;

export function renderHr(message: Message, { unit, by }: NonNullable<DutyMessage['hr']>): RenderedMessage {
  const words = restTexts(message.language);
  return letter(message, words.hrTitle(oneLine(by, NAME), oneLine(unit, NAME)), [words.hrLead]);
}

export function renderProfile(message: Message, profile: NonNullable<DutyMessage['profile']>): RenderedMessage {
  const words = restTexts(message.language);
  const [unit, by] = [oneLine(profile.unit, NAME), oneLine(profile.by, NAME)];
  const names = (people: readonly string[]) => people.map((name) => oneLine(name, NAME)).join(', ');
  if (profile.ended) {
    return letter(message, words.profileEnded(by, unit, profile.of === null ? null : oneLine(profile.of, NAME)), [
      words.profileEndedLead,
    ]);
  }
  return letter(message, words.profileTitle(by, unit), [
    words.profileReaders(unit, names(profile.hr), names(profile.managers)),
    words.profileObject,
  ]);
}

function letter(message: Message, title: string, lead: readonly string[]): RenderedMessage {
  const content: MessageContent = {
    heading: title,
    lead: [`${title}.`, ...lead],
    facts: [],
    description: null,
    next: null,
    actions: [],
    footer: footerOf(message, false),
  };
  return {
    subject: title,
    thread: null,
    short: composeShort({ before: '', title, extras: [], link: null }),
    text: plainText(content, message.language),
    content,
  };
}
