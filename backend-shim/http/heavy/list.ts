/** Writes long lists in portions, between which pages are sent. */
import type { FastifyReply } from 'fastify';
import type { Portions } from '../../ports/heavy/work.ts';
import { acceptedAnswer } from './answered.ts';

/** Characters of a list that is not cut into pages: more is held in memory by nobody's request. */
const MOST = 48 * 1024 * 1024;

/**
 * `{"items":[…],"next":null}`.
 * @param items JSON
 */
export async function sendList<Answer>(
  reply: FastifyReply,
  portions: Portions,
  who: string,
  items: Iterable<string> | AsyncIterable<string>,
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
  return reply
    .type('application/json; charset=utf-8')
    .serializer((one: unknown) => one as string)
    .send(`{"items":[${parts.join(',')}],"next":null}`) as unknown as Answer;
}

const TOO_LARGE = { ok: false, reason: 'too-much', by: 'size' } as const;
