/** Durations in the API and files are texts such as `30s`, `5m`, `1h30m`, `2d`; in the domain, milliseconds. */
import { z } from 'zod';
import { addProblem } from '#contract/base/why';
import { DAY, formatDuration, parseDuration } from '#domain/time/duration';

const HINT = 'must be a duration such as 0s, 30s, 5m, 1h30m or 2d';
/** A longer duration is a typing mistake: no wait of an on-call service lasts ten years. */
const LONGEST = 3_660 * DAY;

export interface DurationLimits {
  /** Milliseconds, inclusive. */
  min?: number;
  max?: number;
}

/** A duration within limits; the message names the limit. */
export function duration({ min = 0, max = LONGEST }: DurationLimits = {}) {
  return z.string(HINT).superRefine((text, ctx) => {
    const ms = parseDuration(text);
    if (ms === null) {
      addProblem(ctx, [], HINT, { reason: 'wrong-format', data: { format: 'duration' } });
    } else if (ms < min) {
      addProblem(ctx, [], `must be at least ${formatDuration(min)}`, {
        reason: 'duration-too-short',
        data: { min: formatDuration(min) },
      });
    } else if (ms > max) {
      addProblem(ctx, [], `must be at most ${formatDuration(max)}`, {
        reason: 'duration-too-long',
        data: { max: formatDuration(max) },
      });
    }
  });
}

/** @returns milliseconds; throws for an unchecked text, which is a bug */
export function toMilliseconds(text: string): number {
  const ms = parseDuration(text);
  if (ms === null) {
    throw new Error(`duration ${JSON.stringify(text)} was not checked`);
  }
  return ms;
}
