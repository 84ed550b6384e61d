/**
 * Fakes Twilio on loopback, after its API documentation: it takes messages and calls, signs its callbacks, reads TwiML,
 * and plays the phone at the other end.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PeerMood } from '../testing/peer.fake.ts';
import { twilioSignature } from './twilio-signature.ts';

export const ACCOUNT_SID = `AC${'0123456789abcdef'.repeat(2)}`;
export const AUTH_TOKEN = 'auth-token-nobody-may-see';

export interface TwilioRequest {
  sid: string;
  resource: 'Messages' | 'Calls';
  authorization: string;
  fields: URLSearchParams;
}

/** A Twilio error, as its API answers it. */
interface TwilioError {
  status: number;
  code: number;
  headers?: Record<string, string>;
}

/** How a callback is delivered: over HTTP in stories, straight into the channel in tests of one channel. */
export type DeliverCallback = (
  url: string,
  body: string,
  signature: string,
) => Promise<{ status: number; body: string }>;

export interface FakeTwilio {
  url: string;
  requests: TwilioRequest[];
  behave(mood: PeerMood): void;
  /** Fails every request from now on; null: answers normally again. */
  fail(error: TwilioError | null): void;
  reached(): Promise<void>;
  /** Sends a signed callback. @returns the answer */
  post(url: string, fields: Record<string, string>): Promise<{ status: number; body: string }>;
  close(): Promise<void>;
}

const STATUS: Record<Exclude<PeerMood, 'hang'>, number> = { accept: 201, busy: 503, refuse: 400, echo: 400 };

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface State {
  mood: PeerMood;
  error: TwilioError | null;
  requests: TwilioRequest[];
  /** Number of requests so far. Ids are never reused, even after a test has cleared the list of requests. */
  count: number;
  waiting: Array<() => void>;
}

function answer(
  state: State,
  response: ServerResponse,
  path: string,
  request: Omit<TwilioRequest, 'sid' | 'resource'>,
): void {
  const resource = /\/Accounts\/AC[0-9a-f]{32}\/(Messages|Calls)\.json$/.exec(path)?.[1] as
    TwilioRequest['resource'] | undefined;
  const sid = `${resource === 'Calls' ? 'CA' : 'SM'}${String(state.count).padStart(32, '0')}`;
  if (resource) {
    state.count += 1;
    state.requests.push({ ...request, sid, resource });
  }
  if (state.error) {
    const { status, code, headers } = state.error;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(
      JSON.stringify({
        code,
        message: `About ${request.fields.get('To')}`,
        more_info: `https://www.twilio.com/docs/errors/${code}`,
        status,
      }),
    );
  } else if (state.mood !== 'hang') {
    const echo = { ...Object.fromEntries(request.fields), authorization: request.authorization };
    response
      .writeHead(STATUS[state.mood])
      .end(JSON.stringify(state.mood === 'echo' ? echo : state.mood === 'accept' ? { sid, status: 'queued' } : {}));
  }
  state.waiting.splice(0).forEach((resolve) => resolve());
}

const overHttp: DeliverCallback = async (url, body, signature) => {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
  });
  return { status: response.status, body: await response.text() };
};

/** @param deliver the default is over HTTP */
export async function startFakeTwilio(deliver: DeliverCallback = overHttp): Promise<FakeTwilio> {
  const state: State = { mood: 'accept', error: null, requests: [], count: 0, waiting: [] };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) =>
      answer(state, response, request.url ?? '', {
        authorization: request.headers.authorization ?? '',
        fields: new URLSearchParams(body),
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: state.requests,
    behave: (mood) => void (state.mood = mood),
    fail: (error) => void (state.error = error),
    reached: () => new Promise((resolve) => state.waiting.push(resolve)),
    post: (url, fields) => {
      const body = new URLSearchParams({ AccountSid: ACCOUNT_SID, ...fields });
      return deliver(url, body.toString(), twilioSignature(AUTH_TOKEN, url, body));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
