/** Turns an SMS reply into commands and an answer. */
import { DAY, MINUTE } from '#domain/time/duration';
import { parseReply } from '#domain/notify/reply';
import type { ParsedReply } from '#domain/notify/reply';
import { composeShort } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/words/texts';
import type { ContactMethod, Responder } from '#domain/notify/responder';
import type { ChannelRegistry } from '../../ports/channel.ts';
import type { CommandRequest, CommandResult } from '../../ports/commands.ts';
import { isFirstInbound, receiptsSince, setStopped } from '../../store/deliveries/receipts.ts';
import { lastPaged, openPagesOf, pagedByNumber } from '../../store/deliveries/replies.ts';
import type { Work } from '../../store/work.ts';

export interface HeardReply {
  service: string;
  /** Phone number, such as `+33612345678`. */
  from: string;
  text: string;
  id: string | null;
}

export interface ReplyDeps {
  channels: ChannelRegistry;
  command(work: Work, request: CommandRequest): Promise<CommandResult>;
}

/** Two machines that answer each other would never stop. Commands are still carried out. */
const MOST_ANSWERS = 20;
const ANSWERS_PER = 15 * MINUTE;
/** If the service sends no message id, the same words within a minute are one message. */
const SAME_WITHIN = MINUTE;
/** A reply without a number refers to a page of the last day. Later nobody remembers which page it was about. */
const LAST_COUNTS = DAY;

interface NumberOwner {
  responder: Responder;
  methods: ContactMethod[];
}

/** @returns the answer; null for strangers, repeated messages and numbers with too many answers */
export async function takeReply(work: Work, reply: HeardReply, deps: ReplyDeps): Promise<string | null> {
  const owners = ownersOf(work, deps.channels, reply.from);
  const message = reply.id ?? `${reply.from} ${Math.floor(work.now / SAME_WITHIN)} ${reply.text.trim().toLowerCase()}`;
  if (owners.length === 0 || !(await isFirstInbound(work, { service: reply.service, message, number: reply.from }))) {
    return null;
  }
  const answer = await answerTo(work, owners, reply.from, parseReply(reply.text), deps);
  return (await receiptsSince(work, reply.from, work.now - ANSWERS_PER)) > MOST_ANSWERS
    ? null
    : composeShort({ before: '', title: answer, extras: [], link: null });
}

/** The people with this number as a verified method that can receive replies. */
function ownersOf(work: Work, channels: ChannelRegistry, from: string): NumberOwner[] {
  return [...work.directory.responders.values()].flatMap((responder) => {
    const methods = responder.contactMethods.filter(
      (method) =>
        method.verified &&
        method.to.replace(/[^+\d]/g, '') === from &&
        channels.get(method.type)?.definition.carries.reply,
    );
    return methods.length === 0 || responder.disabled ? [] : [{ responder, methods }];
  });
}

async function answerTo(
  work: Work,
  owners: readonly NumberOwner[],
  from: string,
  reply: ParsedReply,
  deps: ReplyDeps,
): Promise<string> {
  const words = (owner: NumberOwner | undefined) => texts(owner?.responder.language ?? 'en').reply;
  switch (reply.kind) {
    case 'stop':
      await setStopped(work, from, true);
      return words(owners[0]).stopped;
    case 'start':
      await setStopped(work, from, false);
      return words(owners[0]).started;
    case 'unclear':
      return words(owners[0]).help;
    case 'act':
      return act(work, owners, reply, deps);
  }
}

/** If several people share a phone, the person last paged on it acts. */
async function act(
  work: Work,
  owners: readonly NumberOwner[],
  { action, which }: Extract<ParsedReply, { kind: 'act' }>,
  { command }: ReplyDeps,
): Promise<string> {
  const last = await lastPaged(
    work,
    owners.map(({ responder, methods }) => ({ user: responder.login, methods: methods.map((method) => method.id) })),
    work.now - LAST_COUNTS,
  );
  const owner = owners.find(({ responder }) => responder.login === last?.user) ?? owners[0];
  if (!owner) {
    return '';
  }
  const { login, language } = owner.responder;
  const words = texts(language).reply;
  const ids =
    which === 'last'
      ? (last?.incidents ?? [])
      : which === 'all'
        ? await openPagesOf(work, login)
        : await pagedByNumber(work, login, which.number);
  if (ids.length === 0) {
    return typeof which === 'object' ? words.notYours(which.number) : words.nothing;
  }
  const results: CommandResult[] = [];
  for (const id of ids) {
    results.push(
      await command(work, {
        id,
        command: { kind: action },
        actor: { name: login, kind: 'person', via: 'sms' },
        ifVersion: null,
      }),
    );
  }
  return describe(results, action, owner.responder);
}

function describe(
  results: readonly CommandResult[],
  action: 'acknowledge' | 'resolve' | 'escalate',
  { language }: Responder,
): string {
  const { reply, state } = texts(language);
  const done = results.flatMap((result) => (result.ok ? [result.incident] : []));
  const [first] = done;
  if (!first) {
    return reply.nothing;
  }
  // The incident is resolved already, so the answer says that it is over.
  if (done.length === 1 && action === 'acknowledge' && first.state === 'resolved') {
    return reply.refused(first.number, state.resolved);
  }
  return done.length === 1
    ? reply.one(reply.done[action], first.number, first.title)
    : reply.many(reply.done[action], done.length);
}
