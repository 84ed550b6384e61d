/** Decodes the bytes of a mail into the fields that `parse` and templates read. Attachments are named, never kept. */
import { MailParser } from 'mailparser';
import type { AddressObject, AttachmentStream, Headers, MessageText } from 'mailparser';
import type { DecodedBody } from '../../ports/source.ts';

/**
 * Limits of mailparser for one mail: bytes of the head, number of parts, characters of HTML (128 Ki take a quarter of a
 * second on a slow machine).
 */
const LIMITS = { maxHeadSize: 256 * 1024, maxChildNodes: 100 };
const MOST_HTML = 128 * 1024;
const MOST_TEXT = 64 * 1024;
const MOST_HEADERS = 100;
const MOST_HEADER = 2_000;
const MOST_NAMES = 20;
const MOST_REFERENCES = 50;
/** mailparser 3.14 waits for ever for the rest of a mail of type message/rfc822 that is cut off in its headers. */
const END = Buffer.from('\r\n\r\n');

/** `from`, `to` and `cc` are addresses, times are ISO 8601, texts are trimmed. */
export interface MailBody {
  from: string | null;
  fromName: string | null;
  to: string | null;
  cc: string | null;
  subject: string | null;
  text: string | null;
  date: string | null;
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  /** Names in lower case; values of repeated headers are joined by line breaks. */
  headers: Record<string, string>;
  /** The number of servers that the mail passed. */
  hops: number;
  /** File names. */
  attachments: string[];
  /** The sender of the SMTP envelope, if it came by SMTP; empty for a bounce. */
  envelopeFrom?: string;
}

interface MailParts {
  headers: Headers;
  names: string[];
  hops: number;
  text: string | null;
  html: string | null;
}

/** @param hide secrets that may stand in addresses; `…` replaces them in what is kept */
export async function decodeMail(bytes: Uint8Array, hide: readonly string[]): Promise<DecodedBody> {
  try {
    const parts = await read(bytes);
    const text = blank(parts.text) && parts.html !== null ? await textOfHtml(parts.html) : parts.text;
    return { ok: true, body: hidden(bodyOf({ ...parts, text }), hide) };
  } catch (error) {
    return { ok: false, reason: `the mail cannot be read: ${(error as Error).message.slice(0, 200)}` };
  }
}

function read(bytes: Uint8Array): Promise<MailParts> {
  const options = {
    ...LIMITS,
    skipHtmlToText: true,
    skipImageLinks: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    checksumAlgo: false as const,
  };
  const parser = new MailParser(options);
  const parts: MailParts = { headers: new Map(), names: [], hops: 0, text: null, html: null };
  return new Promise((resolve, reject) => {
    // An exception thrown at an emitter would end the process, so an error only ends this mail.
    const heard =
      <Heard>(hear: (heard: Heard) => void) =>
      (value: Heard) => {
        try {
          hear(value);
        } catch (error) {
          reject(error as Error);
        }
      };
    parser.on(
      'headers',
      heard((headers) => void (parts.headers = headers)),
    );
    parser.on(
      'headerLines',
      heard((lines) => void (parts.hops = lines.filter(({ key }) => key === 'received').length)),
    );
    parser.on(
      'data',
      heard((data) => (data.type === 'attachment' ? pass(data, parts.names) : take(data, parts))),
    );
    parser.on('error', reject);
    parser.on('end', () => resolve(parts));
    parser.end(Buffer.concat([bytes, END]));
  });
}

/** mailparser gives `false` for an empty part. */
function pass({ content, filename, contentType, release }: AttachmentStream, names: string[]): void {
  if (names.length < MOST_NAMES) {
    names.push(cut(textOf(filename) ?? textOf(contentType) ?? 'attachment', 200));
  }
  content.on('end', () => release?.());
  content.resume();
}

function take({ text, html }: MessageText, parts: MailParts): void {
  parts.text = text ?? null;
  parts.html = html ?? null;
}

