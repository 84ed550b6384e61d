/** `/api/v1/users/:login/devices`: phones and computers with the app, and the link that adds one. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { device, enrolment } from '#contract/people/device';
import type { DeviceAnswer } from '#contract/people/device';
import { listOf } from '#contract/list';
import { strict } from '#contract/base/schema';
import { failingMethods } from '../../store/deliveries/method-health.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { DeviceDeps, ListedDevice } from '../device-deps.ts';
import { HttpError, noSuch } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { iso, isoOrNull } from '../incident-body.ts';

const tags = ['users'];
const byLogin = { params: z.object({ login: z.string() }) };
const byDevice = { params: z.object({ login: z.string(), id: z.string() }) };

export function deviceRoutes(app: FastifyInstance, api: ApiDeps, devices: DeviceDeps): void {
  app.get(
    '/users/:login/devices',
    { schema: { tags, summary: 'Devices with the app', ...byLogin, response: { 200: listOf(device) } } },
    async (request) => {
      const login = person(api, request.params);
      const failing = await failingMethods(api.store.read, [login]);
      return { items: (await devices.list(login)).map((one) => answer(one, failing)), next: null };
    },
  );
  const description =
    'A link that works once, for ten minutes, and ends the one before. Whoever opens it answers in the person’s name, so that only they can make it.';
  app.post(
    '/users/:login/devices/enrolment',
    {
      schema: {
        tags,
        summary: 'A link that adds a device',
        description,
        ...byLogin,
        body: strict({}).nullish(),
        response: { 201: enrolment },
      },
    },
    async (request, reply) => {
      const made = await devices.startEnrolment(person(api, request.params));
      if (made === null) {
        throw new HttpError('too-many-requests', 'A link was made a moment ago. Try again in a few seconds.', [], {
          reason: 'too-soon',
        });
      }
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...devices.link(made.code), code: made.code, expiresAt: iso(made.expiresAt) });
    },
  );
  app.delete(
    '/users/:login/devices/:id',
    {
      schema: {
        tags,
        summary: 'Take a device away: it is paged and may answer no more',
        ...byDevice,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id } = request.params as { id: string };
      const result = await devices.remove({ user: person(api, request.params), id, actor: callerOf(request).name });
      if (!result.ok) {
        throw new HttpError(result.code, result.message, [], result.why);
      }
      return reply.code(204).send();
    },
  );
}

function person(api: ApiDeps, params: unknown): string {
  const { login } = params as { login: string };
  if (!api.directory().responders.has(login)) {
    throw noSuch('user', login);
  }
  return login;
}

function answer({ id, body, createdAt, seenAt }: ListedDevice, failing: ReadonlySet<string>): DeviceAnswer {
  const push = body.to === null ? 'off' : failing.has(`${body.user}/${id}`) ? 'failing' : 'on';
  return { id, name: body.name, platform: body.platform, push, addedAt: iso(createdAt), seenAt: isoOrNull(seenAt) };
}
