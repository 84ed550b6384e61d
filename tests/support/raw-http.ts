/** Sends requests as no client of good faith does: in pieces, never finished, without end. Loopback only. */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export class RawRequest {
  readonly #socket: Socket;
  readonly #chunks: Buffer[] = [];
  readonly closed: Promise<void>;
  #isClosed = false;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#socket = connect(Number(port), hostname);
    // A reset counts as an end, too.
    this.#socket.on('error', () => undefined);
    this.#socket.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.closed = new Promise((resolve) =>
      this.#socket.once('close', () => {
        this.#isClosed = true;
        resolve();
      }),
    );
  }

  get answer(): string {
    return Buffer.concat(this.#chunks).toString('latin1');
  }

  /** The status of the answer so far; 0: there is none yet. */
  get status(): number {
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(this.answer)?.[1] ?? 0);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  send(data: string | Buffer): this {
    this.#socket.write(data);
    return this;
  }

  head(method: string, path: string, headers: Record<string, string | number>): this {
    const lines = Object.entries({ Host: 'vigie.test', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return this.send(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  }

  /** Sends as fast as the other side takes it, until the other side closes. @returns bytes sent */
  async flood(data: Buffer): Promise<number> {
    let sent = 0;
    while (!this.#isClosed && !this.#socket.destroyed) {
      sent += data.length;
      if (!this.#socket.write(data)) {
        await Promise.race([new Promise((resolve) => this.#socket.once('drain', resolve)), this.closed]);
      }
    }
    return sent;
  }

  /** @returns the status of the answer; 0: the connection ended without one. Rejects after `limit` ms */
  async answered(limit: number): Promise<number> {
    for (const end = performance.now() + limit; this.status === 0 && !this.#isClosed; await pause(20)) {
      if (performance.now() > end) {
        throw new Error(`no answer and no end within ${limit} ms`);
      }
    }
    return this.status;
  }

  /** @returns whether the other side has ended the connection within `limit` ms */
  async ended(limit: number): Promise<boolean> {
    return Promise.race([this.closed.then(() => true), pause(limit, false, { ref: false })]);
  }

  destroy(): void {
    this.#socket.destroy();
  }
}
