/** Turns a CloudEvent in binary mode into its structured form. */
import type { SourcePayload } from '../../ports/source.ts';

/**
 * Turns a CloudEvent in binary mode into the same event in structured mode, with its attributes beside `data`
 * (CloudEvents 1.0.2, HTTP protocol binding §3.1).
 */
export function structured({ body, attributes }: Pick<SourcePayload, 'body' | 'attributes'>): unknown {
  return attributes === undefined ? body : { ...attributes, data: body };
}
