/** What people and rooms got, whichever way it came. */
import type { Mailbox, ReceivedMail } from '../support/mailbox.ts';
import type { WebhookDelivery, WebhookSink } from '../support/webhook-sink.ts';

export interface Message {
  /** Login, or the id of a room. */
  who: string;
  by: 'hook' | 'mail';
  kind: string;
  /** Of the incident. */
  title: string;
  urgency: 'default' | 'urgent';
  /** Its first line: what happened, in words. */
  says: string;
  text: string;
  hook: WebhookDelivery | null;
  mail: ReceivedMail | null;
}

/** A room's template makes what it likes. */
interface HookBody {
  kind: string;
  text?: string;
  urgency: Message['urgency'];
  incident: { title: string } | null;
}

/** Takes what came since the last time: what arrived, and what its receiver refused. */
export function takePost(mailbox: Mailbox, sink: WebhookSink): { arrived: Message[]; refused: Message[] } {
  const hooks = sink.take();
  return {
    arrived: [...hooks.filter((one) => one.mode === 'ok').map(fromHook), ...mailbox.take().map(fromMail)],
    refused: hooks.filter((one) => one.mode !== 'ok').map(fromHook),
  };
}

function fromHook(hook: WebhookDelivery): Message {
  const body = hook.body as unknown as HookBody;
  const who = hook.path.replace(/^\//, '');
  return {
    who,
    by: 'hook',
    kind: body.kind,
    title: body.incident?.title ?? '',
    urgency: body.urgency,
    says: firstLine(body.text ?? ''),
    text: body.text ?? '',
    hook,
    mail: null,
  };
}

function fromMail(mail: ReceivedMail): Message {
  const who = (mail.to[0] ?? '').replace(/@.*/, '');
  const kind = mail.headers['x-vigie-kind'] ?? '';
  // A page begins with what is broken, an update with what has happened.
  const title = mail.text.split('\n\n')[kind === 'page' ? 0 : 1]?.trim() ?? '';
  const urgency = mail.headers['importance']?.toLowerCase() === 'high' ? 'urgent' : 'default';
  return {
    who,
    by: 'mail',
    kind,
    title,
    urgency,
    says: firstLine(mail.text),
    text: mail.text,
    hook: null,
    mail,
  };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** `ann by hook`, or with what it is about: `ann by hook: Disk full`. */
export function describeMessage({ who, by, title, says, kind }: Message, withTitle: boolean): string {
  const about = kind === 'page' ? title : says;
  return withTitle ? `${who} by ${by}: ${about}` : `${who} by ${by}`;
}
