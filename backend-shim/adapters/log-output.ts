/**
 * Writes lines to stdout, and never waits for whoever reads them: a stopped reader of logs, or one that does not keep up, would
 * otherwise hold the thread that pages.
 */
import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';

/** Bytes of lines that wait for their reader; further ones are left out and counted. */
const MOST_WAITING = 4 * 1024 * 1024;
/** ms after which a reader that did not keep up is tried again. */
const AGAIN = 10;
/** ms that the end of the process waits for the reader in all. */
const LAST_WAIT = 1000;
const STDOUT = 1;
const BUSY = new Set<unknown>(['EAGAIN', 'EBUSY', 'EINTR']);

export class LogOutput {
  readonly #missing: (lines: number) => string;
  readonly #descriptor = withoutWaiting();
  #gathered: string[] = [];
  #characters = 0;
  /** Begun, and not yet taken by the reader. */
  readonly #waiting: Buffer[] = [];
  #bytes = 0;
  #left = 0;
  #isPlanned = false;

  /** @param missing the line that says how many are missing before it */
  constructor(missing: (lines: number) => string) {
    this.#missing = missing;
    process.once('exit', () => this.#writeLast());
  }

  /** @param line ends with a line feed. Lines of one turn of the event loop are written together. */
  write(line: string): void {
    if (this.#left > 0 || this.#bytes + this.#characters >= MOST_WAITING) {
      this.#left++;
      return;
    }
    if (this.#gathered.length === 0) {
      setImmediate(() => this.flush());
    }
    this.#gathered.push(line);
    this.#characters += line.length;
  }

  /** Writes what was gathered as far as its reader takes it. */
  flush(): void {
    if (!this.#writeAll() && !this.#isPlanned) {
      this.#isPlanned = true;
      setTimeout(() => {
        this.#isPlanned = false;
        this.flush();
      }, AGAIN).unref();
    }
  }

  #writeLast(): void {
    const end = performance.now() + LAST_WAIT;
    while (!this.#writeAll() && performance.now() < end) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, AGAIN);
    }
  }

  /** @returns false: the reader does not keep up */
  #writeAll(): boolean {
    this.#take();
    const isWritten = this.#writeWaiting();
    this.#take();
    return isWritten && this.#writeWaiting();
  }

  #take(): void {
    // One line stands for all that are missing, not one at each time that the reader takes some.
    if (this.#left > 0 && this.#bytes < MOST_WAITING / 2) {
      this.#gathered.push(this.#missing(this.#left));
      this.#left = 0;
    }
    if (this.#gathered.length > 0) {
      const lines = Buffer.from(this.#gathered.join(''));
      [this.#gathered, this.#characters] = [[], 0];
      this.#waiting.push(lines);
      this.#bytes += lines.length;
    }
  }

  #writeWaiting(): boolean {
    for (let [first] = this.#waiting; first !== undefined; [first] = this.#waiting) {
      const written = tryWrite(this.#descriptor, first);
      if (written === null) {
        return false;
      }
      this.#bytes -= written;
      if (written === first.length) {
        this.#waiting.shift();
      } else {
        this.#waiting[0] = first.subarray(written);
      }
    }
    return true;
  }
}

/** @returns bytes; null: none now. All of them where nobody reads any more: a log without a reader ends nothing. */
function tryWrite(descriptor: number, bytes: Buffer): number | null {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    return BUSY.has((error as { code?: unknown }).code) ? null : bytes.length;
  }
}

/**
 * Stdout, on which a write returns at once. A pipe is opened once more, since the flag belongs to all processes that were given
 * it. A socket, such as journald's, and the pipe of a container's runtime, which belongs to root, cannot be: those are the
 * sidecar's alone, and get the flag.
 */
function withoutWaiting(): number {
  const kind = fstatSync(STDOUT);
  if (!kind.isSocket() && !kind.isFIFO()) {
    return STDOUT;
  }
  try {
    return openSync(`/proc/self/fd/${STDOUT}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    // libuv sets the flag on each descriptor that it is given.
    new Socket({ fd: STDOUT, readable: false, writable: true }).unref();
    return STDOUT;
  }
}
