/** While the disk is nearly full, people store only what decides who is paged, and how. */
import type { FastifyInstance } from 'fastify';
import { COMMAND_NAMES } from '#contract/incidents/command';
import type { StoreRoom } from '../../store/store.ts';
import { HttpError } from '../errors.ts';
import { API } from './entrance.ts';

/** Deletions free space. */
const ALWAYS = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

/** Another route that stores something is refused. Previews and tests store nothing that stays. */
const GOES_ON = new Set([
  'POST /incidents',
  'POST /incidents/bulk',
  ...COMMAND_NAMES.filter((name) => name !== 'note').map((name) => `POST /incidents/:id/${name}`),
  'POST /rotas/:id/overrides',
  'PUT /rotas/:id/overrides/:override',
  'POST /rotas/:id/take-over',
  'POST /rotas/preview',
  'POST /swaps',
  'POST /swaps/:id/take',
  'POST /swaps/:id/decline',
  'POST /swaps/:id/cancel',
  'POST /absences',
  'PUT /absences/:id',
  'POST /absences/:id/offer',
  'POST /maintenances',
  'PUT /maintenances/:id',
  'POST /policies/preview',
  'POST /messages/preview',
  'POST /labour/preview',
  'POST /integrations/:id/test',
  'POST /integrations/:id/trial',
  'POST /channels/:id/test',
  'POST /users/:login/contact-methods/:id/verify',
  'POST /users/:login/contact-methods/:id/test',
  'PUT /users/:login',
  'PUT /teams/:id/shadow',
  'POST /calendars/:id/look',
  'POST /labour/rests/:id/started',
  'POST /deletions/undo',
]);

export function spareDisk(api: FastifyInstance, { room }: { room: Pick<StoreRoom, 'isLow'> }): void {
  api.addHook('preHandler', async ({ method, routeOptions, body }) => {
    if (!ALWAYS.has(method) && room.isLow() && !isPaging(`${method} ${pathOf(routeOptions.url)}`, body)) {
      throw nearlyFull();
    }
  });
}

/** For routes of the phone app that store what pages nobody. */
export function requireRoom({ room }: { room: Pick<StoreRoom, 'isLow'> }): void {
  if (room.isLow()) {
    throw nearlyFull();
  }
}

function nearlyFull(): HttpError {
  return new HttpError(
    'unavailable',
    'The disk of the database is nearly full, and the rest is kept for alerts and pages; nothing was stored.',
    [],
    { reason: 'disk-nearly-full' },
  );
}

function isPaging(route: string, body: unknown): boolean {
  const isNotes = route === 'POST /incidents/bulk' && (body as { command?: unknown } | null)?.command === 'note';
  return GOES_ON.has(route) && !isNotes;
}

const pathOf = (url = '') => (url.startsWith(API) ? url.slice(API.length) : url);
