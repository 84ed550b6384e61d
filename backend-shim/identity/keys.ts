/**
 * Caches Grafana's signing keys. They are fetched again every hour, and when a token names an unknown key (keys rotate
 * monthly). While Grafana is unreachable, the cached keys stay valid.
 */
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SigningKey, SigningKeys } from '../ports/signing-keys.ts';

type FoundKey = { ok: true; key: SigningKey } | { ok: false; why: 'keys-unreachable' | 'unknown-key'; message: string };

export interface GrafanaKeys {
  find(kid: string): Promise<FoundKey>;
}

const FRESH_MS = 3_600_000;
/** ms before an unknown key, or an unreachable Grafana, is asked again. */
const UNKNOWN_MS = 10_000;
const AWAY_MS = 1000;
const MOST_UNKNOWN = 100;

export function createKeys(source: SigningKeys, clock: Pick<Clock, 'monotonic'>, log: Log): GrafanaKeys {
  let keys: SigningKey[] = [];
  let fetchedAt = -Infinity;
  let away: { at: number; reason: string } | null = null;
  let pending: Promise<void> | null = null;
  const unknown = new Map<string, number>();

  async function refresh(): Promise<void> {
    const answer = await source.fetch();
    if (answer.ok) {
      keys = answer.keys;
      fetchedAt = clock.monotonic();
      away = null;
    } else {
      away = { at: clock.monotonic(), reason: answer.reason };
      log.warn({ reason: answer.reason, kept: keys.length }, "Grafana's signing keys could not be fetched");
    }
  }

  /** Concurrent requests that need keys share one fetch. */
  function refreshOnce(): Promise<void> {
    pending ??= refresh().finally(() => (pending = null));
    return pending;
  }

  const known = (kid: string): FoundKey | null => {
    const key = keys.find((one) => one.kid === kid);
    return key ? { ok: true, key } : null;
  };
  const isRecent = (at: number | undefined, within: number) => at !== undefined && clock.monotonic() - at < within;
  const missing = () => missingKey(keys.length === 0 ? (away?.reason ?? null) : null);

  return {
    find: async (kid) => {
      const found = known(kid);
      if (found) {
        if (!isRecent(fetchedAt, FRESH_MS) && !isRecent(away?.at, AWAY_MS)) {
          await refreshOnce();
        }
        return known(kid) ?? missing();
      }
      if (isRecent(unknown.get(kid), UNKNOWN_MS) || isRecent(away?.at, AWAY_MS)) {
        return missing();
      }
      await refreshOnce();
      const now = known(kid);
      if (!now && !away) {
        if (unknown.size >= MOST_UNKNOWN) {
          unknown.clear();
        }
        unknown.set(kid, clock.monotonic());
      }
      return now ?? missing();
    },
  };
}

/** @param away why no key could be fetched yet; null: keys are there, but not this one */
function missingKey(away: string | null): FoundKey {
  return away === null
    ? {
        ok: false,
        why: 'unknown-key',
        message:
          'Grafana does not know the key that signed this identity. Is VIGIE_GRAFANA_URL the Grafana you came from?',
      }
    : {
        ok: false,
        why: 'keys-unreachable',
        message: `Grafana's signing keys are not known yet: ${away}. Check VIGIE_GRAFANA_URL, and that Grafana can be reached from the sidecar.`,
      };
}
