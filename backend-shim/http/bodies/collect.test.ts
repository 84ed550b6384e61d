import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { createHeldBytes } from '../../adapters/held-bytes.ts';
import { decodeBody } from '../body.ts';
import { errorHandler, HttpError } from '../errors.ts';
import { silentLog } from '../../store/upkeep/silent-log.fake.ts';
import { takeBytes } from './collect.ts';
import { forget, limitBodyMemory, grown, hold } from './room.ts';

const MIB = 1024 * 1024;

function server(known: number) {
  const app = fastify({ bodyLimit: 4 * MIB });
  limitBodyMemory(app, createHeldBytes({ known: MIB, each: MIB, strangers: known }));
  app.setErrorHandler(errorHandler(silentLog));
  takeBytes(app);
  app.post('/taken', (request, reply) => reply.send({ bytes: (request.body as Buffer).length }));
  app.post('/understood', (request, reply) => {
    const decoded = decodeBody(request.body as Buffer, 'application/json', (bytes) => {
      if (!hold(request, bytes)) throw new HttpError('unavailable', 'no room', [], { reason: 'overloaded' });
    });
    return reply.send({ ok: decoded.ok });
  });
  app.post('/unread', { config: { isBodyUnread: true } }, (request, reply) =>
    reply.send({ isNothing: request.body === undefined }),
  );
  return async (url: string, payload: Buffer) => {
    const { statusCode, body } = await app.inject({ method: 'POST', url, payload });
    return [statusCode, statusCode === 200 ? (JSON.parse(body) as unknown) : null];
  };
}

test('a body is held while it is there; one that nobody reads is not', async () => {
  const send = server(2 * MIB);
  const body = Buffer.alloc(1.5 * MIB, 0x20);
  expect(await send('/taken', body)).toEqual([200, { bytes: body.length }]);
  expect(await send('/taken', Buffer.alloc(3 * MIB))).toEqual([503, null]);
  expect(await send('/unread', Buffer.alloc(3 * MIB))).toEqual([200, { isNothing: true }]);
});

test('what its values will take is held before they are made', async () => {
  const send = server(2 * MIB);
  expect(await send('/understood', Buffer.from(JSON.stringify(['a', 'b'])))).toEqual([200, { ok: true }]);
  // Not JSON at its end, so that it would be refused as such if anything were parsed.
  expect(await send('/understood', Buffer.from(`[${'0,'.repeat(60_000)}`))).toEqual([503, null]);
});

test('it grows with the same bytes, and is gone once it is forgotten', () => {
  const small = grown(Buffer.from(new ArrayBuffer(0)), 4);
  small.write('abcd');
  const large = grown(small, 8);
  expect([small.length, large.toString('latin1')]).toEqual([0, 'abcd\0\0\0\0']);
  const [part, others] = [large.subarray(0, 3), Buffer.from('of somebody else')];
  forget(part);
  forget(others);
  expect([part.length, large.length, others.toString()]).toEqual([0, 0, 'of somebody else']);
});
