/**
 * Recognises mails that no monitor sends: automatic replies, bounces, mailing lists, loops. The integration can accept
 * each kind, except loops.
 */
import type { MailSettings, UnusualMail } from '#domain/routing/integration';
import { isRecord, own, scalar, type RawFields } from '../shared/values/read.ts';

/** RFC 5321 §6.3 detects loops by counting; Exim gives up at 30, Postfix at 50. */
const MOST_HOPS = 30;

interface Sign {
  kind: UnusualMail;
  what: string;
}

/** @returns why the mail is refused; null: it is accepted */
export function unwanted(body: unknown, settings: MailSettings | null): string | null {
  if (!isRecord(body)) {
    return null;
  }
  return loop(body) ?? stranger(body, settings?.allowFrom ?? []) ?? unusual(body, settings?.accept ?? []);
}

function loop(body: RawFields): string | null {
  const own = Object.keys(headersOf(body)).some((name) => name.startsWith('x-vigie-'));
  if (own) {
    return 'loop: Vigie sent this mail itself; make sure that its own mails are not forwarded to it';
  }
  const { hops } = body;
  return typeof hops === 'number' && hops > MOST_HOPS
    ? `loop: the mail has passed ${hops} servers, more than ${MOST_HOPS}`
    : null;
}

function stranger(body: RawFields, allowed: readonly string[]): string | null {
  const from = (scalar(own(body, 'from')) ?? '').toLowerCase();
  const domain = from.slice(from.lastIndexOf('@'));
  return allowed.length === 0 || allowed.includes(from) || allowed.includes(domain)
    ? null
    : `sender: ${from || 'nobody'} is not in mail.allowFrom of the integration`;
}

function unusual(body: RawFields, accepted: readonly UnusualMail[]): string | null {
  const sign = signsOf(body).find(({ kind }) => !accepted.includes(kind));
  return sign === undefined
    ? null
    : `${sign.kind}: ${sign.what}; mail.accept: [${sign.kind}] of the integration lets such mails in`;
}

function signsOf(body: RawFields): Sign[] {
  const headers = headersOf(body);
  const header = (name: string) => (scalar(own(headers, name)) ?? '').toLowerCase();
  const signs: Sign[] = [];
  const add = (is: boolean, kind: UnusualMail, what: string) => is && signs.push({ kind, what });
  const [submitted = ''] = header('auto-submitted').split(/[\s;(]/);
  const precedence = header('precedence');
  add(
    own(body, 'envelopeFrom') === '' ||
      header('content-type').startsWith('multipart/report') ||
      header('x-failed-recipients') !== '',
    'bounce',
    'it is a report of a mail server, without a sender',
  );
  // RFC 3834 §5: monitors and cron send `auto-generated`.
  add(!['', 'no', 'auto-generated'].includes(submitted), 'autoReply', `Auto-Submitted is ${submitted}`);
  add(
    /^auto[-_]?reply/.test(precedence) || header('x-autoreply') !== '' || header('x-autorespond') !== '',
    'autoReply',
    'it is an automatic answer',
  );
  // mailparser gathers `List-*` in one header. List-Unsubscribe alone is on mails of many monitoring services.
  add(
    precedence === 'list' || header('list-id') !== '' || /^id: /m.test(header('list')),
    'list',
    'it comes from a mailing list',
  );
  add(precedence === 'bulk' || precedence === 'junk', 'bulk', `Precedence is ${precedence}`);
  return signs;
}

function headersOf(body: RawFields): RawFields {
  const headers = own(body, 'headers');
  return isRecord(headers) ? headers : {};
}
