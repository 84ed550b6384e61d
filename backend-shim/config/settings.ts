/** Every setting of the sidecar: its variable, the form of its value, and its default. */
import type { z } from 'zod';
import { DAY, HOUR } from '#domain/time/duration';
import {
  baseAddress,
  clockHours,
  databaseLocation,
  httpAddress,
  listenAddress,
  mailDomains,
  mailSender,
  networks,
  oneOf,
  organisationIds,
  plainText,
  pushKey,
  pushServices,
  pushSubject,
  retentionTime,
  secretKey,
  smtpAddress,
  urlSafeToken,
  userAndPassword,
} from './values.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const SMTP_TLS_MODES = ['starttls', 'required', 'implicit'] as const;

/** A setting that may be absent (null). */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().default(null as z.output<z.ZodNullable<Schema>> & z.util.NoUndefined<z.output<Schema>>);
}

export const SETTINGS = {
  VIGIE_LISTEN: listenAddress.default({ host: '127.0.0.1', port: 8723 }),
  VIGIE_PUBLIC_LISTEN: optional(listenAddress),
  VIGIE_PUBLIC_URL: baseAddress.default('http://localhost:8723'),
  VIGIE_DATABASE_URL: databaseLocation.default({ kind: 'sqlite', path: './data/vigie.db' }),
  VIGIE_PROVISIONING: plainText.default('./provisioning/vigie'),
  VIGIE_PROVISIONING_ALLOW_EMPTY: oneOf(['true', 'false']).default('false'),
  VIGIE_API_TOKEN: optional(urlSafeToken),
  VIGIE_PLUGIN_TOKEN: optional(urlSafeToken),
  VIGIE_SECRET_KEY: optional(secretKey),
  VIGIE_SECRET_KEY_PREVIOUS: optional(secretKey),
  VIGIE_API_TOKEN_PREVIOUS: optional(urlSafeToken),
  VIGIE_PLUGIN_TOKEN_PREVIOUS: optional(urlSafeToken),
  VIGIE_METRICS_TOKEN: optional(urlSafeToken),
  VIGIE_GRAFANA_URL: optional(baseAddress),
  VIGIE_GRAFANA_TOKEN: optional(plainText),
  VIGIE_GRAFANA_ORGS: organisationIds.default([1]),
  VIGIE_SMTP_URL: optional(smtpAddress),
  VIGIE_MAIL_FROM: optional(mailSender),
  VIGIE_PUSH_SERVICES: optional(pushServices),
  VIGIE_PUSH_KEY: optional(pushKey),
  VIGIE_PUSH_SUBJECT: optional(pushSubject),
  VIGIE_OUTGOING_ALLOW: networks.default([]),
  VIGIE_HEARTBEAT_URL: optional(httpAddress),
  VIGIE_RETENTION_INCIDENTS: retentionTime.default(396 * DAY),
  VIGIE_RETENTION_PAYLOADS: retentionTime.default(30 * DAY),
  VIGIE_RETENTION_AUDIT: retentionTime.default(1830 * DAY),
  VIGIE_VIEWERS_ACKNOWLEDGE: oneOf(['true', 'false']).default('false'),
  VIGIE_SLEEP_HOURS: clockHours.default({ from: 22 * HOUR, to: 8 * HOUR }),
  VIGIE_SHADOW: oneOf(['true', 'false']).default('false'),
  VIGIE_LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  VIGIE_CLOCK: oneOf(['system', 'manual']).default('system'),
  VIGIE_SMTP_LISTEN: optional(listenAddress),
  VIGIE_SMTP_DOMAIN: mailDomains.default([]),
  VIGIE_SMTP_TLS_CERT: optional(plainText),
  VIGIE_SMTP_TLS_KEY: optional(plainText),
  VIGIE_SMTP_TLS: optional(oneOf(SMTP_TLS_MODES)),
  VIGIE_SMTP_AUTH: optional(userAndPassword),
  VIGIE_SNMP_LISTEN: optional(listenAddress),
  VIGIE_PLUGIN_ZIP: optional(plainText),
};

export type SettingName = keyof typeof SETTINGS;
export const VARIABLES = Object.keys(SETTINGS) as SettingName[];
/** The settings as values, before they are checked against each other. */
export type SettingValues = { [Name in SettingName]: z.output<(typeof SETTINGS)[Name]> };
