/** Routes below `/app/api`, which the app on people's devices uses. */
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { COMMANDS } from '#contract/incidents/command';
import { newRating } from '#contract/incidents/rating';
import type { NewRating } from '#contract/incidents/rating';
import { parse, strict } from '#contract/base/schema';
import { name } from '#contract/base/scalars';
import { subscription } from '#contract/people/device';
import { errorOf, validationError } from '#contract/errors';
import type { Incident } from '#domain/incident/model';
import { listIncidents } from '../../store/incidents/list/list.ts';
import type { IncidentFilter } from '../../store/incidents/list/list.ts';
import { UNRESOLVED_STATES } from '../../store/incidents/list/unresolved.ts';
import { readIncidents } from '../../store/incidents/incidents.ts';
import type { ContactMethodActions } from '../../actions/people/contact-methods.ts';
import type { DeviceActions } from '../../actions/people/devices.ts';
import type { ApiDeps } from '../api-deps.ts';
import { toCommand } from '../commands.ts';
import { takeJson } from '../bodies/json.ts';
import type { AppDeps } from '../device-deps.ts';
import { requireRoom } from '../entrance/spare-disk.ts';
import { HttpError, noSuch } from '../errors.ts';
import { incidentBody, iso } from '../incident-body.ts';
import { forbidden } from '../guard.ts';
import { errorOfRefusal } from '../refusal.ts';
import { keyOf } from '../../rights/caller.ts';
import { mayCommand } from '../../rights/incidents.ts';
import { eventRoutes } from '../routes/events.ts';
import type { EventDeps } from '../routes/events.ts';
import { codeOf } from '../routes/incidents/incidents.ts';
import { acceptedAnswer } from '../heavy/answered.ts';
import { dutyBody } from './duty.ts';
import { appFiles } from './files.ts';
import { giveCookie, refuseForeign, requireSession, takeCookie, visitorOf } from './session.ts';

export interface AppRoutesDeps {
  app: AppDeps;
  api: ApiDeps;
  events: EventDeps;
  contactMethods: ContactMethodActions;
  deviceActions: DeviceActions;
  fresh(): Promise<unknown>;
}

const PER_MINUTE = 300;
const MOST_SHOWN = 100;
const MOST_BYTES = 16 * 1024;
const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** The actions of the app's buttons. Grafana's pages offer the rest. */
const ACTIONS = ['acknowledge', 'unacknowledge', 'resolve', 'unresolve', 'snooze', 'escalate', 'note'] as const;
type AppAction = (typeof ACTIONS)[number];

const hidden = { bodyLimit: MOST_BYTES, schema: { hide: true } };

export async function appRoutes(scope: FastifyInstance, deps: AppRoutesDeps): Promise<void> {
  appFiles(scope, deps.app.cookie.path);
  await scope.register(
    async (api) => {
      takeJson(api);
      api.decorateRequest('visitor', null);
      api.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
      await api.register(cookie);
      refuseForeign(api);
      api.register(async (open) => enrolRoute(open, deps));
      api.register(async (known) => knownRoutes(known, deps));
    },
    { prefix: '/app/api' },
  );
}

async function limit(app: FastifyInstance, max: number, key: (request: FastifyRequest) => string): Promise<void> {
  await app.register(rateLimit, {
    hook: 'preHandler',
    max,
    timeWindow: 60_000,
    cache: 10_000,
    keyGenerator: key,
    errorResponseBuilder: (_request, { after }) =>
      Object.assign(new Error(`Too many requests; try again in ${after}.`), {
        statusCode: 429,
        ...errorOf('too-many-requests', `Too many requests; try again in ${after}.`),
      }),
  });
}

