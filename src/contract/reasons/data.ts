/** Defines schemas of the data of reasons. */
import { z } from 'zod';
import { SWAP_REFUSALS } from '#domain/rota/swap';

export const text = z.string();
export const texts = z.array(z.string()).readonly();
export const count = z.number();

/** Everything with an id or a name of its own. */
const KINDS = [
  'user',
  'team',
  'channel',
  'rota',
  'time-window',
  'policy',
  'integration',
  'calendar',
  'absence',
  'maintenance',
  'subscription',
  'incident',
  'alert',
  'override',
  'layer',
  'swap',
  'token',
  'device',
  'contact-method',
  'intervention',
  'handoff-note',
  'calendar-link',
  'payload',
  'update',
  'page',
  'unit',
  'work-profile',
  'organisation',
  'rest',
  'finding',
  'decision',
  'statement',
  'import',
] as const;
export type SubjectKind = (typeof KINDS)[number];
export const kind = z.enum(KINDS);

/** Why Grafana's assertion about the caller does not count. */
const UNIDENTIFIED = [
  /** `X-Grafana-Id` is missing. */
  'no-identity',
  /** `X-Grafana-Context` is missing or unreadable, and there is nothing else. */
  'no-context',
  /** The identity names no enabled user. */
  'no-user',
  /** Not a token of the form that Grafana signs, or the signature is wrong. */
  'not-signed',
  'expired',
  'not-yet-valid',
  /** Signed with a key that Grafana does not publish. */
  'unknown-key',
  /** Grafana's keys could not be fetched. */
  'keys-unreachable',
  /** Signed for something other than an organisation. */
  'wrong-audience',
  /** Neither a user, nor a service account, nor anonymous. */
  'wrong-kind',
] as const;
export type IdentityFailure = (typeof UNIDENTIFIED)[number];
export const unidentified = z.enum(UNIDENTIFIED);

/** Why a swap cannot be requested or changed. */
export const swapRefusal = z.enum(SWAP_REFUSALS);

/** The type of a value. */
const TYPES = ['text', 'integer', 'number', 'boolean', 'list', 'object', 'null', 'other'] as const;
export type ValueType = (typeof TYPES)[number];
export const type = z.enum(TYPES);

/** What must be unique. */
const UNIQUE = ['id', 'login', 'token', 'name'] as const;
export type UniqueField = (typeof UNIQUE)[number];
export const unique = z.enum(UNIQUE);

/** A configured object, or one stored beside the configuration. */
export const object = z.object({ kind, id: text });

/** The format of a text. */
const FORMATS = [
  'id',
  'clean-line',
  'one-line',
  'time-zone',
  'holiday-region',
  'clock-time',
  'instant',
  'duration',
  'local-date-time',
  'local-date',
  'header-name',
  'ingest-token',
  'web-address',
  'calendar-address',
  'mail-address',
  'mail-sender',
  'oid',
  'certificate',
  'base64url',
  'version',
  'cursor',
  'currency',
  // Formats of settings in the environment.
  'listen-address',
  'base-address',
  'http-address',
  'database',
  'postgres-address',
  'postgres-writable',
  'database-file',
  'organisations',
  'smtp-address',
  'networks',
  'push-services',
  'push-key',
  'push-subject',
  'days',
  'domains',
  'user-and-password',
  // Of channels.
  'phone-number',
  'telegram-chat',
  'telegram-secret',
  'slack-member',
  'slack-channel',
  'slack-group',
  'mattermost-user',
  'mattermost-id',
  'ntfy-topic',
  'twilio-account',
  'twilio-key',
  'twilio-service',
  'ovh-account',
  'smpp-sender',
  'other',
] as const;
export type TextFormat = (typeof FORMATS)[number];
export const format = z.enum(FORMATS);

/** What an import needs before what was asked for. */
const IMPORT_NEEDS = ['fetch', 'plan', 'prove', 'people', 'apply'] as const;
export type ImportNeed = (typeof IMPORT_NEEDS)[number];
export const importNeed = z.enum(IMPORT_NEEDS);
