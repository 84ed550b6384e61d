/** `/api/v1/users/:login/devices`: phones and computers with the app, and the link that adds one. */
import { z } from 'zod';
import { device, enrolment } from '#contract/people/device';
import type { DeviceAnswer } from '#contract/people/device';
import { listOf } from '#contract/list';
import { strict } from '#contract/base/schema';
import { failingMethods } from '../../store/deliveries/method-health.ts';
import type { DeviceActions } from '../../actions/people/devices.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { DeviceDeps, ListedDevice } from '../device-deps.ts';
import { HttpError, noSuch } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { iso, isoOrNull } from '../incident-body.ts';
import { errorOfRefusal } from '../refusal.ts';
import type { ApiServer } from '../schemas.ts';

const tags = ['users'];
const byLogin = { params: z.object({ login: z.string() }) };
const byDevice = { params: z.object({ login: z.string(), id: z.string() }) };

export function deviceRoutes(
  app: ApiServer,
  api: ApiDeps,
  devices: DeviceDeps & Pick<DeviceActions, 'startEnrolment' | 'remove'>,
): void {
  const list = { tags, summary: 'Devices with the app', ...byLogin, response: { 200: listOf(device) } };
  app.get('/users/:login/devices', { schema: list }, async ({ params }) => {
    const login = person(api, params);
    const failing = await failingMethods(api.store.read, [login]);
    return { items: (await devices.list(login)).map((one) => answer(one, failing)), next: null };
  });
  const enrol = {
    tags,
    summary: 'A link that adds a device',
    description:
      'A link that works once, for ten minutes, and ends the one before. Whoever opens it answers in the person’s name, so that only they can make it.',
    ...byLogin,
    body: strict({}).nullish(),
    response: { 201: enrolment },
  };
  app.post('/users/:login/devices/enrolment', { schema: enrol }, async ({ params }, reply) => {
    const made = await devices.startEnrolment(person(api, params));
    if (made === null) {
      throw new HttpError('too-many-requests', 'A link was made a moment ago. Try again in a few seconds.', [], {
        reason: 'too-soon',
      });
    }
    const { code, expiresAt } = made;
    return reply
      .code(201)
      .header('cache-control', 'no-store')
      .send({ ...devices.link(code), code, expiresAt: iso(expiresAt) });
  });
  const remove = {
    tags,
    summary: 'Take a device away: it is paged and may answer no more',
    ...byDevice,
    response: { 204: z.null() },
  };
  app.delete('/users/:login/devices/:id', { schema: remove }, async (request, reply) => {
    const { id } = request.params;
    const user = person(api, request.params);
    const result = await devices.remove({ user, id, actor: callerOf(request).name });
    if (!result.ok) {
      throw errorOfRefusal(result);
    }
    return reply.code(204).send();
  });
}

function person(api: ApiDeps, { login }: { login: string }): string {
  if (!api.directory().responders.has(login)) {
    throw noSuch('user', login);
  }
  return login;
}

function answer({ id, body, createdAt, seenAt }: ListedDevice, failing: ReadonlySet<string>): DeviceAnswer {
  const push = body.to === null ? 'off' : failing.has(`${body.user}/${id}`) ? 'failing' : 'on';
  return { id, name: body.name, platform: body.platform, push, addedAt: iso(createdAt), seenAt: isoOrNull(seenAt) };
}
