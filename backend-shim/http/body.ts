/** Decodes ingest bodies as monitors send them: JSON or form fields, sometimes gzipped or mislabelled. */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { BYTES_A_VALUE, misshapen, shapeOf } from '#contract/foreign/json-shape';

export const MOST_BYTES = 5 * 1024 * 1024;

export type DecodeResult =
  { ok: true; body: unknown; text: string } | { ok: false; status: 400 | 413 | 415; reason: string; text: string };

const DECODERS: Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** @returns the decompressed bytes, over which the sender computed the signature */
export async function decompress(
  raw: Buffer,
  encoding: string | undefined,
  most = MOST_BYTES,
): Promise<{ ok: true; bytes: Buffer } | Extract<DecodeResult, { ok: false }>> {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '') {
    return { ok: true, bytes: raw };
  }
  const decode = DECODERS[name];
  if (!decode) {
    return {
      ok: false,
      status: 415,
      reason: `Content-Encoding ${name} is not understood; send gzip or nothing`,
      text: '',
    };
  }
  try {
    return { ok: true, bytes: await decode(raw, { maxOutputLength: most }) };
  } catch (error) {
    const isTooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLarge
      ? {
          ok: false,
          status: 413,
          reason: `the body is larger than ${most / 1024 / 1024} MiB once decompressed`,
          text: '',
        }
      : { ok: false, status: 400, reason: `the body is not valid ${name}`, text: '' };
  }
}

/** A decoder takes longer to make than a short body to decode. It keeps nothing from one body to the next. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

const FORM = 'application/x-www-form-urlencoded';

/** @param hold is told the bytes of memory that the text and its values will take, before they do; what it throws is thrown */
export function decodeBody(
  bytes: Buffer,
  contentType: string | undefined,
  hold: (bytes: number) => void = () => undefined,
): DecodeResult {
  hold(bytes.length);
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== '' && type !== FORM && type !== 'text/plain' && !/\bjson\b/.test(type)) {
    return {
      ok: false,
      status: 415,
      reason: `Content-Type ${type} is not understood; send application/json or ${FORM}`,
      text: textOf(bytes),
    };
  }
  if (type !== FORM) {
    return parseJson(bytes, hold);
  }
  const text = textOf(bytes);
  // `curl -d '{…}'` labels JSON as a form.
  return /^\s*[[{]/.test(text) ? parseJson(bytes, hold, () => text) : formFields(text, hold);
}

function textOf(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    // Old monitors send Latin-1, in which every byte is a character, so nothing is lost.
    return bytes.toString('latin1');
  }
}

/** Makes the text only where there is room for its values: of a crowd that is refused, the texts would be garbage. */
function parseJson(bytes: Buffer, hold: (bytes: number) => void, made = () => textOf(bytes)): DecodeResult {
  const shape = shapeOf(bytes);
  const wrong = misshapen(shape);
  if (wrong !== null) {
    return { ok: false, status: 400, reason: wrong, text: made() };
  }
  hold(shape.values * BYTES_A_VALUE);
  const text = made();
  try {
    return { ok: true, body: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown, text };
  } catch (error) {
    return {
      ok: false,
      status: 400,
      reason: text.trim() === '' ? 'the body is empty' : `the body is not valid JSON: ${(error as Error).message}`,
      text,
    };
  }
}

/** Monitors send dozens of fields. */
const MOST_FIELDS = 10_000;

function formFields(text: string, hold: (bytes: number) => void): DecodeResult {
  let values = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    values++;
  }
  if (values > MOST_FIELDS) {
    return { ok: false, status: 400, reason: `the form has more than ${MOST_FIELDS} fields`, text };
  }
  hold(values * BYTES_A_VALUE);
  const fields = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(text)) {
    fields[name] = value;
  }
  return { ok: true, body: { ...fields }, text };
}
