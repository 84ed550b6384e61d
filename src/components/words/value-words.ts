/** Names the values in the data of reasons: kinds of things, types of values, forms of texts. */
import type { SwapRefusal } from '#domain/rota/swap';
import type { TextFormat, SubjectKind, IdentityFailure, UniqueField, ValueType } from '#contract/reasons/data';
import { readerLanguage, t } from '../../language.ts';

const KINDS: Record<SubjectKind, () => string> = {
  user: () => t('kind.user', 'user'),
  team: () => t('kind.team', 'team'),
  channel: () => t('kind.channel', 'channel'),
  rota: () => t('kind.rota', 'rota'),
  'time-window': () => t('kind.time-window', 'time window'),
  policy: () => t('kind.policy', 'escalation policy'),
  integration: () => t('kind.integration', 'integration'),
  calendar: () => t('kind.calendar', 'calendar'),
  absence: () => t('kind.absence', 'absence'),
  maintenance: () => t('kind.maintenance', 'maintenance'),
  subscription: () => t('kind.subscription', 'subscription'),
  incident: () => t('kind.incident', 'incident'),
  alert: () => t('kind.alert', 'alert'),
  override: () => t('kind.override', 'override'),
  layer: () => t('kind.layer', 'layer'),
  swap: () => t('kind.swap', 'swap'),
  token: () => t('kind.token', 'API token'),
  device: () => t('kind.device', 'device'),
  'contact-method': () => t('kind.contact-method', 'contact method'),
  intervention: () => t('kind.intervention', 'intervention'),
  'handoff-note': () => t('kind.handoff-note', 'handoff note'),
  'calendar-link': () => t('kind.calendar-link', 'calendar link'),
  payload: () => t('kind.payload', 'rejected payload'),
  update: () => t('kind.update', 'update'),
  page: () => t('kind.page', 'page'),
  unit: () => t('kind.unit', 'unit'),
  'work-profile': () => t('kind.work-profile', 'work profile'),
  organisation: () => t('kind.organisation', 'organisation'),
  rest: () => t('kind.rest', 'rest'),
  finding: () => t('kind.finding', 'finding'),
  decision: () => t('kind.decision', 'decision'),
  statement: () => t('kind.statement', 'monthly statement'),
  import: () => t('kind.import', 'import'),
};

export function kindWord(kind: SubjectKind): string {
  return KINDS[kind]();
}

const UNIDENTIFIED: Record<IdentityFailure, () => string> = {
  'no-identity': () =>
    t(
      'unidentified.no-identity',
      'Grafana sent no signed identity (X-Grafana-Id). A proxy between Grafana and the sidecar must pass this header on.',
    ),
  'no-context': () =>
    t(
      'unidentified.no-context',
      'Grafana did not say who is asking (X-Grafana-Context). A proxy between Grafana and the sidecar must pass this header on.',
    ),
  'no-user': () => t('unidentified.no-user', 'Grafana did not name an enabled user.'),
  'not-signed': () => t('unidentified.not-signed', 'The signature of the identity is not Grafana’s.'),
  expired: () =>
    t(
      'unidentified.expired',
      'The identity that Grafana signed has expired. Reload the page. If it happens again, compare the clocks of Grafana and of the sidecar.',
    ),
  'not-yet-valid': () =>
    t(
      'unidentified.not-yet-valid',
      'The identity that Grafana signed is not valid yet. Compare the clocks of Grafana and of the sidecar.',
    ),
  'unknown-key': () =>
    t(
      'unidentified.unknown-key',
      'The identity is signed with a key that the Grafana at VIGIE_GRAFANA_URL does not know. Check that it is this Grafana.',
    ),
  'keys-unreachable': () =>
    t(
      'unidentified.keys-unreachable',
      'The sidecar could not fetch Grafana’s signing keys. Check VIGIE_GRAFANA_URL, and that the sidecar reaches Grafana there.',
    ),
  'wrong-audience': () =>
    t('unidentified.wrong-audience', 'The identity was signed for something else than a Grafana organization.'),
  'wrong-kind': () =>
    t('unidentified.wrong-kind', 'Only users, service accounts and anonymous visitors of Grafana can use Vigie.'),
};

export function unidentifiedText(why: IdentityFailure): string {
  return UNIDENTIFIED[why]();
}

