/** Compares `sync` settings of an integration independently of how they are written. */
import { isDeepStrictEqual } from 'node:util';
import { readingSchema } from '#contract/base/reading';
import { sync as schema, toSync } from '#contract/integrations/integration-sync';
import type { SyncWire } from '#contract/integrations/integration-sync';
import type { SyncSettings } from '#domain/routing/integration';

const stored = readingSchema(schema);

interface KeptSync extends SyncSettings {
  /** Whoever names another account decides what is renewed and removed in Grafana. */
  account: SyncWire['account'] | null;
}

/** Parsed with defaults and with durations as numbers; null if invalid. */
function settingsOf(of: typeof schema, value: unknown): KeptSync | null {
  const read = of.safeParse(value);
  return read.success ? { ...toSync(read.data), account: read.data.account ?? null } : null;
}

/**
 * null removes the settings, which needs no secret. Secrets are write-only, so settings sent back as read have none.
 */
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
