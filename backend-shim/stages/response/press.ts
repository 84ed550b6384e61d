/** Turns a button that somebody pressed below a chat message into a command of that person. */
import type { Command } from '#domain/incident/commands/command';
import type { ChatAction } from '#domain/notify/render/messages/standing-message';
import { texts } from '#domain/notify/render/words/texts';
import type { Language, Responder } from '#domain/notify/responder';
import { HOUR, SECOND } from '#domain/time/duration';
import type { ChannelRegistry, IncomingPress, PressAnswer } from '../../ports/channel.ts';
import type { CommandRequest, CommandResult, RateRequest, RateResult } from '../../ports/commands.ts';
import type { Directory } from '../../ports/directory.ts';
import { isFirstInbound } from '../../store/deliveries/receipts.ts';
import type { Work } from '../../store/work.ts';
import { refusedText } from './refused.ts';

const SNOOZE = HOUR;
/** Two quick presses of a button count once, because the message changes only a moment after the first. */
const SAME_WITHIN = 10 * SECOND;

export interface PressDeps {
  /** The person may not perform this action. */
  refused: boolean;
  command(work: Work, request: CommandRequest): Promise<CommandResult>;
  rate(work: Work, request: RateRequest): Promise<RateResult>;
}

/** The person with this address as a verified contact method of this kind; null if nobody has it. */
export function pressedBy({ responders }: Directory, { kind, from }: IncomingPress): Responder | null {
  const isTheirs = (person: Responder) =>
    person.contactMethods.some(({ type, to, verified }) => verified && type === kind && to === from);
  return [...responders.values()].find((person) => !person.disabled && isTheirs(person)) ?? null;
}

/** Tells an unknown person how to link their address. */
export function unknownPress(
  { rooms }: Directory,
  channels: ChannelRegistry,
  { service, kind, from }: IncomingPress,
): PressAnswer {
  const language: Language = rooms.get(service)?.settings['language'] === 'fr' ? 'fr' : 'en';
  return {
    done: false,
    text: texts(language).chat.unknown(channels.get(kind)?.definition.name[language] ?? kind, from),
  };
}

export async function takePress(
  work: Work,
  press: IncomingPress,
  { login, language }: Responder,
  { refused, command, rate }: PressDeps,
): Promise<PressAnswer> {
  const { chat, reply } = texts(language);
  const { action } = press;
  if (action === 'rate') {
    return takeRating(work, press, { login, language }, rate);
  }
  if (refused) {
    return { done: false, text: chat.notYours };
  }
  if (!(await isFirst(work, press))) {
    return { done: true, text: chat.done[action] };
  }
  const result = await command(work, {
    id: press.incident,
    command: commandOf(action, press.for, work.now),
    actor: { name: login, kind: 'person', via: press.kind },
    ifVersion: null,
  });
  if (!result.ok) {
    return {
      done: false,
      text: result.code === 'not-found' ? chat.gone : chat.failed(refusedText(result.why, language)),
    };
  }
  const { number, title, state } = result.incident;
  const isOver = state === 'resolved' && action !== 'resolve';
  return isOver
    ? { done: false, text: chat.over(number) }
    : { done: true, text: reply.one(chat.done[action], number, title) };
}

/** No command, and what is said twice is said once. */
async function takeRating(
  work: Work,
  { incident: id, rating, kind: via }: IncomingPress,
  { login, language }: Pick<Responder, 'login' | 'language'>,
  rate: PressDeps['rate'],
): Promise<PressAnswer> {
  const { chat, rating: words } = texts(language);
  const result =
    rating === null
      ? ({ ok: false, code: 'not-found' } as const)
      : await rate(work, { id, actor: { name: login, kind: 'person', via }, rating: { rating } });
  if (rating === null || !result.ok) {
    return { done: false, text: !result.ok && result.code === 'not-concerned' ? chat.mayNotRate : chat.gone };
  }
  return { done: true, text: chat.rated(words[rating], result.number), aside: true };
}

/** Deduplicates by the service's id and, for quick double presses, by time. */
async function isFirst(
  work: Work,
  { service, id, from, action, incident, for: length }: IncomingPress,
): Promise<boolean> {
  const when = Math.floor(work.now / SAME_WITHIN);
  const keys = [...(id === null ? [] : [`press ${id}`]), `press ${from} ${action} ${length ?? ''} ${incident} ${when}`];
  const heard: boolean[] = [];
  for (const message of keys) {
    // Stored under the person's address, so that erasing the person removes it.
    heard.push(await isFirstInbound(work, { service, message, number: from }));
  }
  return heard.every(Boolean);
}

function commandOf(action: Exclude<ChatAction, 'rate'>, length: number | null, now: number): Command {
  const time = length ?? SNOOZE;
  return action === 'snooze' ? { kind: 'snooze', until: now + time, for: time } : { kind: action };
}
