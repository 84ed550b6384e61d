/** Sends what was computed beside paging, or says why it is not. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HeavyAnswer } from '../../ports/heavy/rotas.ts';
import type { HeavyRefusal } from '../../ports/heavy/work.ts';
import { keyOf } from '../../rights/caller.ts';
import { heavyRefusal } from '../errors.ts';
import { callerOf } from '../guard.ts';

/** Anonymous visitors are one caller, apart from people. */
export function askerOf(request: FastifyRequest): string {
  const caller = callerOf(request);
  return caller.readOnly ? 'visitors' : keyOf(caller);
}

/** @throws HttpError if it was refused */
export function acceptedAnswer<Given extends { ok: true }>(answered: Given | HeavyRefusal): Given {
  if (!answered.ok) {
    throw heavyRefusal(answered);
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
