/** Sends answers that are no JSON: tables, and documents for reading and printing. */
import type { FastifyReply } from 'fastify';

/** Nothing of a document runs, is fetched, or reaches the site that it is shown on. */
const DOCUMENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** @param file its name if it is to be saved; null: the caller's program decides */
export function sendCsv(reply: FastifyReply, text: string, file: string | null = null): FastifyReply {
  if (file !== null) {
    reply.header('content-disposition', `attachment; filename="${file}"`);
  }
  return sendText(reply, 'text/csv', text);
}

/** @param file its name for whoever saves it */
export function sendDocument(
  reply: FastifyReply,
  type: 'text/html' | 'text/markdown',
  text: string,
  file: string,
): FastifyReply {
  reply
    .header('content-security-policy', DOCUMENT_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `inline; filename="${file}"`);
  return sendText(reply, type, text);
}

/** As it is, whatever the schema of the route says of JSON. */
function sendText(reply: FastifyReply, type: string, text: string): FastifyReply {
  return reply
    .type(`${type}; charset=utf-8`)
    .serializer((one: string) => one)
    .send(text);
}
