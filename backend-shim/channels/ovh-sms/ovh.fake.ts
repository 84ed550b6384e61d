/**
 * Fakes the SMS part of the OVHcloud API on loopback, after its documentation, and checks signatures by its own clock.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PeerMood } from '../shared/testing/peer.fake.ts';

export const KEYS = {
  applicationKey: '7kbG7Bk7S9Nt7ZSV',
  applicationSecret: 'application-secret-nobody-may-see',
  consumerKey: 'consumer-key-nobody-may-see',
};

interface OvhJob {
  message: string;
  receivers: string[];
  sender?: string;
  senderForResponse: boolean;
  noStopClause: boolean;
  validityPeriod: number;
}

export interface FakeOvh {
  url: string;
  jobs: OvhJob[];
  /** Replies that people wrote; an id is the place in the list, from 1. */
  incoming: Array<{ sender: string; message: string; creationDatetime: string }>;
  /** How often the time was fetched. */
  asked(): number;
  behave(mood: PeerMood): void;
  answer(answer: { status: number; body: object } | null): void;
  /** Seconds between the fake's clock and the machine's. */
  late(seconds: number): void;
  reached(): Promise<void>;
  close(): Promise<void>;
}

interface State {
  mood: PeerMood;
  fixed: { status: number; body: object } | null;
  late: number;
  asked: number;
  jobs: OvhJob[];
  incoming: FakeOvh['incoming'];
  waiting: Array<() => void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Checks the signature independently of the code that signs. */
function problemOf(request: IncomingMessage, host: string, body: string, now: number): object | null {
  const { headers, method = '', url = '' } = request;
  const time = String(headers['x-ovh-timestamp']);
  const text = `${KEYS.applicationSecret}+${KEYS.consumerKey}+${method}+${host}${url}+${body}+${time}`;
  if (
    headers['x-ovh-application'] !== KEYS.applicationKey ||
    headers['x-ovh-consumer'] !== KEYS.consumerKey ||
    headers['x-ovh-signature'] !== `$1$${createHash('sha1').update(text).digest('hex')}`
  ) {
    return {
      errorCode: 'INVALID_SIGNATURE',
      httpCode: '400 Bad Request',
      message: `Invalid signature for ${KEYS.applicationSecret}`,
    };
  }
  return Math.abs(Number(time) - now) > 30
    ? { errorCode: 'QUERY_TIME_OUT', httpCode: '400 Bad Request', message: 'Query out of time' }
    : null;
}

function serve(state: State, request: IncomingMessage, response: ServerResponse, body: string): void {
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (request.method === 'POST' && path.endsWith('/jobs')) {
    const job = JSON.parse(body) as OvhJob;
    state.jobs.push(job);
    if (state.mood === 'accept') {
      reply(response, 200, {
        totalCreditsRemoved: 1,
        invalidReceivers: [],
        validReceivers: job.receivers,
        ids: [1000 + state.jobs.length],
      });
    } else if (state.mood !== 'hang') {
      reply(
        response,
        state.mood === 'busy' ? 503 : 400,
        state.mood === 'echo' ? { ...job, message: JSON.stringify(request.headers) } : {},
      );
    }
    return;
  }
  const id = /\/incoming\/(\d+)$/.exec(path)?.[1];
  reply(
    response,
    200,
    path.endsWith('/incoming')
      ? state.incoming.map((_one, index) => index + 1)
      : id === undefined
        ? { name: 'sms-ab12345-1', status: 'enable' }
        : (state.incoming[Number(id) - 1] ?? {}),
  );
}

/** @param machine the machine's clock, in ms */
export async function startFakeOvh(machine: () => number): Promise<FakeOvh> {
  const state: State = { mood: 'accept', fixed: null, late: 0, asked: 0, jobs: [], incoming: [], waiting: [] };
  const now = () => Math.round(machine() / 1000) + state.late;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (request.url?.endsWith('/auth/time')) {
        state.asked += 1;
        return reply(response, 200, String(now()));
      }
      const problem = problemOf(request, host(), body, now());
      if (problem !== null || state.fixed !== null) {
        return problem === null
          ? reply(response, state.fixed?.status ?? 500, state.fixed?.body)
          : reply(response, 400, problem);
      }
      serve(state, request, response, body);
      return state.waiting.splice(0).forEach((resolve) => resolve());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${host()}/1.0`,
    jobs: state.jobs,
    incoming: state.incoming,
    asked: () => state.asked,
    behave: (mood) => void (state.mood = mood),
    answer: (answer) => void (state.fixed = answer),
    late: (seconds) => void (state.late = seconds),
    reached: () => new Promise((resolve) => state.waiting.push(resolve)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
