/**
 * Answers that are the same for everybody: made once, and sent from the same bytes. However many are under way, they take
 * no more memory and no more time than one.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { shareBytes } from './room.ts';

export interface KeptAnswer {
  bytes: Buffer;
  /** null: compressing gains little. */
  gzipped: Buffer | null;
  etag: string;
  headers: Readonly<Record<string, string>>;
}

/** Shorter answers fit into few packets as they are. */
const WORTH_COMPRESSING = 4096;

const compress = promisify(gzip);

/** @param headers among them the type of the content */
export async function keepAnswer(bytes: Buffer, headers: Readonly<Record<string, string>>): Promise<KeptAnswer> {
  const gzipped = bytes.length < WORTH_COMPRESSING ? null : await compress(bytes);
  return {
    bytes: shareBytes(bytes),
    gzipped: gzipped !== null && gzipped.length < bytes.length * 0.9 ? shareBytes(gzipped) : null,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    headers,
  };
}

export function sendKept(request: FastifyRequest, reply: FastifyReply, kept: KeptAnswer): FastifyReply {
  const { bytes, gzipped, etag, headers } = kept;
  reply.headers({ ...headers, etag, ...(gzipped !== null && { vary: 'accept-encoding' }) });
  if (request.headers['if-none-match'] === etag) {
    return reply.code(304).send();
  }
  return gzipped !== null && takesGzip(request)
    ? reply.header('content-encoding', 'gzip').send(gzipped)
    : reply.send(bytes);
}

/** RFC 9110, 12.5.3: a weight of 0 refuses it. */
function takesGzip({ headers }: FastifyRequest): boolean {
  const offered = [headers['accept-encoding'] ?? []].flat().join(',').split(',');
  return offered.some((one) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(one));
}
