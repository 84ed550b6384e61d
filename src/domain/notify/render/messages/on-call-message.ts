/** Renders `onCall`: a duty begins or has ended. */
import type { Message } from '#domain/notify/message/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf, timeOf } from '#domain/notify/render/messages/incident-parts';
import { renderHealth } from '#domain/notify/render/messages/health-message';
import { renderOutage } from '#domain/notify/render/messages/outage-message';
import { renderHr, renderProfile } from '#domain/notify/render/messages/hr-message';
import { renderStatement } from '#domain/notify/render/labour/statement-message';
import { renderTeamMonth } from '#domain/notify/render/messages/units/team-month-message';
import { renderAdvice, renderProgramme } from '#domain/notify/render/messages/units/programme-message';
import { renderReleases, renderRest } from '#domain/notify/render/messages/rest-message';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageAction, MessageContent, MessageFact, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/words/texts';

const NAME = 100;

type OnCallNews = NonNullable<Message['onCall']>;

function sentenceOf(message: Message, duty: OnCallNews): string {
  const { onCall } = texts(message.language);
  const rota = oneLine(duty.rota, NAME);
  const start = duty.start === null ? null : timeOf(message, duty.start);
  const end = duty.end === null ? null : timeOf(message, duty.end);
  if (duty.swap) {
    const { what, of, by, personal } = duty.swap;
    if (what === 'asked' && personal === true) {
      return onCall.swapAskedOfYou(oneLine(of, NAME), rota, start ?? '', end ?? '');
    }
    return onCall.swap[what](oneLine(of, NAME), oneLine(by, NAME), rota, start ?? '', end ?? '');
  }
  if (!duty.on) {
    return end === null ? onCall.off(rota) : onCall.offSince(rota, end);
  }
  if (start !== null && end !== null) {
    return onCall.from(rota, start, end);
  }
  if (start !== null) {
    return onCall.since(rota, start);
  }
  return end === null ? onCall.on(rota) : onCall.until(rota, end);
}

const TITLE = 120;

function openFacts(message: Message, { open = [], more = 0 }: OnCallNews): MessageFact[] {
  if (open.length === 0) {
    return [];
  }
  const { onCall, others } = texts(message.language);
  const lines = open.map(({ number, title }) => `#${number} ${oneLine(title, TITLE)}`);
  return [{ label: onCall.stillOpen, value: [...lines, ...(more > 0 ? [others(more)] : [])].join(', ') }];
}

function noteOf(message: Message, duty: OnCallNews): string | null {
  const { note } = duty;
  const { labelled, onCall } = texts(message.language);
  if (duty.swap?.note) {
    return labelled(onCall.note(oneLine(duty.swap.of, NAME)), duty.swap.note);
  }
  return note ? labelled(onCall.note(oneLine(note.by, NAME)), note.text) : null;
}

/** A person on call must know that one of their contact methods is gone. */
function renderLost(message: Message, { method, detail }: NonNullable<OnCallNews['lost']>): RenderedMessage {
  const words = texts(message.language).onCall;
  const sentence = words.lost(oneLine(method, NAME));
  const content: MessageContent = {
    heading: words.lostTitle,
    lead: [`${sentence}.`, words.lostLead],
    facts: [],
    description: oneLine(detail, 500) || null,
    next: null,
    actions: [],
    footer: footerOf(message, false),
  };
  return {
    subject: sentence,
    thread: null,
    short: composeShort({ before: '', title: `${sentence}.`, extras: [words.lostLead], link: null }),
    text: plainText(content, message.language),
    content,
  };
}

/** They open a page that asks once more, so that no mail scanner takes a shift. */
function answersOf({ language }: Message, { swap }: OnCallNews): MessageAction[] {
  const { take, decline } = texts(language).onCall.swapAnswer;
  return [
    { label: take, url: swap?.links?.take },
    { label: decline, url: swap?.links?.decline },
  ].flatMap(({ label, url }) => (url === undefined ? [] : [{ kind: 'open' as const, label, url }]));
}

export function renderOnCall(message: Message, duty: OnCallNews): RenderedMessage {
  if (duty.lost) {
    return renderLost(message, duty.lost);
  }
  if (duty.outage) {
    return renderOutage(message, duty.outage);
  }
  if (duty.hr) {
    return renderHr(message, duty.hr);
  }
  if (duty.profile) {
    return renderProfile(message, duty.profile);
  }
  if (duty.statement) {
    return renderStatement(message, duty.statement);
  }
  if (duty.health) {
    return renderHealth(message, duty, duty.health);
  }
  if (duty.release || duty.asPlanned || duty.whenStopped) {
    return renderRest(message, duty);
  }
  if (duty.programme) {
    return renderProgramme(message, duty.programme);
  }
  if (duty.advice) {
    return renderAdvice(message, duty.advice);
  }
  if (duty.teamMonth) {
    return renderTeamMonth(message, duty.teamMonth);
  }
  if (duty.releases) {
    return renderReleases(message, duty.releases);
  }
  const sentence = sentenceOf(message, duty);
  const content: MessageContent = {
    heading: oneLine(duty.rota, NAME),
    lead: [`${sentence}.`],
    facts: openFacts(message, duty),
    description: noteOf(message, duty),
    next: null,
    actions: answersOf(message, duty),
    footer: footerOf(message, duty.swap?.links !== undefined),
  };
  const short = composeShort({ before: '', title: sentence, extras: [], link: duty.swap?.links?.take ?? null });
  return { subject: sentence, thread: null, short, text: plainText(content, message.language), content };
}
