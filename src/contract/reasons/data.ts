/** What the data of reasons is made of. */
import { z } from 'zod';

export const text = z.string();
export const texts = z.array(z.string()).readonly();
export const count = z.number();

/** Everything that has an id or a name of its own. */
export const KINDS = ['user', 'team', 'channel', 'rota', 'time-window', 'policy', 'integration', 'calendar', 'absence', 'maintenance', 'subscription', 'incident', 'alert', 'override', 'layer', 'swap', 'token', 'device', 'contact-method', 'intervention', 'handoff-note', 'calendar-link', 'payload', 'update', 'page'] as const;
export type Kind = (typeof KINDS)[number];
export const kind = z.enum(KINDS);

/** What a field holds, or held. */
export const TYPES = ['text', 'integer', 'number', 'boolean', 'list', 'object', 'null', 'other'] as const;
export type ValueType = (typeof TYPES)[number];
export const type = z.enum(TYPES);

/** How a text must look. */
export const FORMATS = [
  'id', 'clean-line', 'one-line', 'time-zone', 'holiday-region', 'clock-time', 'instant', 'duration', 'local-date-time', 'header-name', 'ingest-token', 'web-address', 'calendar-address',
  'mail-address', 'mail-sender', 'oid', 'certificate', 'base64url', 'version', 'cursor', 'other',
] as const;
export type Format = (typeof FORMATS)[number];
export const format = z.enum(FORMATS);
