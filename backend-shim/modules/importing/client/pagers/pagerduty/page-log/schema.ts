/** Defines what is read of PagerDuty's log entries. */
import { z } from 'zod';
import { list, text } from '../../shared/fields.ts';
import { reference } from '../schema.ts';

const logEntry = z.looseObject({
  id: text,
  type: text,
  created_at: text,
  /** Who did it: a person, or the service. */
  agent: z.looseObject({ summary: text.nullish() }).nullish(),
  /** Whom a notification, and whom an assignment, was for. */
  user: z.looseObject({ id: text }).nullish(),
  assignees: list(z.looseObject({ id: text })),
  channel: z
    .looseObject({
      type: text.nullish(),
      incident_key: text.nullish(),
      notification: z.looseObject({ type: text.nullish(), status: text.nullish() }).nullish(),
    })
    .nullish(),
  service: reference.nullish(),
  incident: z.looseObject({
    id: text,
    summary: text.nullish(),
    title: text.nullish(),
    incident_key: text.nullish(),
    created_at: text.nullish(),
  }),
});
export type LogEntry = z.output<typeof logEntry>;

export const logEntries = z.looseObject({ log_entries: list(logEntry), more: z.boolean().nullish() });
