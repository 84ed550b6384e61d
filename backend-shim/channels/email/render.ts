/** Renders a message as a mail: envelope, headers, text and HTML. */
import { createHash } from 'node:crypto';
import type { Message } from '#domain/notify/message/message';
import { renderMessage } from '#domain/notify/render/render-message';
import { renderHtml } from './html.ts';

export interface MailEnvelope {
  to: string;
  from: string;
  idempotencyKey: string;
}

/** The parts of a mail that `nodemailer` turns into bytes. */
export interface MailMessage {
  from: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  date: Date;
  messageId: string;
  references: string | undefined;
  inReplyTo: string | undefined;
  headers: Record<string, string>;
  priority: 'high' | 'normal';
}

/** The domain of the sender, which makes our message ids unique in the world (RFC 5322 §3.6.4). */
function domainOf(from: string): string {
  return /@([a-z0-9.-]+)/i.exec(from)?.[1]?.toLowerCase() ?? 'vigie.invalid';
}

function idText(id: string): string {
  return id.replace(/[^A-Za-z0-9._-]/g, '_');
}

/** Tells other robots that no person wrote this mail (RFC 3834 §5) and that no out-of-office reply is wanted. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

export function renderMail(message: Message, { to, from, idempotencyKey }: MailEnvelope): MailMessage {
  const rendered = renderMessage(message);
  const domain = domainOf(from);
  // A mail that lists several incidents belongs to the thread of none.
  const incident = message.several ? null : message.incident;
  // Every mail about an incident answers the same first mail, which was never sent, so mail programs show one thread
  // whichever mails arrive.
  const root = incident === null ? undefined : `<incident-${idText(incident.id)}@${domain}>`;
  const isReply = message.kind === 'update' && message.update?.kind !== 'opened' && rendered.thread !== null;
  return {
    from,
    to: { name: message.person?.name ?? '', address: to },
    subject: isReply ? `Re: ${rendered.thread}` : rendered.subject,
    text: rendered.text,
    html: renderHtml(rendered.content, message.language, message.incident?.severity ?? null),
    date: new Date(message.at),
    // The same for every attempt of a delivery: many servers show a mail that is sent twice only once.
    messageId: `<${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 40)}@${domain}>`,
    references: root,
    inReplyTo: root,
    headers: {
      ...AUTOMATIC,
      'X-Vigie-Kind': message.kind,
      ...(incident === null ? {} : { 'X-Vigie-Incident': idText(incident.id) }),
      ...(message.several ? { 'X-Vigie-Incidents': String(message.several.entries.length) } : {}),
    },
    priority: message.kind === 'page' && message.urgency === 'urgent' ? 'high' : 'normal',
  };
}
