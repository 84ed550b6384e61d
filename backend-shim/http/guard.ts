/**
 * Checks the caller and the rights of every request below `/api/v1` and `/grafana/api/v1`, and gives routes the caller.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unlessBroken } from '../store/concurrency/aside.ts';
import { countHour } from '../actions/hourly-limits.ts';
import { keyOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';
import { isAdmin } from '../rights/who.ts';
import type { AuthenticateRequest } from './entrance/request-caller.ts';
import { admit } from './bodies/room.ts';
import { API } from './entrance/entrance.ts';
import { HttpError } from './errors.ts';
import { errorOfRefusal } from './refusal.ts';
import type { RightsRefusal, RightsDeps } from '../rights/rule.ts';
import type { RouteTable } from './module-routes.ts';

export interface GuardDeps {
  authenticate: AuthenticateRequest;
  rights: RightsDeps;
  ruleOf: RouteTable['ruleOf'];
}

export function guard(app: FastifyInstance, deps: GuardDeps): void {
  const { ruleOf } = deps;
  app.decorateRequest('caller', null);
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) {
      if (!ruleOf(one, pathOf(url))) {
        throw new Error(`${one} ${url} has no rule: say in backend-shim/rights/table.ts who may use it`);
      }
    }
  });
  app.addHook('onRequest', async (request) => {
    if (request.url.includes('%00')) {
      throw new HttpError('validation', 'The address contains the character NUL, which nothing here does.');
    }
    request.caller = await deps.authenticate(request);
    admit(request, keyOf(request.caller));
  });
  // Rights are checked before the body, so that a caller without them learns nothing about the request's validity.
  app.addHook('preValidation', async (request) => {
    const { url, method } = request.routeOptions;
    const rule = url === undefined ? null : ruleOf([method].flat()[0] ?? request.method, pathOf(url));
    const refusal = rule ? await rule({ caller: callerOf(request), request, deps: deps.rights }) : NO_ROUTE;
    if (refusal !== null) {
      throw forbidden(refusal);
    }
    const caller = callerOf(request);
    if (url !== undefined && isLimited(method, pathOf(url)) && caller.kind === 'person' && !isAdmin(caller)) {
      const lately = { tx: deps.rights.store.read, now: await deps.rights.now() };
      const over = await unlessBroken(() => countHour(lately, 'changes', caller.name), null);
      if (over !== null) {
        throw errorOfRefusal(over);
      }
    }
  });
}

/** Commands on incidents answer pages; notes among them, and incidents opened by hand, have limits of their own. */
function isLimited(method: string | string[] | undefined, path: string): boolean {
  const isWrite = [method].flat().some((one) => one === 'POST' || one === 'PUT' || one === 'DELETE');
  return isWrite && (!path.startsWith('/incidents') || path.endsWith('/rating'));
}

/** Turns a refusal of a right into the same answer everywhere. */
export function forbidden({ message, ...why }: RightsRefusal): HttpError {
  return new HttpError('forbidden', message, [], why);
}

const NO_ROUTE: RightsRefusal = { reason: 'no-such-address', message: 'There is no such route.' };

function pathOf(url: string): string {
  return url.startsWith(API) ? url.slice(API.length) : url;
}

export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) {
    throw new HttpError('unauthorized', 'Say who is asking: Authorization: Bearer <token>.', [], {
      reason: 'token-missing',
    });
  }
  return request.caller;
}