/** No rate limit: all phones may share one proxy, and a code has 80 bits. Wrong codes are answered more slowly. */
async function enrolRoute(app: FastifyInstance, { app: deps, deviceActions }: AppRoutesDeps): Promise<void> {
  const body = strict({
    code: z.string().min(1).max(100),
    name: name.max(60),
    platform: z.string().max(60).default(''),
  });
  app.post('/enrol', hidden, async (request, reply) => {
    const result = await deviceActions.enrol({ ...checked(body, request.body), from: request.ip });
    if (!result.ok) {
      throw errorOfRefusal(result);
    }
    giveCookie(reply, deps, result.token);
    return { ok: true };
  });
}

function checked<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const read = parse(schema, body);
  if (!read.ok) {
    throw new HttpError('validation', validationError(read.problems).error.message, read.problems);
  }
  return read.value;
}

async function knownRoutes(app: FastifyInstance, all: AppRoutesDeps): Promise<void> {
  requireSession(app, all.app, all.fresh);
  await limit(app, PER_MINUTE, (request) => request.visitor?.session.device ?? request.ip);
  deviceRoutes(app, all);
  incidentRoutes(app, all);
  ratingRoutes(app, all);
  eventRoutes(app, all.events, true);
}

function deviceRoutes(
  app: FastifyInstance,
  { app: deps, api, contactMethods, deviceActions: devices }: AppRoutesDeps,
): void {
  app.get('/me', hidden, async (request) => {
    const { person, session } = visitorOf(request);
    const device = deps.device(session.device);
    return {
      person: { login: person.login, name: person.name, language: person.language, timeZone: person.timeZone },
      device: {
        id: session.device,
        name: device?.name ?? '',
        push: device?.to != null,
        used: deps.isUsed(person, session.device),
      },
      publicKey: await deps.publicKey(),
      now: iso(await api.clock.now()),
    };
  });
  app.put('/subscription', hidden, async (request) => {
    const said = checked(subscription, request.body);
    const wrong = deps.wrongEndpoint(said.endpoint);
    if (wrong !== null) {
      throw new HttpError('validation', `The address that this browser gave ${wrong}.`, [
        { path: 'endpoint', message: wrong },
      ]);
    }
    return changedOrThrow(await devices.subscribe(visitorOf(request).session.device, said));
  });
  app.delete('/subscription', hidden, async (request) =>
    changedOrThrow(await devices.subscribe(visitorOf(request).session.device, null)),
  );
  app.post('/leave', hidden, async (request, reply) => {
    const { device, user } = visitorOf(request).session;
    await devices.remove({ user, id: device, actor: user });
    takeCookie(reply, deps);
    return { ok: true };
  });
  app.post('/test', hidden, async (request) => {
    const { person, session } = visitorOf(request);
    const { login } = person;
    const result = await contactMethods.test({ login, method: session.device, actor: login });
    if (!result.ok) {
      throw errorOfRefusal(result);
    }
    return result.result;
  });
  shownRoute(app, deps);
  app.get('/duty', hidden, async (request) => {
    const { person, caller } = visitorOf(request);
    const who = keyOf(caller);
    const question = { who, login: person.login, teams: caller.teams, now: await api.clock.now() };
    return acceptedAnswer(await api.portions.run(who, (breathe) => dutyBody(api, question, breathe))).answer;
  });
}

function shownRoute(app: FastifyInstance, deps: AppDeps): void {
  const shown = strict({ id: z.string().regex(ULID, 'is no id of a delivery') });
  app.post('/shown', hidden, async (request) => {
    const { id } = checked(shown, request.body);
    if (!(await deps.shown(visitorOf(request).session, id))) {
      throw noSuch('page', id, 'There is no such notification of this device.');
    }
    return { ok: true };
  });
}

function changedOrThrow(result: Awaited<ReturnType<DeviceActions['subscribe']>>): { ok: true } {
  if (!result.ok) {
    throw errorOfRefusal(result);
  }
  return { ok: true };
}

