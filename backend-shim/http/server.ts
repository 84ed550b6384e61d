/** Registers all HTTP routes on the listeners. It contains no rules. */
import { fastify } from 'fastify';
import { ANSWERS_AS } from '#contract/answers-as';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../ports/log.ts';
import type { ApiDeps } from './api-deps.ts';
import type { Authenticators } from './entrance/authenticate.ts';
import type { AuthenticateRequest } from './entrance/request-caller.ts';
import { API, enter, isThroughPlugin } from './entrance/entrance.ts';
import { spareDisk } from './entrance/spare-disk.ts';
import { waitingRoom } from './entrance/waiting-room.ts';
import { guard } from './guard.ts';
import { routeTable } from './module-routes.ts';
import type { ModuleRoutes } from './module-routes.ts';
import type { HeldBytes } from '../ports/held-bytes.ts';
import { requireBudgets } from './budgets/check.ts';
import { flowInTurns } from './bodies/flow.ts';
import { answerInPortions } from './bodies/in-portions.ts';
import { takeJson } from './bodies/json.ts';
import { sendInPortions } from './bodies/out-portions.ts';
import { limitBodyMemory } from './bodies/room.ts';
import { drainBeforeAnswer } from './drain.ts';
import { errorHandler } from './errors.ts';
import { agentRoutes } from './routes/agent.ts';
import type { AgentDeps } from './routes/agent.ts';
import { syncRoutes } from './routes/sync.ts';
import { updateRoutes } from './routes/incidents/updates.ts';
import { errorOf } from '#contract/errors';
import { appRoutes } from './app/routes.ts';
import type { AppDeps, DeviceDeps } from './device-deps.ts';
import { deviceRoutes } from './routes/devices.ts';
import { auditRoutes } from './routes/audit.ts';
import { calendarRoutes } from './routes/rotas/calendars.ts';
import { callbackRoutes } from './routes/callbacks.ts';
import type { CallbackDeps } from './routes/callbacks.ts';
import type { CalendarDeps } from './routes/rotas/calendars.ts';
import { bulkRoute } from './routes/incidents/incident-bulk.ts';
import { configurationRoutes } from './routes/configuration.ts';
import { documentation } from './documentation/routes.ts';
import { eventRoutes } from './routes/events.ts';
import type { EventDeps } from './routes/events.ts';
import { guardDescriptions } from './metrics-token.ts';
import { helmetHeaders, limitCallers } from './hardening.ts';
import { dutyRoutes } from './routes/rotas/duties.ts';
import { feedLinkRoutes, feedRoutes } from './routes/rotas/feeds.ts';
import type { FeedDeps } from './routes/rotas/feeds.ts';
import { coverRoutes } from './routes/rotas/cover.ts';
import { handoffNoteRoutes } from './routes/rotas/handoff-notes.ts';
import { interventionRoutes } from './routes/rotas/interventions.ts';
import type { HandoffNoteActions } from '../actions/rotas/handoff-notes.ts';
import type { InterventionActions } from '../actions/rotas/interventions.ts';
import type { OutsideCalendarActions } from '../actions/rotas/outside-calendars.ts';
import type { OverrideActions } from '../actions/rotas/override-actions.ts';
import type { SwapActions } from '../actions/rotas/swaps.ts';
import { swapRoutes } from './routes/rotas/swaps.ts';
import { incidentRoutes } from './routes/incidents/incidents.ts';
import { ingestRoutes } from './routes/ingest.ts';
import type { IngestDeps } from './routes/ingest.ts';
import { integrationRoutes } from './routes/integrations/integrations.ts';
import { kindRoutes } from './routes/kinds.ts';
import type { KindDeps } from './routes/kinds.ts';
import { insightRoutes } from './routes/insight/insights.ts';
import type { InsightConfig } from './routes/insight/insights.ts';
import { remedyRoutes } from './routes/insight/remedies.ts';
import type { RemedyRouteDeps } from './routes/insight/remedies.ts';
import { labourRoutes } from './routes/labour/routes.ts';
import type { LabourActions } from '../actions/labour/labour.ts';
import { messageRoutes } from './routes/messages.ts';
import type { MessageDeps } from './routes/messages.ts';
import { meRoutes } from './routes/me.ts';
import { outsideCalendarRoutes } from './routes/rotas/outside-calendars.ts';
import { onCallRoutes } from './routes/rotas/on-call.ts';
import { operationsRoutes } from './routes/operations.ts';
import type { OperationsDeps } from './routes/operations.ts';
import { overrideRoutes } from './routes/rotas/overrides.ts';
import { pluginZipRoute } from './downloads/plugin-zip.ts';
import { policyRoutes } from './routes/policies.ts';
import { rotaHealthRoutes } from './routes/rotas/health-and-history.ts';
import type { PreviewPort } from '../ports/previews.ts';
import { contactMethodRoutes } from './routes/contact-methods.ts';
import { responderRoutes } from './routes/responder.ts';
import type { ResponderDeps } from './routes/responder.ts';
import { senderRoutes } from './routes/senders.ts';
import type { SenderDeps } from './routes/senders.ts';
import { statusRoutes } from './routes/status.ts';
import type { StatusDeps } from './routes/status.ts';
import { testClockRoutes } from './routes/test-clock.ts';
import type { TestClockDeps } from './routes/test-clock.ts';
import { teamRoutes } from './routes/people/teams.ts';
import { replayRoutes } from './routes/replays/replays.ts';
import type { ReplayRouteDeps } from './routes/replays/replays.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { userRoutes } from './routes/users.ts';
import type { ChannelActions } from '../actions/channels.ts';
import type { IntegrationActions } from '../actions/integrations.ts';
import type { ContactMethodActions } from '../actions/people/contact-methods.ts';
import type { DeviceActions } from '../actions/people/devices.ts';
import type { TeamActions } from '../actions/teams/shadow.ts';
import type { TokenActions } from '../actions/tokens.ts';
import { ZOD_COMPILERS } from './schemas.ts';
import type { ApiServer } from './schemas.ts';

