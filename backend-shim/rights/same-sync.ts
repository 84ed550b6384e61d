/** Whether `sync` of an integration stays as it is, however it is written. */
import { isDeepStrictEqual } from 'node:util';
import { readingSchema } from '#contract/base/reading';
import { sync as schema, toSync } from '#contract/integrations/integration-sync';
import type { SyncWire } from '#contract/integrations/integration-sync';
import type { SyncSettings } from '#domain/routing/integration';

const stored = readingSchema(schema);

/** With its defaults, and durations as numbers. null: it has not the form of one. */
function settingsOf(of: typeof schema, value: unknown): SyncSettings | null {
  const read = of.safeParse(value);
  return read.success ? toSync(read.data as SyncWire) : null;
}

/** null given: it is taken away, which needs no secret. Secrets are write-only, so that what is sent back has none. */
export function keepsSync(given: unknown, before: unknown): boolean {
  if (given === null) {
    return true;
  }
  const [next, now] = [settingsOf(schema, given), settingsOf(stored, before)];
  return (
    next !== null &&
    now !== null &&
    isDeepStrictEqual({ ...next, token: next.token ?? now.token, password: next.password ?? now.password }, now)
  );
}