/** All that is not over, the most urgent first. */
const EVERYTHING: IncidentFilter = {
  states: [...UNRESOLVED_STATES],
  teams: null,
  policies: null,
  integrations: null,
  severities: null,
  urgencies: null,
  labels: [],
  alert: null,
  isCounted: false,
  text: null,
  mine: null,
  had: null,
  from: null,
  to: null,
  sort: 'attention',
  after: null,
  limit: MOST_SHOWN,
};

function incidentRoutes(app: FastifyInstance, { app: deps, api }: AppRoutesDeps): void {
  app.get('/incidents', hidden, async (request) => {
    const { person, caller } = visitorOf(request);
    const mine = { user: person.login, policies: await api.policiesOnCallFor(person.login) };
    const list = (filter: Partial<IncidentFilter>) =>
      listIncidents({ ...api, db: api.store.read, search: api.searchOf(keyOf(caller)) }, { ...EVERYTHING, ...filter });
    const { items, next } = await list({ mine });
    const own = new Set(items.map(({ id }) => id));
    const burning = caller.teams.length === 0 ? [] : (await list({ states: ['open'], teams: [...caller.teams] })).items;
    const name = (login: string | null) => login && (api.directory().responders.get(login)?.name ?? login);
    const body = (one: Incident) => ({ ...incidentBody(one), acknowledgedName: name(one.acknowledgedBy) });
    return {
      at: iso(await api.clock.now()),
      items: items.map(body),
      more: next !== null,
      team: burning.filter(({ id, test }) => !own.has(id) && !test).map(body),
    };
  });
  app.get<{ Params: { id: string } }>('/incidents/:id', hidden, async (request) =>
    view(api, deps, request.params.id, request),
  );
  app.post<{ Params: { id: string; action: string } }>('/incidents/:id/:action', hidden, async (request) => {
    const { id, action } = request.params;
    const { caller, person } = visitorOf(request);
    if (!isAction(action)) {
      throw new HttpError('not-found', `The app has no button ${action}.`, [], { reason: 'no-such-address' });
    }
    if (action === 'note') {
      requireRoom(api.store);
    }
    const refusal = await mayCommand(api, caller, action, id);
    if (refusal !== null) {
      throw forbidden(refusal);
    }
    const command = await toCommand(api, action, checked(COMMANDS[action], request.body ?? undefined));
    const result = await api.incidents.command({
      id,
      command,
      actor: { name: person.login, kind: 'person', via: 'app' },
      ifVersion: null,
    });
    if (!result.ok) {
      throw new HttpError(codeOf(result.code), result.message, [], result.why);
    }
    return view(api, deps, id, request);
  });
}

/** No command: it changes nothing but what the person says about the alert. */
function ratingRoutes(app: FastifyInstance, { app: deps, api }: AppRoutesDeps): void {
  const rated = async (request: FastifyRequest<{ Params: { id: string } }>, rating: NewRating | null) => {
    const { id } = request.params;
    const { caller, person } = visitorOf(request);
    requireRoom(api.store);
    const refusal = await mayCommand(api, caller, 'note', id);
    if (refusal !== null) {
      throw forbidden(refusal);
    }
    await api.incidents.rate({ id, actor: { name: person.login, kind: 'person', via: 'app' }, rating });
    return view(api, deps, id, request);
  };
  app.put<{ Params: { id: string } }>('/incidents/:id/rating', hidden, async (request) =>
    rated(request, checked(newRating, request.body)),
  );
  app.delete<{ Params: { id: string } }>('/incidents/:id/rating', hidden, async (request) => rated(request, null));
}

function isAction(text: string): text is AppAction {
  return (ACTIONS as readonly string[]).includes(text);
}

async function view(api: ApiDeps, deps: AppDeps, id: string, request: FastifyRequest): Promise<object> {
  const incident = (await readIncidents(api.store.read, api.cap, api.copies, [id])).get(id);
  if (!incident) {
    throw noSuch('incident', null, 'There is no such incident any more.');
  }
  return deps.view(incident, visitorOf(request).person);
}