export interface ServerDeps {
  log: Log;
  held: HeldBytes;
  ingest: IngestDeps;
  modules: readonly ModuleRoutes[];
  agent: AgentDeps;
  responder: ResponderDeps;
  callbacks: CallbackDeps;
  operations: OperationsDeps;
  api: ApiDeps;
  interventions: InterventionActions;
  handoffNotes: HandoffNoteActions;
  overrides: OverrideActions;
  feeds: FeedDeps;
  swaps: SwapActions;
  devices: DeviceDeps;
  app: AppDeps;
  authenticate: Authenticators;
  /** Resolves once the loaded configuration is as new as the database's. */
  fresh(): Promise<unknown>;
  tokens: TokenActions;
  replays: ReplayRouteDeps;
  channels: ChannelActions;
  contactMethods: ContactMethodActions;
  teams: TeamActions;
  deviceActions: DeviceActions;
  calendars: CalendarDeps;
  outsideCalendars: OutsideCalendarActions;
  kinds: KindDeps;
  labour: LabourActions;
  insight: InsightConfig;
  remedies: RemedyRouteDeps;
  senders: SenderDeps;
  status: StatusDeps;
  previews: PreviewPort;
  integrations: IntegrationActions;
  messages: MessageDeps;
  events: EventDeps;
  version: string;
  /** `VIGIE_PLUGIN_ZIP` */
  pluginZip: string | null;
  /** null if the system's clock is used. */
  testClock: TestClockDeps | null;
}

const API_BODY_LIMIT = 1024 * 1024;

/**
 * Requests get this long to finish at shutdown. Without a limit, an idle connection would delay the shutdown for ever.
 */
const CLOSING_MS = 3000;

/** A request must arrive completely within this time. Event streams are answers, so the limit does not end them. */
const REQUEST_MS = 60_000;
const HEADERS_MS = 15_000;
const LOOK_AT_CONNECTIONS_MS = 3000;
/** Longest silence in both directions. Event streams send a keep-alive every few seconds. */
const SILENT_MS = 120_000;

const LIMITS = {
  requestTimeout: REQUEST_MS,
  connectionTimeout: SILENT_MS,
  http: { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: LOOK_AT_CONNECTIONS_MS },
};

/** Opsgenie's aliases have up to 512 characters, of which each may be escaped as up to twelve. */
const LONGEST_PARAMETER = 12 * 512;

/** @param hasSockets false: its requests come from this process */
function bare(
  { log, held, operations, ingest, modules, events: { clock } }: ServerDeps,
  { hasSockets = true } = {},
): FastifyInstance {
  const { breathing } = operations.store;
  const app = fastify({
    ...LIMITS,
    serverFactory: waitingRoom({ breathing, directory: ingest.directory }, LIMITS),
    logger: false,
    bodyLimit: API_BODY_LIMIT,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: LONGEST_PARAMETER },
    forceCloseConnections: 'idle',
    trustProxy: false,
    rewriteUrl: enter,
    // `enter` makes a GET of every HEAD.
    exposeHeadRoutes: false,
    ...ZOD_COMPILERS,
  });
  requireBudgets(app, routeTable(modules));
  limitBodyMemory(app, held);
  answerInPortions(app, breathing);
  flowInTurns(app, clock, breathing);
  app.addHook('preClose', async () => {
    void clock.sleep(CLOSING_MS).then(() => app.server.closeAllConnections());
  });
  if (hasSockets) {
    drainBeforeAnswer(app);
  }
  helmetHeaders(app);
  sendInPortions(app);
  app.setErrorHandler(errorHandler(log));
  notFound(app);
  return app;
}

/** Answers 404 before the body is read, since body errors do not help a caller with a wrong address. */
function notFound(app: FastifyInstance): void {
  const answer = (request: FastifyRequest, reply: FastifyReply) =>
    reply
      .code(404)
      .send(errorOf('not-found', `There is nothing at ${request.method} ${request.originalUrl.split('?')[0]}.`));
  app.setNotFoundHandler(answer);
  app.after(() => {
    app.addHook('onRequest', (request, reply, done) => {
      if (request.is404) {
        void answer(request, reply);
      } else {
        done();
      }
    });
  });
}