const TYPES: Record<ValueType, () => string> = {
  text: () => t('type.text', 'text'),
  integer: () => t('type.integer', 'a whole number'),
  number: () => t('type.number', 'a number'),
  boolean: () => t('type.boolean', 'true or false'),
  list: () => t('type.list', 'a list'),
  object: () => t('type.object', 'an object with fields'),
  null: () => t('type.null', 'nothing (null)'),
  other: () => t('type.other', 'something else'),
};

export function typeWord(type: ValueType): string {
  return TYPES[type]();
}

const FORMATS: Record<TextFormat, () => string> = {
  id: () =>
    t(
      'format.id',
      'must start with a letter or digit and contain only letters, digits, “.”, “_” and “-” (at most 100)',
    ),
  'clean-line': () => t('format.clean-line', 'must be on one line, without spaces at its ends or control characters'),
  'one-line': () => t('format.one-line', 'must be on one line'),
  'time-zone': () => t('format.time-zone', 'must be an IANA time zone such as Europe/Paris'),
  'holiday-region': () => t('format.holiday-region', 'must be a holiday region such as FR, FR-57 or DE-BY'),
  'clock-time': () => t('format.clock-time', 'must be a time such as 09:00'),
  instant: () => t('format.instant', 'must be an instant such as 2026-01-05T09:00:00Z'),
  duration: () => t('format.duration', 'must be a duration such as 0s, 30s, 5m, 1h30m or 2d'),
  'local-date': () => t('format.local-date', 'must be a date such as 2026-01-05'),
  'local-date-time': () => t('format.local-date-time', 'must be a date and time such as 2026-01-05T09:00'),
  'header-name': () => t('format.header-name', 'must be the name of an HTTP header'),
  'ingest-token': () => t('format.ingest-token', 'must contain only letters, digits, “.”, “_”, “~” and “-”'),
  'web-address': () => t('format.web-address', 'must be a complete address such as https://zabbix.example.com'),
  'calendar-address': () =>
    t('format.calendar-address', 'must be a complete address that begins with https://, http:// or webcal://'),
  'mail-address': () => t('format.mail-address', 'must be a mail address such as ann@example.com'),
  'mail-sender': () =>
    t('format.mail-sender', 'must be an address such as ups@example.com, or a domain such as @example.com'),
  oid: () => t('format.oid', 'must be an OID in numbers, such as 1.3.6.1.6.3.1.1.5.3'),
  certificate: () => t('format.certificate', 'must be a certificate in PEM form (-----BEGIN CERTIFICATE-----)'),
  base64url: () => t('format.base64url', 'must be base64url'),
  version: () => t('format.version', 'must be the version of the object'),
  cursor: () => t('format.cursor', 'must be the “next” of an earlier answer'),
  'listen-address': () =>
    t('format.listen-address', 'must be host:port, such as 127.0.0.1:8723, 0.0.0.0:8723 or [::1]:8723'),
  'base-address': () =>
    t('format.base-address', 'must be an address such as https://oncall.example.com, without credentials, “?” and “#”'),
  'http-address': () => t('format.http-address', 'must be an address such as https://hc.example.com/ping/…'),
  database: () =>
    t(
      'format.database',
      'must be sqlite:<path>, such as sqlite:./data/vigie.db, or postgres://user:password@host/database',
    ),
  'postgres-address': () =>
    t(
      'format.postgres-address',
      'must be a valid postgres:// address; special characters in the password must be percent-encoded',
    ),
  'postgres-writable': () =>
    t(
      'format.postgres-writable',
      'must have target_session_attrs=read-write or none: a sidecar works on the server that takes writes',
    ),
  'database-file': () => t('format.database-file', 'must be a file: what is only in memory is lost with the process'),
  organisations: () =>
    t('format.organisations', 'must be ids of Grafana organizations with commas between them, such as 1,2'),
  'smtp-address': () =>
    t(
      'format.smtp-address',
      'must be smtp://user:password@host:587 or smtps://user:password@host:465; special characters in the password must be percent-encoded',
    ),
  networks: () => t('format.networks', 'must be networks with commas between them, such as 10.0.0.0/8,127.0.0.1'),
  'push-services': () =>
    t(
      'format.push-services',
      'must be hosts of push services with commas between them, such as fcm.googleapis.com,*.push.apple.com; one of your own may be an origin such as https://push.example.com',
    ),
  'push-key': () =>
    t(
      'format.push-key',
      'must be a private VAPID key: 32 bytes as 43 characters of base64url, as “npx web-push generate-vapid-keys” prints it',
    ),
  'push-subject': () =>
    t('format.push-subject', 'must be an https: address or mailto:you@example.com, where push services can reach you'),
  currency: () => t('format.currency', 'must be a currency such as EUR'),
  days: () => t('format.days', 'must be a duration of at least a day, such as 30d or 396d'),
  domains: () => t('format.domains', 'must be domains with commas between them, such as vigie.example.com'),
  'user-and-password': () => t('format.user-and-password', 'must be user:password, without spaces'),
  'phone-number': () => t('format.phone-number', 'must be a number with its country, like +33612345678'),
  'telegram-chat': () =>
    t(
      'format.telegram-chat',
      'must be the number of a chat, like 123456789, or the name of a channel, like @sre_alerts',
    ),
  'telegram-secret': () => t('format.telegram-secret', 'must have 16 to 256 letters, digits, _ and -'),
  'slack-member': () =>
    t(
      'format.slack-member',
      'must be a member ID, like U0123456789 (in Slack: profile, ⋮, Copy member ID), or the address of an incoming webhook',
    ),
  'slack-channel': () => t('format.slack-channel', 'must be the id of a channel, like C0123456789, or its name'),
  'slack-group': () => t('format.slack-group', 'must be the id of a user group, like S0123456789'),
  'mattermost-user': () =>
    t('format.mattermost-user', 'must be a user id of 26 letters and digits, or the address of an incoming webhook'),
  'mattermost-id': () => t('format.mattermost-id', 'must be an id of 26 letters and digits'),
  'ntfy-topic': () =>
    t(
      'format.ntfy-topic',
      'must be a complete address that ends with the name of a topic: letters, digits, _ and -, at most 64',
    ),
  'twilio-account': () =>
    t('format.twilio-account', 'must be AC and 32 hexadecimal digits, as the Twilio console shows it'),
  'twilio-key': () => t('format.twilio-key', 'must be SK and 32 hexadecimal digits'),
  'twilio-service': () => t('format.twilio-service', 'must be MG and 32 hexadecimal digits'),
  'ovh-account': () => t('format.ovh-account', 'must be the name of the SMS account, like sms-ab12345-1'),
  'smpp-sender': () => t('format.smpp-sender', 'must be a number or up to 11 plain letters'),
  other: () => t('format.other', 'does not have the form that is needed here'),
};

