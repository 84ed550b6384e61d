/**
 * Reads the JSON that the operator's Grafana answers, with bounds: whoever has Grafana, or its address, must not end the process
 * that pages.
 */

export interface AnswerBounds {
  bytes: number;
  /** Values in the JSON, see `shapeOf`. */
  values: number;
}

/** Parses JSON that is neither too deep nor has too many values. */
export type ReadJson = (
  text: string,
  mostValues: number,
) => { ok: true; value: unknown } | { ok: false; why: 'no-json' | 'misshapen'; detail: string };

/** `reason` continues a sentence that begins with the address. */
export type BoundedAnswer = { ok: true; value: unknown } | { ok: false; reason: string };

/** Rejects if the answer ends in its middle. What is longer than its bound is no longer received. */
export async function readBounded(
  response: Pick<Response, 'body'>,
  { bytes, values }: AnswerBounds,
  readJson: ReadJson,
): Promise<BoundedAnswer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream, which closes the connection.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > bytes) {
      return { ok: false, reason: `answered with more than ${bytes / 1024} KiB` };
    }
    chunks.push(chunk);
  }
  const read = readJson(Buffer.concat(chunks).toString('utf8'), values);
  if (read.ok) {
    return read;
  }
  return {
    ok: false,
    reason: read.why === 'no-json' ? 'answered with something that is no JSON' : `answered too much: ${read.detail}`,
  };
}
