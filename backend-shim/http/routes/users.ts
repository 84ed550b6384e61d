/** `/api/v1/users`: people, their contact methods, and their Grafana users. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { name as nameSchema } from '#contract/base/scalars';
import { listOf, pageQuery } from '#contract/list';
import { storedFields } from '#contract/stored';
import { PUSH } from '#contract/people/push';
import type { DeviceWire } from '#contract/people/device';
import { contactMethod, user as userSchema } from '#contract/people/user';
import type { UserWire } from '#contract/people/user';
import { withProfile } from '#contract/people/profile';
import type { ProfileWire } from '#contract/people/profile';
import { failingMethods } from '../../store/deliveries/method-health.ts';
import type { StoredObject } from '../../ports/configuration.ts';
import type { ApiDeps } from '../api-deps.ts';
import { HttpError } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { sendVersioned, versionOf } from '../if-match.ts';
import { containsWords, pageOf } from '../objects/list.ts';
import { findObject } from '../objects/find.ts';
import { objectsOfKind } from '../objects/indexed.ts';
import { prepare } from '../objects/prepare.ts';
import { userBody } from '../objects/user-answer.ts';
import { commitmentRoute } from './people/commitments.ts';
import { personRoutes } from './people/person-data.ts';
import { acceptedOrThrow } from '../refusal.ts';
import { isAdmin } from '../../rights/who.ts';
import type { ApiServer } from '../schemas.ts';

const tags = ['users'];
const byLogin = { params: z.object({ login: z.string() }) };
const listQuery = strict({ ...pageQuery, q: z.string().max(200).optional() });

const methodAnswer = strict({
  ...contactMethod.shape,
  /** Shown only to the person and Admins. */
  to: contactMethod.shape.to.optional(),
  secret: z.null().optional(),
  hasSecret: z.boolean().optional(),
  verified: z.boolean(),
  /** The last delivery through this method succeeded. */
  healthy: z.boolean(),
});
const userAnswer = strict({
  ...userSchema.shape,
  contactMethods: z.array(methodAnswer).nullable(),
  /** Grafana no longer lets this person in, so they are not paged. */
  disabledInGrafana: z.boolean(),
  ...storedFields,
});

export function userRoutes(app: ApiServer, deps: ApiDeps): void {
  readRoutes(app, deps);
  writeRoutes(app, deps);
  personRoutes(app, deps);
  commitmentRoute(app, deps);
  const rebind = strict({ uid: nameSchema });
  app.post(
    '/users/:login/rebind',
    {
      schema: {
        tags,
        summary: 'This login now belongs to another Grafana user',
        ...byLogin,
        body: rebind,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { login } = findObject(deps, 'users', request.params.login).body as UserWire;
      await deps.users.rebind(login, request.body.uid, callerOf(request).name);
      return reply.code(204).send();
    },
  );
}

function readRoutes(app: ApiServer, deps: ApiDeps): void {
  app.get(
    '/users',
    {
      schema: {
        tags,
        summary: 'People who can be paged',
        querystring: listQuery,
        response: { 200: listOf(userAnswer) },
      },
    },
    async (request) => {
      const query = request.query;
      const users = [...objectsOfKind(deps.objects(), 'users').values()].filter(({ id, body }) =>
        containsWords(query.q, [id, (body as UserWire).name]),
      );
      const page = pageOf(users, (user) => user.id, query);
      const failing = await failingMethods(
        deps.store.read,
        page.items.map((user) => user.id),
      );
      return {
        items: page.items.map((user) =>
          userBody(
            {
              user,
              profile: profileOf(deps, user.id),
              failing,
              isDisabledInGrafana: isGone(deps, user.id),
              devices: devicesOf(deps, user.id),
            },
            callerOf(request),
          ),
        ),
        next: page.next,
      };
    },
  );
  app.get(
    '/users/:login',
    { schema: { tags, summary: 'One person', ...byLogin, response: { 200: userAnswer } } },
    async (request, reply) => sendVersioned(reply, await answer(deps, request, request.params.login)),
  );
}

function writeRoutes(app: ApiServer, deps: ApiDeps): void {
  const preValidation = async (request: FastifyRequest) => {
    request.body = prepared(deps, request);
  };
  app.post(
    '/users',
    { preValidation, schema: { tags, summary: 'A new person', body: userSchema, response: { 201: userAnswer } } },
    async (request, reply) => {
      const body = request.body;
      acceptedOrThrow(await deps.users.create(writeOf(request, body.login, body)));
      return sendVersioned(reply.code(201), await answer(deps, request, body.login));
    },
  );
  app.put(
    '/users/:login',
    {
      preValidation,
      schema: { tags, summary: 'Change a person', ...byLogin, body: userSchema, response: { 200: userAnswer } },
    },
    async (request, reply) => {
      const login = request.params.login;
      acceptedOrThrow(await deps.users.replace(writeOf(request, login, request.body)));
      return sendVersioned(reply, await answer(deps, request, login));
    },
  );
  app.delete(
    '/users/:login',
    { schema: { tags, summary: 'Delete a person', ...byLogin, response: { 204: z.null() } } },
    async (request, reply) => {
      acceptedOrThrow(
        await deps.configuration.remove({
          resource: 'users',
          id: request.params.login,
          actor: callerOf(request).name,
          ifVersion: versionOf(request.headers['if-match']),
          isAdmin: isAdmin(callerOf(request)),
        }),
      );
      return reply.code(204).send();
    },
  );
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Contact methods that the body marks as verified, noted before the mark is removed. */
    vouched?: string[];
  }
}

