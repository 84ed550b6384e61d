/**
 * Lets the bytes of a mail leave only as long as this process holds the delivery. They are asked for when the mail server
 * waits for them, after the connection, the login and the envelope, each of which may outlast the lease.
 */
import { Readable } from 'node:stream';
import type { Transporter } from 'nodemailer';
import { mayLeave } from '../../ports/http.ts';
import type { AttemptSignal } from '../../ports/http.ts';

type ReadMail = () => AsyncIterable<Uint8Array>;

/** Without its last bytes a mail server takes no mail. */
async function* whileHeld(read: ReadMail, signal: AttemptSignal | undefined): AsyncGenerator<Uint8Array> {
  for await (const bytes of read()) {
    if (!mayLeave(signal)) {
      throw new Error('no longer held');
    }
    yield bytes;
  }
}

export function askBeforeLeaving(transport: Pick<Transporter, 'use'>): void {
  transport.use('stream', ({ data, message }, done) => {
    const open = message.createReadStream.bind(message);
    message.createReadStream = (options) =>
      Readable.from(
        whileHeld(() => open(options), data.signal),
        { objectMode: false },
      );
    done();
  });
}

/** The first of both that aborts, which is still asked before bytes leave. */
export function eitherSignal(attempt: AttemptSignal, other: AbortSignal): AttemptSignal {
  return Object.assign(AbortSignal.any([attempt, other]), { mayLeave: () => mayLeave(attempt) });
}
