/** Sends mail over SMTP and classifies the outcome. */
import querystring from 'node:querystring';
import type { Channel, DeliveryRequest, DeliveryOutcome } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import { definition, validateAddress } from './definition.ts';
import { renderMail } from './render.ts';
import { smtpOutcome } from './smtp-outcome.ts';
import type { SmtpError } from './smtp-outcome.ts';
import { askBeforeLeaving, eitherSignal } from './while-held.ts';

export interface EmailDeps {
  /** `smtp://user:password@host:587` or `smtps://…`; null: this channel is not configured. */
  smtpUrl: string | null;
  /** `Vigie <vigie@example.com>` */
  mailFrom: string | null;
  clock: Pick<Clock, 'sleep'>;
}

const CONNECT = 5_000;
const SILENCE = 10_000;
/**
 * ms for a whole send. A server that trickles its replies never goes silent, so the timeouts between bytes do not end
 * it.
 */
const WHOLE_SEND = 20_000;
const CONNECTIONS = 8;
/** Bytes of a reply: a line has at most 512 (RFC 5321 §4.5.3.1.5), and the longest, to EHLO, some dozens of lines. */
const LONGEST_REPLY = 16 * 1024;

/** The library is loaded where mail is configured, and at the start, since the files of this process may be replaced later. */
async function open(smtpUrl: string) {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    pool: true,
    url: smtpUrl,
    maxConnections: CONNECTIONS,
    // The server may have closed a pooled connection in the meantime; then the mail is sent once more, at once.
    maxRequeues: 1,
    connectionTimeout: CONNECT,
    greetingTimeout: CONNECT,
    dnsTimeout: CONNECT,
    socketTimeout: SILENCE,
    maxResponseSize: LONGEST_REPLY,
    // No part of a mail may make this process read files or fetch addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  askBeforeLeaving(transport);
  return transport;
}

/**
 * Takes the address and the credentials out of what a server says: servers repeat them, and readers of a delivery may
 * not know them.
 */
function scrubber(smtpUrl: string, to: string): (text: string) => string {
  const { username = '', password = '' } = URL.parse(smtpUrl) ?? {};
  const user = querystring.unescape(username);
  const pass = querystring.unescape(password);
  const encoded = [user, pass, `\0${user}\0${pass}`].map((text) => Buffer.from(text).toString('base64'));
  const secrets = [pass, password, ...encoded, user, to].filter((text) => text.length > 2);
  return (text) =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text).replace(/<[^<>\s]*@[^<>\s]*>/g, '<…>');
}

function addressOf({ to, settings }: Pick<DeliveryRequest, 'to' | 'settings'>): string {
  return typeof settings['to'] === 'string' ? settings['to'] : to;
}

function notConfigured(name: string): DeliveryOutcome {
  return { kind: 'retry', reason: 'not-configured', detail: `e-mail is not set up: ${name} is empty`, after: null };
}

type Transport = Awaited<ReturnType<typeof open>>;

async function sendOne(
  transport: Transport,
  { smtpUrl, mailFrom, clock }: EmailDeps & { smtpUrl: string; mailFrom: string },
  request: DeliveryRequest,
) {
  const to = addressOf(request);
  const mail = renderMail(request.message, { to, from: mailFrom, idempotencyKey: request.idempotencyKey });
  const over = new AbortController();
  const late = new AbortController();
  void clock.sleep(WHOLE_SEND, over.signal).then(() => late.abort());
  try {
    const info = await transport.sendMail({ ...mail, signal: eitherSignal(request.signal, late.signal) });
    return { kind: 'done', providerId: info.messageId } satisfies DeliveryOutcome;
  } catch (error) {
    if (request.signal.aborted) {
      return {
        kind: 'retry',
        reason: 'cancelled',
        detail: 'stopped before the mail server had taken it',
        after: null,
      } satisfies DeliveryOutcome;
    }
    return smtpOutcome(late.signal.aborted ? { code: 'ETIMEDOUT' } : (error as SmtpError), scrubber(smtpUrl, to));
  } finally {
    over.abort();
  }
}

export function createEmailChannel(deps: EmailDeps): Channel {
  const { smtpUrl, mailFrom } = deps;
  const opening = smtpUrl === null ? null : open(smtpUrl);
  // Whoever sends hears of a failure.
  opening?.catch(() => undefined);
  return {
    definition,
    lane: () => `email:${smtpUrl === null ? '' : (URL.parse(smtpUrl)?.host ?? '')}`,
    async send(request) {
      if (opening === null || smtpUrl === null) {
        return notConfigured('VIGIE_SMTP_URL');
      }
      if (mailFrom === null) {
        return notConfigured('VIGIE_MAIL_FROM');
      }
      const wrong = validateAddress(addressOf(request));
      if (wrong !== null) {
        return { kind: 'never', reason: 'bad-address', detail: wrong };
      }
      return sendOne(await opening, { ...deps, smtpUrl, mailFrom }, request);
    },
    isSetUp: () => smtpUrl !== null && mailFrom !== null,
    ownServices: () => (smtpUrl === null ? [] : [{ id: 'email', settings: {}, secrets: {} }]),
    async probe() {
      if (opening === null || smtpUrl === null) {
        return notConfigured('VIGIE_SMTP_URL');
      }
      const transport = await opening;
      try {
        await transport.verify();
        return { kind: 'done', providerId: null };
      } catch (error) {
        return smtpOutcome(error as SmtpError, scrubber(smtpUrl, ''));
      }
    },
    async close() {
      (await opening)?.close();
    },
  };
}