/** Converts HTML to text with the same library, by parsing a mail that contains only the first part of the HTML. */
async function textOfHtml(html: string): Promise<string | null> {
  const parser = new MailParser({
    ...LIMITS,
    skipImageLinks: true,
    skipTextToHtml: true,
    maxHtmlLengthToParse: MOST_HTML + 1,
  });
  let text: string | null = null;
  await new Promise<void>((resolve, reject) => {
    parser.on('data', (data) => {
      if (data.type === 'text') {
        text = data.text ?? null;
      }
    });
    parser.on('error', reject);
    parser.on('end', resolve);
    parser.end(
      Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${html.slice(0, MOST_HTML).toWellFormed()}`, 'utf8'),
    );
  });
  return text;
}

function bodyOf({ headers, names, hops, text }: MailParts): MailBody {
  const from = firstOf(headers.get('from'));
  const date = headers.get('date');
  return {
    from: from?.address ?? null,
    fromName: from?.name ?? null,
    to: textOf(headers.get('to')),
    cc: textOf(headers.get('cc')),
    subject: textOf(headers.get('subject')),
    text: blank(text) ? null : cut((text ?? '').trim(), MOST_TEXT),
    date: date instanceof Date && Number.isFinite(date.getTime()) ? date.toISOString() : null,
    messageId: idsIn(textOf(headers.get('message-id')))[0] ?? null,
    inReplyTo: idsIn(textOf(headers.get('in-reply-to')))[0] ?? null,
    references: idsIn(textOf(headers.get('references'))),
    headers: headersOf(headers),
    hops,
    attachments: names,
  };
}

function headersOf(headers: Headers): Record<string, string> {
  const entries = [...headers].slice(0, MOST_HEADERS).flatMap(([name, value]) => {
    const text = textOf(value);
    return text === null || name === '__proto__' ? [] : [[cut(name, 200), text] as const];
  });
  return Object.fromEntries(entries);
}

/** mailparser gives some headers as objects; templates expect text. */
function textOf(value: unknown): string | null {
  return blank(plain(value)) ? null : cut(plain(value) ?? '', MOST_HEADER);
}

function plain(value: unknown): string | null {
  if (typeof value === 'string') {
    return value.trim();
  }
  if (value instanceof Date) {
    return Number.isFinite(value.getTime()) ? value.toISOString() : null;
  }
  if (Array.isArray(value)) {
    return value
      .slice(0, MOST_HEADERS)
      .map(plain)
      .filter((one) => one !== null)
      .join('\n');
  }
  if (typeof value === 'object' && value !== null) {
    const { text, value: main } = value as { text?: unknown; value?: unknown };
    return typeof text === 'string' ? text.trim() : typeof main === 'string' ? main.trim() : listed(value);
  }
  return null;
}

/** `List-Id` and its like: `{ id: { name, id }, … }`. */
function listed(value: object): string | null {
  return (
    Object.entries(value)
      .slice(0, MOST_NAMES)
      .map(([name, entry]) => `${name}: ${Object.values((entry ?? {}) as object).join(' ')}`)
      .join('\n') || null
  );
}

function firstOf(value: unknown): { address: string | null; name: string | null } | null {
  const [first] = ((Array.isArray(value) ? value[0] : value) as AddressObject | undefined)?.value ?? [];
  return first
    ? {
        address: first.address ? cut(first.address.toLowerCase(), 320) : null,
        name: first.name ? cut(first.name, 200) : null,
      }
    : null;
}

/** Splits `<a@x> <b@y>`, in one text or on several lines. */
function idsIn(text: string | null): string[] {
  return (text?.match(/<[^<>\s]{1,500}>/g) ?? []).slice(-MOST_REFERENCES);
}

function blank(text: string | null): boolean {
  return text === null || text.trim() === '';
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`.toWellFormed();
}

/** Removes secret local parts, which stand in `To`, in `Received … for` and in quoted headers. */
export function hidden<T>(value: T, secrets: readonly string[]): T {
  const known = secrets.filter((secret) => secret.length > 3);
  if (known.length === 0) {
    return value;
  }
  const pattern = new RegExp(known.map((secret) => secret.replace(/[^A-Za-z0-9]/g, '\\$&')).join('|'), 'gi');
  return replaceIn(value, pattern) as T;
}

function replaceIn(value: unknown, pattern: RegExp): unknown {
  if (typeof value === 'string') {
    return value.replace(pattern, '…');
  }
  if (Array.isArray(value)) {
    return value.map((one) => replaceIn(one, pattern));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaceIn(one, pattern)]))
    : value;
}
