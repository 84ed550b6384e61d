/** Reads and discards a refused request's body before the answer is sent, so that the client receives the answer. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inItsTurn } from './bodies/flow.ts';

/** Several times the largest limit of any route. A client that sends more is cut off. */
const MOST_DRAINED = 32 * 1024 * 1024;

/** Some clients announce a body and wait for the answer before they send it. */
const IDLE_MS = 5000;

/**
 * If the sidecar answers and closes while the client still writes, the connection is reset: the client sees a broken
 * pipe instead of `413` or `401`, takes it for a network error, and sends the same request again.
 */
export function drainBeforeAnswer(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { raw } = request;
    if (hasBody(raw) && !raw.complete) {
      void drain(request).then(() => {
        if (!raw.complete) {
          // The rest of the body is not read: it may be endless.
          void reply.header('connection', 'close');
          reply.raw.once('finish', () => raw.socket.destroySoon());
        }
        done(null, payload);
      });
    } else {
      done(null, payload);
    }
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Resolves when the body ends, the client disconnects or falls silent, or the limit is reached. */
function drain(request: FastifyRequest): Promise<void> {
  const { raw } = request;
  return new Promise((resolve) => {
    let bytes = 0;
    const done = () => {
      leave();
      raw.off('data', count);
      resolve();
    };
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_DRAINED) {
        done();
      }
    };
    raw.setTimeout(IDLE_MS, done);
    raw.on('data', count).once('end', done).once('close', done).resume();
    const leave = inItsTurn(request, raw, true);
  });
}
