/** A refusal that is heard: bodies that nobody will read are taken off the line before the answer goes out. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Several times what any route takes. A sender of more is cut off. */
const MOST_DRAINED = 32 * 1024 * 1024;

/** Some announce a body and wait for the verdict. */
const IDLE_MS = 5000;

/**
 * If the sidecar answers and closes while the client still writes, the connection is reset: the client sees a broken
 * pipe instead of `413` or `401`, takes it for a network error, and sends the same request again.
 */
export function drainBeforeAnswer(app: FastifyInstance): void {
  app.addHook('onSend', ({ raw }, reply, payload, done) => {
    if (hasBody(raw) && !raw.complete) {
      void drain(raw).then(() => {
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

/** Resolves at the end of the body, when the client went away or says nothing more, or when it was too much. */
function drain(raw: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    const done = () => {
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
  });
}
