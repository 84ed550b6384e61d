/** Sends what was computed beside paging, or says why it is not. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HeavyAnswer } from '../../ports/heavy/rotas.ts';
import type { HeavyRefusal } from '../../ports/heavy/work.ts';
import { keyOf } from '../../rights/caller.ts';
import { HttpError } from '../errors.ts';
import { callerOf } from '../guard.ts';

/** Anonymous visitors are one caller, apart from people. */
export function askerOf(request: FastifyRequest): string {
  const caller = callerOf(request);
  return caller.readOnly ? 'visitors' : keyOf(caller);
}

const TOO_MUCH: Record<Extract<HeavyRefusal, { reason: 'too-much' }>['by'], string> = {
  time: 'This takes longer to compute than one answer may take. Ask for a shorter range, or for less at once.',
  memory: 'This takes more memory than one answer may take. Ask for a shorter range, or for less at once.',
  size: 'This is more than one answer may hold. Ask for a shorter range, or for less at once.',
};

export function refusalOf(refused: HeavyRefusal): HttpError {
  return refused.reason === 'busy'
    ? new HttpError(
        'unavailable',
        'Others are answered first, who asked for much, too. Ask again in a few seconds.',
        [],
        {
          reason: 'busy',
        },
      )
    : new HttpError('validation', TOO_MUCH[refused.by], [], { reason: 'too-much', data: { by: refused.by } });
}

/** @throws HttpError if it was refused */
export function acceptedAnswer<Given extends { ok: true }>(answered: Given | HeavyRefusal): Given {
  if (!answered.ok) {
    throw refusalOf(answered);
  }
  return answered;
}

/** @returns what the route answers with: a body, or bytes of JSON as they are */
export function answerWith<Body>(reply: FastifyReply, answered: HeavyAnswer<Body>): Body {
  const given = acceptedAnswer(answered);
  return 'body' in given ? given.body : (asJson(reply, given.bytes) as unknown as Body);
}

function asJson(reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  return reply
    .type('application/json; charset=utf-8')
    .serializer((one: unknown) => one as string)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
