/**
 * An alert a second that pages somebody, and the webhook that takes the pages: in a thread of its own, so that what the
 * attacker computes does not delay what is measured.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, parentPort, workerData, Worker } from 'node:worker_threads';
import { ownThread } from '../../backend-shim/store/concurrency/give-way.ts';

/** ms between two alerts. */
const EVERY = 1_000;
/** ms in which a page is on its way. */
const ON_ITS_WAY = 500;
const RUN_MARK = /stream-alert-(\d+)/g;

export interface Pages {
  /** ms from each alert to its page, of those that arrived. */
  took: number[];
  /** How many alerts have no page although it is a while since they were sent: one is on its way at almost any time. */
  waiting: number;
  /** Titles of the first of them. */
  owed: string[];
  /** Answers that refused an alert. */
  refused: string[];
}

interface Order {
  kind: 'begin' | 'take' | 'end';
  url?: string;
  every?: number;
}

/** The thread, as the other side sees it. */
export class Stream {
  readonly #worker: Worker;
  hook = '';
  /** As Linux numbers it; null on other systems. */
  thread: number | null = null;

  constructor() {
    this.#worker = new Worker(new URL(import.meta.url), { workerData: { stream: true } });
  }

  async open(): Promise<this> {
    const { hook, thread } = (await this.#answer()) as Pick<Stream, 'hook' | 'thread'>;
    [this.hook, this.thread] = [hook, thread];
    return this;
  }

  /** @param url to which the alerts are sent */
  begin(url: string, every = EVERY): void {
    this.#worker.postMessage({ kind: 'begin', url, every } satisfies Order);
  }

  /** What there was since the last time. */
  async take(): Promise<Pages> {
    const answer = this.#answer();
    this.#worker.postMessage({ kind: 'take' } satisfies Order);
    return (await answer) as Pages;
  }

  /** Sends no more; pages of what was sent are still taken. */
  pause(): void {
    this.#worker.postMessage({ kind: 'end' } satisfies Order);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #answer(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const failed = (error: Error) => reject(error);
      this.#worker.once('error', failed);
      this.#worker.once('message', (answer) => {
        this.#worker.off('error', failed);
        resolve(answer);
      });
    });
  }
}

/** What an alert of a usual monitor carries. */
const alertOf = (number: number) => ({
  id: `stream-alert-${number}`,
  title: `stream-alert-${number}`,
  severity: 'critical',
  status: 'firing',
  description: 'the disk of the first database is nearly full '.repeat(20),
  labels: {
    alertname: 'DiskFull',
    host: `db-${number % 50}.example.com`,
    message: `${'no space left on device /dev/sda1 '.repeat(28)}${number}`,
    cluster: 'production',
    job: 'node',
  },
});

async function inThread(): Promise<void> {
  const sent = new Map<number, number>();
  let [took, refused, number, running] = [[] as number[], [] as string[], 0, 0];
  const server = createServer((request, response) => {
    const at = performance.now();
    void text(request).then(
      (body) => {
        response.writeHead(200).end('{}');
        // Those that have waited for each other come in one message.
        for (const [, id] of body.matchAll(RUN_MARK)) {
          const began = sent.get(Number(id));
          if (began !== undefined && sent.delete(Number(id))) took.push(at - began);
        }
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const send = async (url: string) => {
    const own = ++number;
    sent.set(own, performance.now());
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(alertOf(own)),
      });
      if (answer.status !== 202) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 200)}`);
      await answer.arrayBuffer();
    } catch (error) {
      sent.delete(own);
      refused.push(String((error as Error).message));
    }
  };
  const run = async (url: string, every: number, own: number) => {
    for (let next = performance.now(); own === running; next += every) {
      await pause(Math.max(0, next - performance.now()));
      if (own === running) void send(url);
    }
  };
  parentPort?.on('message', ({ kind, url = '', every = EVERY }: Order) => {
    if (kind === 'begin') {
      // Alerts on their way to a world that has ended have no page.
      sent.clear();
      [took, refused] = [[], []];
      void run(url, every, ++running);
    }
    if (kind === 'end') running++;
    if (kind === 'take') {
      const before = performance.now() - ON_ITS_WAY;
      const owed = [...sent].filter(([, at]) => at < before).map(([id]) => `stream-alert-${id}`);
      parentPort?.postMessage({ took, waiting: owed.length, owed: owed.slice(0, 3), refused } satisfies Pages);
      [took, refused] = [[], []];
    }
  });
  const hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`;
  parentPort?.postMessage({ hook, thread: existsSync('/proc') ? ownThread() : null });
}

if (!isMainThread && (workerData as { stream?: boolean } | null)?.stream === true) await inThread();
