/** Limits rates by token buckets: so many per minute for each key, and as many at once. */
export interface RateLimiter {
  /**
   * @param now monotonic ms
   * @param count how many it counts as, 1 unless given
   * @returns whether so many more are within the limit; they count if so
   */
  take(key: string, perMinute: number, now: number, count?: number): boolean;
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
    take(key, perMinute, now, count = 1) {
      const bucket = buckets.get(key) ?? { left: perMinute, at: now };
      const left = Math.min(perMinute, bucket.left + ((now - bucket.at) * perMinute) / MINUTE);
      const isWithin = left >= count;
      buckets.delete(key);
      buckets.set(key, { left: isWithin ? left - count : left, at: now });
      if (buckets.size > MOST_KEYS) {
        buckets.delete(buckets.keys().next().value ?? '');
      }
      return isWithin;
    },
  };
}
