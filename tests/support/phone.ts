/**
 * Runs phones with the app, and the push service that carries messages to them: does what a browser does, without one.
 */
import { createFakeBrowser } from '../../backend-shim/channels/web-push/receiver.fake.ts';
import type { FakeBrowser } from '../../backend-shim/channels/web-push/receiver.fake.ts';
import type { PushPayload } from '../../backend-shim/channels/web-push/render.ts';
import { startHttpPeer } from '../../backend-shim/channels/shared/http/http-peer.fake.ts';
import type { HttpPeer } from '../../backend-shim/channels/shared/http/http-peer.fake.ts';
import type { Answer, Sidecar } from './sidecar.ts';

export interface PushService {
  url: string;
  peer: HttpPeer;
  stop(): Promise<void>;
}

/** @param port 0 lets the system choose */
export async function startPushService(port = 0): Promise<PushService> {
  const peer = await startHttpPeer('', port);
  return { url: peer.url, peer, stop: () => peer.close() };
}

export interface Enrolment {
  url: string;
  code: string;
  qr: string;
  expiresAt: string;
}

/** The headers that Grafana's plugin proxy adds for a person. */
export function asPerson(login: string): { headers: Record<string, string> } {
  const person = {
    UserUID: `uid-${login}`,
    Login: login,
    Name: login,
    OrgID: 1,
    OrgRole: 'Viewer',
    Teams: [],
    IsServiceAccount: false,
    IsAnonymous: false,
  };
  return { headers: { 'X-Grafana-Context': JSON.stringify(person) } };
}

export function makeLink(sidecar: Sidecar, login: string): Promise<Answer<Enrolment>> {
  return sidecar.api<Enrolment>('POST', `users/${login}/devices/enrolment`, {}, asPerson(login));
}

let phones = 0;

export class Phone {
  readonly #sidecar: Sidecar;
  readonly #service: Pick<PushService, 'url'> & Partial<Pick<PushService, 'peer'>>;
  readonly #browser: FakeBrowser = createFakeBrowser();
  readonly #path = `/push/${++phones}`;
  #seen = 0;
  cookie = '';
  id = '';

  /** @param service without its `peer` nothing says what was pushed */
  constructor(sidecar: Sidecar, service: Pick<PushService, 'url'> & Partial<Pick<PushService, 'peer'>>) {
    this.#sidecar = sidecar;
    this.#service = service;
  }

  get endpoint(): string {
    return this.#service.url + this.#path;
  }

  /** Sends a request as the app does, and keeps the cookie of the answer. */
  async ask<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const answer = await this.#sidecar.request<Body>(method, `/app/api/${path}`, body, {
      token: null,
      headers: { 'x-vigie-app': '1', ...(this.cookie === '' ? {} : { cookie: this.cookie }), ...headers },
    });
    const given = answer.headers.getSetCookie()[0];
    this.cookie = given === undefined ? this.cookie : (given.split(';')[0] ?? '');
    return answer;
  }

  async enrol(code: string, name = 'Ann’s iPhone'): Promise<Answer> {
    return this.ask('POST', 'enrol', { code, name, platform: 'iPhone' });
  }

  async subscribe(): Promise<Answer> {
    const answer = await this.ask('PUT', 'subscription', this.#browser.subscription(this.endpoint));
    this.id = (await this.ask<{ device: { id: string } }>('GET', 'me')).body.device.id;
    return answer;
  }

  /** Messages pushed since the last call, as the app reads them. */
  pushed(): PushPayload[] {
    const mine = (this.#service.peer?.received ?? []).filter(({ path }) => path === this.#path);
    const news = mine.slice(this.#seen);
    this.#seen = mine.length;
    return news.map(({ bytes }) => this.#browser.read(bytes));
  }

  /** Presses the button of a notification. */
  async tap({ incident, actions }: PushPayload): Promise<Answer> {
    const [button] = actions;
    if (incident === null || button === undefined) throw new Error('This notification has no button');
    return this.ask('POST', `incidents/${incident}/${button.action}`);
  }
}

/** Opens the link on the person's phone and allows notifications. */
export async function connectPhone(sidecar: Sidecar, service: PushService, login: string): Promise<Phone> {
  const link = await makeLink(sidecar, login);
  const phone = new Phone(sidecar, service);
  const enrolled = await phone.enrol(link.body.code);
  const subscribed = await phone.subscribe();
  if (link.status !== 201 || enrolled.status !== 200 || subscribed.status !== 200) {
    throw new Error(
      `The phone was not connected: ${JSON.stringify([link, enrolled, subscribed].map(({ status, body }) => [status, body]))}`,
    );
  }
  return phone;
}
