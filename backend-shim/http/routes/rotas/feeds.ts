/** Calendars to subscribe to: their secret links and the feeds behind them. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { calendarLink, newCalendarLink } from '#contract/rotas/duty';
import { toMilliseconds } from '#contract/time/duration';
import { formatDuration } from '#domain/time/duration';
import type { CalendarFeed, CalendarLinkActions, FeedSubject } from '../../../actions/rotas/calendar-links.ts';
import type { HeavyAnswer } from '../../../ports/heavy/rotas.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { acceptedAnswer } from '../../heavy/answered.ts';
import { iso } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';

export interface FeedDeps {
  links: CalendarLinkActions;
  /** The calendar of a secret; null if the secret is unknown. */
  export(secret: string): Promise<HeavyAnswer<string> | null>;
  url(secret: string): string;
}

const tags = ['calendars'];

/** Both kinds have the same three routes: read, create or renew, delete. */
const KINDS = [
  {
    kind: 'rota',
    path: '/rotas/:id/ical',
    name: 'id',
    exists: (deps: ApiDeps, id: string) => deps.directory().rotas.has(id),
  },
  {
    kind: 'user',
    path: '/users/:login/ical',
    name: 'login',
    exists: (deps: ApiDeps, id: string) => deps.directory().responders.has(id),
  },
] as const;

export function feedLinkRoutes(app: ApiServer, deps: ApiDeps, feeds: FeedDeps): void {
  for (const { kind, path, name, exists } of KINDS) {
    const byId = { params: z.object({ [name]: z.string() }) };
    const subjectOf = (request: { params: Record<string, string> }): FeedSubject => {
      const id = request.params[name] ?? '';
      if (!exists(deps, id)) {
        throw noSuch(kind, id);
      }
      return { kind, id };
    };
    app.get(
      path,
      { schema: { tags, summary: 'The secret calendar link', ...byId, response: { 200: calendarLink } } },
      async (request) => {
        const feed = await feeds.links.read(subjectOf(request));
        if (!feed) {
          throw noSuch('calendar-link', null, 'There is no calendar link yet; make one with POST.');
        }
        return linkBody(feeds, feed);
      },
    );
    app.post(
      path,
      {
        schema: {
          tags,
          summary: 'Make the calendar link, or another in its place',
          ...byId,
          body: newCalendarLink.nullish(),
          response: { 201: calendarLink },
        },
      },
      async (request, reply) => {
        const alarm = request.body?.alarm ?? null;
        const feed = await feeds.links.renew(
          subjectOf(request),
          alarm === null ? null : toMilliseconds(alarm),
          callerOf(request).name,
        );
        return reply.code(201).send(linkBody(feeds, feed));
      },
    );
    app.delete(
      path,
      { schema: { tags, summary: 'End the calendar link', ...byId, response: { 204: z.null() } } },
      async (request, reply) => {
        await feeds.links.remove(subjectOf(request), callerOf(request).name);
        return reply.code(204).send();
      },
    );
  }
}

function linkBody(feeds: FeedDeps, feed: CalendarFeed) {
  return {
    url: feeds.url(feed.secret),
    alarm: feed.alarm === null ? null : formatDuration(feed.alarm),
    createdAt: iso(feed.createdAt),
  };
}

/** Public, because calendar programs cannot log in: the secret authorizes them. */
export function feedRoutes(app: FastifyInstance, feeds: FeedDeps): void {
  app.get<{ Params: { file: string } }>('/ical/:file', { schema: { hide: true } }, async (request, reply) => {
    const secret = /^([A-Za-z0-9_-]{16,100})\.ics$/.exec(request.params.file)?.[1];
    const answered = secret === undefined ? null : await feeds.export(secret);
    if (answered === null) {
      throw noSuch('calendar-link', null, 'This calendar link is not valid any more. Ask for a new one.');
    }
    const given = acceptedAnswer(answered);
    return reply
      .headers({
        'content-type': 'text/calendar; charset=utf-8',
        'cache-control': 'private, max-age=300',
        'x-robots-tag': 'noindex',
      })
      .serializer((body: string) => body)
      .send('body' in given ? given.body : Buffer.from(given.bytes));
  });
}
