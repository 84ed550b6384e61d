/** Writes long lists in portions, between which pages are sent. */
import type { FastifyReply } from 'fastify';
import type { Breathe, Portions } from '../../ports/heavy/work.ts';
import { acceptedAnswer } from './answered.ts';

/** Characters of a list that is not cut into pages: more is held in memory by nobody's request. */
const MOST = 48 * 1024 * 1024;

/** Characters that are made bytes at once. */
const PORTION = 64 * 1024;

/**
 * `{"items":[…],"next":null}`.
 * @param items JSON
 * @param more fields besides the items
 */
export async function sendList<Answer>(
  reply: FastifyReply,
  portions: Portions,
  who: string,
  items: Iterable<string> | AsyncIterable<string>,
  more: object = { next: null },
): Promise<Answer> {
  const { answer } = acceptedAnswer(
    await portions.run(who, async (breathe) => {
      const written = new Written();
      written.add('{"items":[');
      let isFirst = true;
      for await (const item of items) {
        written.add(isFirst ? item : `,${item}`);
        isFirst = false;
        if (written.length > MOST) {
          return null;
        }
        await breathe();
      }
      written.add(`],${JSON.stringify(more).slice(1)}`);
      return written.bytes();
    }),
  );
  const { bytes } = acceptedAnswer<{ ok: true; bytes: Buffer }>(
    answer === null ? TOO_LARGE : { ok: true, bytes: answer },
  );
  return sendJson(reply, bytes);
}

/** A long text is made bytes at once where it is sent; here each portion is, when it is written. */
class Written {
  readonly #parts: Buffer[] = [];
  #waiting = '';
  length = 0;

  add(text: string): void {
    this.length += text.length;
    this.#waiting += text;
    if (this.#waiting.length > PORTION) this.#end();
  }

  bytes(): Buffer {
    this.#end();
    return Buffer.concat(this.#parts);
  }

  #end(): void {
    this.#parts.push(Buffer.from(this.#waiting));
    this.#waiting = '';
  }
}

/** @returns the JSON of an object whose fields may be long lists: `{"exportedAt":"…","pages":[…]}` */
export async function longObject(
  portions: Portions,
  who: string,
  write: (breathe: Breathe) => Promise<object>,
): Promise<string> {
  const { answer } = acceptedAnswer(
    await portions.run(who, async (breathe) => {
      const parts: string[] = [];
      let length = 0;
      for (const [name, value] of Object.entries(await write(breathe))) {
        const isList = Array.isArray(value);
        const texts: string[] = [];
        for (const one of (isList ? value : [value]) as unknown[]) {
          const text = JSON.stringify(one) as string | undefined;
          if (text !== undefined) texts.push(text);
          length += text?.length ?? 0;
          if (length > MOST) {
            return null;
          }
          await breathe();
        }
        if (isList || texts.length > 0) {
          parts.push(`${JSON.stringify(name)}:${isList ? `[${texts.join(',')}]` : (texts[0] ?? '')}`);
        }
      }
      return parts;
    }),
  );
  const { parts } = acceptedAnswer<{ ok: true; parts: string[] }>(
    answer === null ? TOO_LARGE : { ok: true, parts: answer },
  );
  return `{${parts.join(',')}}`;
}

const TOO_LARGE = { ok: false, reason: 'too-much', by: 'size' } as const;

/** JSON that is written already. */
export function sendJson<Answer>(reply: FastifyReply, text: string | Buffer): Answer {
  return reply
    .type('application/json; charset=utf-8')
    .serializer((one: unknown) => one as string)
    .send(text) as unknown as Answer;
}
