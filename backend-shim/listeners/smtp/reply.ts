/** SMTP replies: after 4xx the sender tries again; after 5xx it gives up and informs its user. */
export interface SmtpReply {
  code: 421 | 451 | 452 | 530 | 535 | 550 | 552 | 554;
  text: string;
  /** A label of the counter. */
  reason:
    | 'recipient'
    | 'domain'
    | 'rate'
    | 'connections'
    | 'tls'
    | 'auth'
    | 'size'
    | 'busy'
    | 'store'
    | 'cut'
    | 'junk'
    | 'unreadable';
}

/** A refusal as an error, which is how smtp-server takes it. */
export class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor({ code, text }: SmtpReply) {
    // One line of printable ASCII, whatever a subject or a template put into the reason.
    super(text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 400));
    this.responseCode = code;
  }
}

export const REFUSALS = {
  domain: {
    code: 550,
    reason: 'domain',
    text: 'This server accepts no mail for this domain; it must be one of VIGIE_SMTP_DOMAIN',
  },
  unknown: {
    code: 550,
    reason: 'recipient',
    text: 'No integration has this address; copy it again from the page of the integration',
  },
  kind: {
    code: 550,
    reason: 'recipient',
    text: 'The integration with this address is not one of type email or heartbeat',
  },
  integrationRate: {
    code: 452,
    reason: 'rate',
    text: 'Too many mails for this integration in a minute; try again later',
  },
  addressRate: { code: 452, reason: 'rate', text: 'Too many mails from your address in a minute; try again later' },
  connections: { code: 421, reason: 'connections', text: 'Too many connections from your address; try again later' },
  guesses: { code: 421, reason: 'recipient', text: 'Too many unknown addresses' },
  tls: { code: 530, reason: 'tls', text: 'Must issue a STARTTLS command first' },
  auth: { code: 535, reason: 'auth', text: 'User or password is wrong' },
  size: { code: 552, reason: 'size', text: 'The mail is too large' },
  busy: { code: 451, reason: 'busy', text: 'Too much is waiting to be stored; try again shortly' },
  memory: { code: 452, reason: 'busy', text: 'Too many large mails at once; try again shortly' },
  /** Nobody is connected to read it. */
  cut: { code: 451, reason: 'cut', text: 'The connection was cut in the middle of the mail' },
  broken: {
    code: 451,
    reason: 'store',
    text: 'The integration with this address cannot be read from the database; try again later',
  },
  store: { code: 451, reason: 'store', text: 'The mail cannot be stored right now; try again shortly' },
} as const satisfies Record<string, SmtpReply>;
