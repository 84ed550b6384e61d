/** Turns any request into a beat. */
import type { ParseResult } from '../../ports/source.ts';

/** The request itself is the beat, whatever it contains; its absence opens an incident. */
export function parse(): ParseResult {
  return { ok: true, alerts: [] };
}
