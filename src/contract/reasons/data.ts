/** What the data of reasons is made of. */
import { z } from 'zod';
import { SWAP_REFUSALS } from '#domain/rota/swap';

export const text = z.string();
export const texts = z.array(z.string()).readonly();
export const count = z.number();

/** Everything that has an id or a name of its own. */
export const KINDS = [
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
] as const;
export type Kind = (typeof KINDS)[number];
export const kind = z.enum(KINDS);

/** Why nobody can tell who is asking through Grafana. */
export const UNIDENTIFIED = [
  /** `X-Grafana-Id` is missing. */
  'no-identity',
  /** `X-Grafana-Context` is missing or unreadable, where that is all there is. */
  'no-context',
  /** No enabled user is named. */
  'no-user',
  /** Not a token as Grafana signs it, or the signature is another's. */
  'not-signed',
  'expired',
  'not-yet-valid',
  /** Signed with a key that Grafana does not publish. */
  'unknown-key',
  /** Grafana's keys could not be fetched. */
  'keys-unreachable',
  /** Signed for something else than an organisation. */
  'wrong-audience',
  /** Neither a user, nor a service account, nor anonymous. */
  'wrong-kind',
] as const;
export type Unidentified = (typeof UNIDENTIFIED)[number];
export const unidentified = z.enum(UNIDENTIFIED);

/** Why a swap cannot be asked for or changed. */
export const swapRefusal = z.enum(SWAP_REFUSALS);

/** What a field holds, or held. */
export const TYPES = ['text', 'integer', 'number', 'boolean', 'list', 'object', 'null', 'other'] as const;
export type ValueType = (typeof TYPES)[number];
export const type = z.enum(TYPES);

/** What must differ between two. */
export const UNIQUE = ['id', 'login', 'token', 'name'] as const;
export type Unique = (typeof UNIQUE)[number];
export const unique = z.enum(UNIQUE);

/** A configured object, or what lies beside one. */
export const object = z.object({ kind, id: text });

/** How a text must look. */
export const FORMATS = [
  'id',
  'clean-line',
  'one-line',
  'time-zone',
  'holiday-region',
  'clock-time',
  'instant',
  'duration',
  'local-date-time',
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
  // Of settings in the environment.
  'listen-address',
  'base-address',
  'http-address',
  'database',
  'postgres-address',
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
export type Format = (typeof FORMATS)[number];
export const format = z.enum(FORMATS);
