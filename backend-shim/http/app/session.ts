/**
 * Identifies the device that sends a request. The session is a cookie that scripts cannot read and other sites cannot
 * send (SameSite=Strict). Requests that change something also carry a header that only our own script sets: a browser
 * lets no other site send it without asking us first (Fetch standard, "CORS-preflight").
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Responder } from '#domain/notify/responder';
import { admit } from '../bodies/room.ts';
import type { Caller } from '../../rights/caller.ts';
import type { AppDeps, AppSession } from '../device-deps.ts';
import { HttpError } from '../errors.ts';

export const COOKIE = 'vigie_device';
const OURS = 'x-vigie-app';

export interface DeviceCaller {
  session: AppSession;
  person: Responder;
  caller: Caller;
}

declare module 'fastify' {
  interface FastifyRequest {
    visitor: DeviceCaller | null;
  }
}

const SIGNED_OUT = 'This device is not connected to Vigie any more. Make a new link on your profile page in Grafana.';

export function giveCookie(reply: FastifyReply, { cookie }: AppDeps, token: string): void {
  void reply.setCookie(COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: cookie.secure,
    path: cookie.path,
    maxAge: Math.floor(cookie.life / 1000),
  });
}

export function takeCookie(reply: FastifyReply, { cookie }: AppDeps): void {
  void reply.clearCookie(COOKIE, { httpOnly: true, sameSite: 'strict', secure: cookie.secure, path: cookie.path });
}

/** Refuses requests of other sites before the session is checked, so the routes without a session are covered too. */
export function refuseForeign(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ method, headers }) => {
    const site = headers['sec-fetch-site'];
    const isForeign = headers[OURS] === undefined || (site !== undefined && site !== 'same-origin');
    if (method !== 'GET' && isForeign) {
      throw new HttpError(
        'forbidden',
        `Only the app itself may ask this: the header ${OURS} is missing, or the request comes from another site.`,
        [],
        { reason: 'foreign-page' },
      );
    }
  });
}

export function requireSession(app: FastifyInstance, deps: AppDeps, fresh: () => Promise<unknown>): void {
  app.addHook('onRequest', async (request, reply) => {
    const token = request.cookies[COOKIE];
    const session = token === undefined ? null : await deps.check(token);
    if (token === undefined || !session) {
      throw signedOut();
    }
    // Another sidecar may have removed the device.
    await fresh();
    const person = deps.person(session);
    if (!person) {
      throw signedOut();
    }
    if (session.renewed) {
      giveCookie(reply, deps, token);
    }
    const caller: Caller = {
      kind: 'person',
      name: person.login,
      role: person.admin ? 'Admin' : 'Viewer',
      teams: deps.teamsOf(person.login),
      scopes: null,
      readOnly: false,
    };
    request.visitor = { session, person, caller };
    admit(request, `device ${session.device}`);
  });
}

export function visitorOf(request: FastifyRequest): DeviceCaller {
  if (!request.visitor) {
    throw signedOut();
  }
  return request.visitor;
}

function signedOut(): HttpError {
  return new HttpError('unauthorized', SIGNED_OUT, [], { reason: 'session-ended' });
}
