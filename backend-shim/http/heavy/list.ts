/** Writes long lists in portions, between which pages are sent. */
import type { FastifyReply } from 'fastify';
import type { Breathe, Portions } from '../../ports/heavy/work.ts';
import { acceptedAnswer } from './answered.ts';

/** Characters of a list that is not cut into pages: more is held in memory by nobody's request. */
const MOST = 48 * 1024 * 1024;

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
      const parts: string[] = [];
      let length = 0;
      for await (const item of items) {
        parts.push(item);
        length += item.length;
        if (length > MOST) {
          return null;
        }
        await breathe();
      }
      return parts;
    }),
  );
  const { parts } = acceptedAnswer<{ ok: true; parts: string[] }>(
    answer === null ? TOO_LARGE : { ok: true, parts: answer },
  );
  return sendJson(reply, `{"items":[${parts.join(',')}],${JSON.stringify(more).slice(1)}`);
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
export function sendJson<Answer>(reply: FastifyReply, text: string): Answer {
  return reply
    .type('application/json; charset=utf-8')
    .serializer((one: unknown) => one as string)
    .send(text) as unknown as Answer;
}
