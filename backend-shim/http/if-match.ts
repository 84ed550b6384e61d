/** Reads `If-Match` and writes `ETag`. */
import type { FastifyReply } from 'fastify';
import { HttpError } from './errors.ts';

/** Reads `If-Match: "7"`; null if it is absent or `*`. */
export function versionOf(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') {
    return null;
  }
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new HttpError('validation', 'If-Match must be the version of the object, such as "7".', [
      { path: 'If-Match', message: 'must be a version', reason: 'wrong-format', data: { format: 'version' } },
    ]);
  }
  return Number(version);
}

/** Sends an object with its version as `ETag`. */
export function sendVersioned(reply: FastifyReply, body: object): FastifyReply {
  const { version } = body as { version?: number };
  return (version === undefined ? reply : reply.header('etag', `"${version}"`)).send(body);
}
