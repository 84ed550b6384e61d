/** Maps an SMTP failure to the outcome of a delivery. */
import type { DeliveryOutcome } from '../../ports/channel.ts';

/** The parts of nodemailer's errors that this file reads. */
export interface SmtpError {
  /** nodemailer's or Node's code: `EAUTH`, `ETIMEDOUT`, `CERT_HAS_EXPIRED`. */
  code?: string | undefined;
  /** The SMTP command that failed: `RCPT TO`, `DATA`, `AUTH PLAIN`; `API` before anything was sent. */
  command?: string | undefined;
  responseCode?: number | undefined;
  response?: string | undefined;
  message?: string | undefined;
}

const retry = (reason: Extract<DeliveryOutcome, { kind: 'retry' }>['reason'], detail: string): DeliveryOutcome => ({
  kind: 'retry',
  reason,
  detail,
  after: null,
});
const never = (reason: Extract<DeliveryOutcome, { kind: 'never' }>['reason'], detail: string): DeliveryOutcome => ({
  kind: 'never',
  reason,
  detail,
});

/** RFC 3463: x.1.y and x.2.y concern the address and its mailbox, x.7.y concerns policy. */
function enhancedSubject(response: string): string | null {
  return /^\d{3}[ -][245]\.(\d{1,3})\.\d{1,3}/.exec(response)?.[1] ?? null;
}

function recipientRefused(code: number, response: string, detail: string): DeliveryOutcome {
  const subject = enhancedSubject(response);
  const isAboutAddress =
    subject === null ? code === 550 || code === 551 || code === 553 : subject === '1' || subject === '2';
  return never(isAboutAddress ? 'bad-address' : 'refused', detail);
}

/** Maps a refusal by the server, with the code it gave. */
function fromResponse(code: number, error: SmtpError, said: string): DeliveryOutcome {
  const command = error.command ?? '';
  const detail = `the mail server answered ${said}${command === '' ? '' : ` to ${command}`}`;
  if (error.code === 'EAUTH' || command.startsWith('AUTH')) {
    return code >= 500
      ? retry('misconfigured', `${detail}: check the user and password in VIGIE_SMTP_URL`)
      : retry('server-error', detail);
  }
  // 503 (bad sequence of commands) means that the session went wrong, not the message.
  if (code < 500 || code === 503) {
    return retry('server-error', detail);
  }
  if (command === 'RCPT TO') {
    return recipientRefused(code, error.response ?? '', detail);
  }
  if (command === 'DATA') {
    return never('refused', detail);
  }
  if (command === 'MAIL FROM') {
    return retry('misconfigured', `${detail}: check VIGIE_MAIL_FROM`);
  }
  return retry('misconfigured', detail);
}

/** Certificate errors carry Node's own codes, which nodemailer wraps as `ESOCKET`. */
const TLS_TROUBLE = /certificate|TLS|SSL|altnames|self.signed|EPROTO/i;

function withoutResponse(error: SmtpError): DeliveryOutcome {
  const code = error.code ?? '';
  if (code === 'ETIMEDOUT') {
    return retry('timeout', 'the mail server did not answer in time');
  }
  if (code === 'ETLS' || code === 'EREQUIRETLS' || TLS_TROUBLE.test(`${code} ${error.message ?? ''}`)) {
    return retry(
      'misconfigured',
      'no safe connection to the mail server: check its certificate and the TLS settings in VIGIE_SMTP_URL',
    );
  }
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2' || code === 'ECONFIG') {
    return retry('misconfigured', 'could not log in to the mail server: check VIGIE_SMTP_URL');
  }
  if (code === 'EENVELOPE') {
    return never('bad-address', 'not a mail address');
  }
  if (code === 'EMESSAGE') {
    return never('refused', 'larger than the mail server allows');
  }
  return retry('network', `no connection to the mail server${/^E[A-Z]+$/.test(code) ? ` (${code})` : ''}`);
}

/** @param scrub takes addresses and credentials out of what the server said */
export function smtpOutcome(error: SmtpError, scrub: (text: string) => string): DeliveryOutcome {
  const { responseCode, response } = error;
  if (responseCode === undefined || responseCode < 400) {
    return withoutResponse(error);
  }
  const said = scrub((response ?? String(responseCode)).replace(/\s+/g, ' ').slice(0, 300));
  return fromResponse(responseCode, error, said);
}