/** The end of a sentence about a field. */
export function formatWords(format: TextFormat): string {
  return FORMATS[format]();
}

const SWAPS: Record<SwapRefusal, () => string> = {
  badWindow: () =>
    t(
      'swap-refusal.badWindow',
      'A window must end later than it starts, and the shift in return must lie outside the window.',
    ),
  tooLong: () => t('swap-refusal.tooLong', 'A window lasts a year at most, and ends before 2101.'),
  over: () => t('swap-refusal.over', 'The window is already over; choose one that ends in the future.'),
  askedOfSelf: () => t('swap-refusal.askedOfSelf', 'Ask somebody else, or anyone.'),
  notOnCall: () =>
    t(
      'swap-refusal.notOnCall',
      'The person who asks is not on call on this rota in that window; choose a window with a shift of theirs.',
    ),
  returnNotTheirs: () =>
    t('swap-refusal.returnNotTheirs', 'The person who takes the swap is not on call in the window asked in return.'),
  notOpen: () => t('swap-refusal.notOpen', 'This swap is no longer open.'),
  ownSwap: () => t('swap-refusal.ownSwap', 'Somebody else must take this swap; the person who asked may cancel it.'),
  notAsked: () => t('swap-refusal.notAsked', 'This swap was asked of somebody else.'),
  notYours: () => t('swap-refusal.notYours', 'Only the person who asked may cancel this swap.'),
  notYet: () => t('swap-refusal.notYet', 'This swap can still be taken.'),
};

export function swapRefusalText(why: SwapRefusal): string {
  return SWAPS[why]();
}

const UNIQUE: Record<UniqueField, () => string> = {
  id: () => t('unique.id', 'id'),
  login: () => t('unique.login', 'login'),
  token: () => t('unique.token', 'token'),
  name: () => t('unique.name', 'name'),
};

/** The noun after “the same”, for a value that must be unique. */
export function uniqueWord(what: UniqueField): string {
  return UNIQUE[what]();
}

/** `a, b or c` */
export function oneOf(words: readonly string[]): string {
  return new Intl.ListFormat(readerLanguage(), { type: 'disjunction' }).format(words);
}

/** `a, b and c` */
export function allOf(words: readonly string[]): string {
  return new Intl.ListFormat(readerLanguage(), { type: 'conjunction' }).format(words);
}