function writeOf(request: FastifyRequest, login: string, body: UserWire) {
  const caller = callerOf(request);
  return {
    login,
    body,
    actor: caller.name,
    ifVersion: versionOf(request.headers['if-match']),
    isAdmin: isAdmin(caller),
    vouched: request.vouched ?? [],
  };
}

function profileOf(deps: ApiDeps, login: string): StoredObject | null {
  return objectsOfKind(deps.objects(), 'profiles').get(login) ?? null;
}

function isGone(deps: ApiDeps, login: string): boolean {
  return objectsOfKind(deps.objects(), 'disabledInGrafana').has(login);
}

function devicesOf(deps: ApiDeps, login: string): Array<{ id: string; body: DeviceWire }> {
  return [...objectsOfKind(deps.objects(), 'devices').values()]
    .filter(({ body }) => (body as DeviceWire).user === login)
    .map(({ id, body }) => ({ id, body: body as DeviceWire }));
}

async function answer(deps: ApiDeps, request: FastifyRequest, login: string): Promise<object> {
  const user = findObject(deps, 'users', login);
  const failing = await failingMethods(deps.store.read, [login]);
  return userBody(
    {
      user,
      profile: profileOf(deps, login),
      failing,
      isDisabledInGrafana: isGone(deps, login),
      devices: devicesOf(deps, login),
    },
    callerOf(request),
  );
}

function prepared(deps: ApiDeps, request: FastifyRequest): unknown {
  const { login = null } = request.params as { login?: string };
  const given = (request.body as { login?: unknown } | null)?.login;
  if (login !== null && typeof given === 'string' && given !== login) {
    throw new HttpError('validation', 'A login cannot be changed.', [
      { path: 'login', message: `must be ${login}, as in the address`, reason: 'must-be', data: { value: login } },
    ]);
  }
  const body = withoutDevices(request.body, login === null ? [] : devicesOf(deps, login));
  request.vouched = vouchedIn(body);
  const user = deps.objects().find((object) => object.kind === 'users' && object.id === login) ?? null;
  const whole = user && {
    ...user,
    body: withProfile(user.body as UserWire, profileOf(deps, user.id)?.body as ProfileWire | undefined),
  };
  return prepare(body, { kind: 'users', id: login, before: whole, isTaken: () => false, newId: deps.newId });
}

/** Removes devices, which have routes of their own, so that sending back a user as read changes none. */
function withoutDevices(body: unknown, devices: ReadonlyArray<{ id: string }>): unknown {
  const methods = (body as { contactMethods?: unknown } | null)?.contactMethods;
  if (!Array.isArray(methods)) {
    return body;
  }
  const isPush = (method: { type?: unknown } | null) => method?.type === PUSH;
  const unknown = methods.findIndex(
    (method: { id?: unknown; type?: unknown } | null) => isPush(method) && !devices.some(({ id }) => id === method?.id),
  );
  if (unknown >= 0) {
    throw new HttpError('validation', 'A device is added by opening a link on it.', [
      {
        path: `contactMethods[${unknown}].type`,
        message: 'is added by the link of POST users/:login/devices/enrolment, opened on the device',
        reason: 'added-elsewhere',
      },
    ]);
  }
  return {
    ...(body as object),
    contactMethods: methods.filter((method) => !isPush(method as { type?: unknown } | null)),
  };
}

function vouchedIn(body: unknown): string[] {
  const methods = (body as { contactMethods?: unknown } | null)?.contactMethods;
  return Array.isArray(methods)
    ? methods.flatMap((method: { id?: unknown; verified?: unknown } | null) =>
        method?.verified === true && typeof method.id === 'string' ? [method.id] : [],
      )
    : [];
}