/** The server with all routes. */
export function createServer(deps: ServerDeps): FastifyInstance {
  const app = bare(deps);
  guardDescriptions(app, deps.operations.metricsToken);
  documentation(app, deps.version, deps.events.clock);
  publicRoutes(app, deps);
  operationsRoutes(app, deps.operations);
  pluginZipRoute(app, deps);
  if (deps.testClock) {
    testClockRoutes(app, deps.testClock);
  }
  app.register(async (api) => apiRoutes(api, deps, byEntrance(deps.authenticate)), { prefix: API });
  return app;
}

/** The API for this process itself, which listens nowhere; without the limit of requests, which is for others. */
export function createInsideServer(deps: ServerDeps, authenticate: AuthenticateRequest): FastifyInstance {
  const app = bare(deps, { hasSockets: false });
  const upToDate: AuthenticateRequest = async (request) => {
    await deps.fresh();
    return authenticate(request);
  };
  app.register(async (api) => apiRoutes(api, deps, upToDate, { isLimited: false }), { prefix: API });
  return app;
}

/** Marks answers to the plugin as Vigie's, so that it can tell them from another server's 200, such as a login page. */
function nameItself(api: FastifyInstance): void {
  api.addHook('onSend', (request, reply, payload, done) => {
    if (isThroughPlugin(request)) {
      void reply.header(ANSWERS_AS, 'api');
    }
    done(null, payload);
  });
}

async function apiRoutes(
  plain: FastifyInstance,
  deps: ServerDeps,
  authenticate: AuthenticateRequest,
  { isLimited = true } = {},
): Promise<void> {
  const api: ApiServer = plain.withTypeProvider();
  nameItself(api);
  takeJson(api);
  guard(api, { authenticate, rights: deps.api, ruleOf: routeTable(deps.modules).ruleOf });
  spareDisk(api, deps.operations.store);
  if (isLimited) {
    await limitCallers(api);
  }
  incidentRoutes(api, deps.api);
  syncRoutes(api, deps.api);
  updateRoutes(api, deps.api);
  onCallRoutes(api, deps.api);
  configurationRoutes(api, deps.api);
  labourRoutes(api, deps.api, deps.labour, deps.previews);
  insightRoutes(api, deps.api, deps.insight);
  remedyRoutes(api, deps.remedies);
  overrideRoutes(api, deps.api, deps.overrides);
  userRoutes(api, deps.api);
  deviceRoutes(api, deps.api, { ...deps.devices, ...deps.deviceActions });
  tokenRoutes(api, deps.tokens);
  replayRoutes(api, deps.replays);
  contactMethodRoutes(api, deps);
  teamRoutes(api, deps.teams);
  calendarRoutes(api, deps.calendars);
  outsideCalendarRoutes(api, deps.api, deps.outsideCalendars);
  kindRoutes(api, deps.kinds);
  senderRoutes(api, deps.senders);
  auditRoutes(api, deps.api);
  meRoutes(api, deps.api);
  statusRoutes(api, deps.status);
  dutyRoutes(api, deps.api);
  interventionRoutes(api, { ...deps.api, log: deps.log }, deps.interventions);
  handoffNoteRoutes(api, deps.api, deps.handoffNotes);
  feedLinkRoutes(api, deps.api, deps.feeds);
  swapRoutes(api, deps.swaps);
  coverRoutes(api, deps.api, deps);
  bulkRoute(api, deps.api);
  rotaHealthRoutes(api, deps.api, deps.previews);
  policyRoutes(api, deps.api, deps.previews);
  integrationRoutes(api, deps.api, deps.previews, deps.integrations);
  messageRoutes(api, deps.api, deps.messages);
  eventRoutes(api, deps.events);
  deps.modules.forEach((one) => one.routes?.(api, deps.api));
}

function byEntrance({ scripts, plugin }: Authenticators): AuthenticateRequest {
  return async (request) => (isThroughPlugin(request) ? plugin(request) : scripts(request));
}

/** The server of the public listener, with only the routes that phones and monitors need. */
export function createPublicServer(deps: ServerDeps): FastifyInstance {
  const app = bare(deps);
  publicRoutes(app, deps);
  return app;
}

/** Each has a scope of its own, since they parse bodies differently. */
function publicRoutes(app: FastifyInstance, deps: ServerDeps): void {
  app.register(async (scope) => ingestRoutes(scope, deps.ingest));
  deps.modules.forEach((one) => one.publicRoutes?.(app));
  app.register(async (scope) => agentRoutes(scope, deps.agent));
  app.register(async (scope) => responderRoutes(scope, deps.responder));
  app.register(async (scope) => callbackRoutes(scope, deps.callbacks));
  app.register(async (scope) => feedRoutes(scope, deps.feeds));
  app.register(async (scope) => appRoutes(scope, deps));
}
