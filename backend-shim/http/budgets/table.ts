/**
 * How much processor time of the thread that pages one request of each route may take in all, ms, whoever sends it. What
 * needs more is done in threads of `backend-shim/heavy`, `insight` and `replay`. No turn takes more than 50 ms:
 * alerts, acknowledgements and pages wait for so long at most.
 * The server does not start with a route that is missing here.
 */
import { RULES } from '../../rights/table.ts';

/** What a request may take if nothing else is said: it reads or writes rows by key, or lists a page of them. */
export const ORDINARY = 100;

/** It reads the body of an object of up to 1 MiB by its schema, checks it against the others, and writes it. */
export const WRITES_OBJECT = 400;

/** It asks a thread, and hands bytes over. */
const ASKS_THREAD = 150;

/** It reads a draft of up to 1 MiB by its schema, checks it against all objects, and asks a thread or goes on in portions. */
const READS_DRAFT = 700;

/** It lists or writes a table of up to 100,000 rows, or many objects, in portions. */
export const IN_PORTIONS = 3000;

const OBJECTS = [
  'rotas',
  'calendars',
  'users',
  'teams',
  'absences',
  'policies',
  'integrations',
  'time-windows',
  'maintenances',
  'subscriptions',
  'channels',
  'units',
  'work-profiles',
  'organisations',
];

function forAll(routes: readonly string[], budget: number): Record<string, number> {
  return Object.fromEntries(routes.map((route) => [route, budget]));
}

const ordinary = forAll([...RULES.keys()], ORDINARY);

const writes = forAll(
  [
    ...OBJECTS.flatMap((path) => {
      const id = path === 'users' ? ':login' : ':id';
      return [`POST /${path}`, `PUT /${path}/${id}`, `DELETE /${path}/${id}`];
    }),
    'POST /deletions/undo',
    'POST /users/:login/erase',
    'POST /incidents/bulk',
    'POST /integrations/:id/test',
    'POST /messages/preview',
    'POST /replays',
  ],
  WRITES_OBJECT,
);

/** A mail lists up to 100 incidents, which its link acknowledges one after the other. */
const links = forAll(['POST /r/:token/:action'], WRITES_OBJECT);

const drafts = forAll(
  ['POST /rotas/preview', 'POST /policies/preview', 'POST /labour/preview', 'POST /integrations/:id/trial'],
  READS_DRAFT,
);

const threads = forAll(
  [
    'GET /rotas/:id/timeline',
    'GET /rotas/:id/health',
    'GET /on-call',
    'GET /on-call/timeline',
    'GET /rotas/:id/on-call',
    'GET /absences/:id/cover',
    'GET /users/:login/commitments',
    'GET /insights/me',
    'GET /insights/team',
    'GET /insights/alerts',
    'GET /insights/pager',
    'GET /replays/:id',
  ],
  ASKS_THREAD,
);

/** Lists that are not cut into pages, and tables; those of zones and holidays are made once for each process. */
const portions = forAll(
  [
    ...OBJECTS.map((path) => `GET /${path}`),
    'GET /integration-states',
    'GET /maintenance-authors',
    'GET /received-labels',
    'GET /audit',
    'GET /notices',
    'GET /zones',
    'GET /holidays',
    'GET /holiday-regions',
    'GET /interventions',
    'GET /duties',
    'GET /users/:login/export',
    'GET /payroll',
    'GET /statements',
    'GET /statements/:id/file',
  ],
  IN_PORTIONS,
);

/** Bodies of up to 5 MiB, read by a template, each alert of which is written. */
export const TAKES_ALERTS = 2000;

const alerts = forAll(['POST /in', 'POST /in/:token', 'POST /in/commands'], TAKES_ALERTS);

/** Outside of `/api/v1`: monitors, phones, calendar programs, documentation. */
const outside = forAll(
  [
    ...['GET /healthz', 'GET /livez', 'GET /readyz', 'GET /metrics', 'GET /test/clock', 'POST /test/clock'],
    ...['GET /openapi.json', 'GET /docs', 'GET /docs/*'],
    ...['GET /in/commands', 'OPTIONS /in', 'OPTIONS /in/:token'],
    ...['GET', 'POST'].flatMap((method) => [
      `${method} /in/:token/heartbeat`,
      `${method} /callbacks/:channel`,
      `${method} /callbacks/:channel/*`,
    ]),
    ...['GET /r/:token', 'GET /r/:token/:action'],
    ...['GET /app', 'GET /app/:file', 'GET /app/api/events', 'GET /app/api/me', 'GET /app/api/incidents'],
    ...['GET /app/api/incidents/:id', 'POST /app/api/incidents/:id/:action'],
    ...['PUT', 'DELETE'].flatMap((method) => [
      `${method} /app/api/incidents/:id/rating`,
      `${method} /app/api/subscription`,
    ]),
    ...['enrol', 'leave', 'shown', 'test'].map((name) => `POST /app/api/${name}`),
    // The name has the release in it.
    'GET /plugin/*',
  ],
  ORDINARY,
);

const threadsOutside = forAll(['GET /ical/:file', 'GET /app/api/duty'], ASKS_THREAD);

/** By method and path as registered, that of `/api/v1` without it: the keys of `RULES`. */
const ROUTE_BUDGETS: Readonly<Record<string, number>> = {
  ...ordinary,
  ...writes,
  ...links,
  ...drafts,
  ...threads,
  ...portions,
  ...alerts,
  ...outside,
  ...threadsOutside,
};

/** @param url as registered, without `/api/v1` */
export function budgetOf(method: string, url: string): number | null {
  return ROUTE_BUDGETS[`${method} ${url.replace(/^\/plugin\/.*/, '/plugin/*')}`] ?? null;
}
