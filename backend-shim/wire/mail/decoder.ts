/**
 * Decodes mails: small ones at once, large ones in a thread beside paging, since a line of some megabytes takes a tenth of a second
 * and more.
 */
import { createPool } from '../../adapters/threads/pool.ts';
import { heapShares } from '../../adapters/threads/memory.ts';
import type { DecodedBody } from '../../ports/source.ts';
import type { Threads } from '../../ports/heavy/work.ts';
import { sources } from '../../sources/registry.ts';

/** Bytes. Mails of monitors are smaller; the addresses of one of this size take 15 ms. */
const AT_ONCE = 64 * 1024;
/** Bytes, of which four at a time are handed over. */
const PIECE = 64 * 1024;
/** Senders wait for a minute, as `STORED_WITHIN` of the listener says. All mails are one caller, and come in turn. */
const POOL = { atOnce: 1, perCaller: 120, waiting: 120, patience: 50_000, time: 20_000, idle: 30_000 };

export interface MailDecoder {
  /**
   * Rejects if too many large mails wait, so that the sender comes again.
   *
   * @param hide texts that must not be kept
   */
  decode(bytes: Uint8Array, hide: readonly string[]): Promise<DecodedBody>;
  /** Loads what decodes small mails, so that the first of them delays no page. */
  load(): Promise<void>;
  close(): Promise<void>;
}

export function createMailDecoder(
  threads: Threads = createPool(new URL('./worker.ts', import.meta.url), { ...POOL, heap: heapShares().mail }),
): MailDecoder {
  const { decode } = sources.email;
  if (decode === undefined) {
    throw new Error('the source email reads no mails');
  }
  return {
    decode: (bytes, hide) => (bytes.length <= AT_ONCE ? decode(bytes, hide) : inThread(threads, bytes, hide)),
    load: async () => void (await decode(new Uint8Array(), [])),
    close: () => threads.close(),
  };
}

async function inThread(threads: Threads, bytes: Uint8Array, hide: readonly string[]): Promise<DecodedBody> {
  const rows = Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, i) =>
    // A copy: handing over a view hands over all that it is a view of.
    Uint8Array.from(bytes.subarray(i * PIECE, (i + 1) * PIECE)),
  );
  const done = await threads.run('mails', { job: 'mail', question: hide, lists: { bytes: { rows, portion: 4 } } });
  if (done.ok) {
    return done.answer as DecodedBody;
  }
  if (done.reason === 'busy') {
    throw new Error('too many large mails wait to be read');
  }
  return { ok: false, reason: `the mail takes too much ${done.by} to be read` };
}
