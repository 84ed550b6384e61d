/** Limits rates by token buckets: so many per minute for each key, and as many at once. */
export interface RateLimiter {
  /**
   * @param now monotonic ms
   * @returns whether one more is within the limit; it counts if so
   */
  take(key: string, perMinute: number, now: number): boolean;
}

interface TokenBucket {
  left: number;
  at: number;
}

const MINUTE = 60_000;
/** Source addresses can be forged, so the table is bounded: the least recently seen address is forgotten first. */
const MOST_KEYS = 10_000;

export function createRate(): RateLimiter {
  const buckets = new Map<string, TokenBucket>();
  return {
    take(key, perMinute, now) {
      const bucket = buckets.get(key) ?? { left: perMinute, at: now };
      const left = Math.min(perMinute, bucket.left + ((now - bucket.at) * perMinute) / MINUTE);
      const isWithin = left >= 1;
      buckets.delete(key);
      buckets.set(key, { left: isWithin ? left - 1 : left, at: now });
      if (buckets.size > MOST_KEYS) {
        buckets.delete(buckets.keys().next().value ?? '');
      }
      return isWithin;
    },
  };
}
