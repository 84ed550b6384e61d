/** `/r/<signed>`: the responder page. GET never acts, since mail scanners follow links; the buttons send POST. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '#domain/notify/responder';
import { collect } from '../bodies/collect.ts';
import { admit } from '../bodies/room.ts';

/** An HTML page of the responder stage to send. */
interface ResponderAnswer {
  status: number;
  html: string;
  /** Where to redirect after a POST, so that a reload does not post again. */
  location: string | null;
}

export interface ResponderDeps {
  headers: Readonly<Record<string, string>>;
  language(acceptLanguage: string | undefined): Language;
  /** Whether Vigie signed the token. The page checks its person and whether it still is valid. */
  isOurs(token: string): boolean;
  show(
    token: string,
    options: { first: string | null; done: string | null; language: Language },
  ): Promise<ResponderAnswer>;
  act(token: string, action: string, fields: Record<string, string>, language: Language): Promise<ResponderAnswer>;
}

const MOST_BYTES = 16 * 1024;

interface LinkParams {
  token: string;
  action?: string;
}

interface PageRequest {
  Params: LinkParams;
  Querystring: { done?: unknown };
}

export function responderRoutes(app: FastifyInstance, deps: ResponderDeps): void {
  app.removeAllContentTypeParsers();
  // The page sends forms; buttons in chats and notification apps send JSON or nothing.
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage) =>
    (await collect(request, payload)).toString(),
  );
  app.addHook<{ Params: LinkParams }>('onRequest', async (request, reply) => {
    const { token } = request.params;
    if (deps.isOurs(token)) {
      admit(request, 'responder links');
    } else {
      // The error page is sent before the body is read.
      return send(
        deps,
        reply,
        await deps.show(token, {
          first: null,
          done: null,
          language: deps.language(request.headers['accept-language']),
        }),
      );
    }
    return undefined;
  });
  const options = { bodyLimit: MOST_BYTES, schema: { hide: true } };
  const show = async (request: FastifyRequest<PageRequest>, reply: FastifyReply) => {
    const { token, action } = request.params;
    const { done } = request.query;
    const shown = {
      first: action ?? null,
      done: typeof done === 'string' ? done : null,
      language: deps.language(request.headers['accept-language']),
    };
    return send(deps, reply, await deps.show(token, shown));
  };
  app.get<PageRequest>('/r/:token', options, show);
  app.get<PageRequest>('/r/:token/:action', options, show);
  app.post<{ Params: LinkParams }>('/r/:token/:action', options, async (request, reply) => {
    const { token, action } = request.params;
    return send(
      deps,
      reply,
      await deps.act(token, action ?? '', fieldsOf(request.body), deps.language(request.headers['accept-language'])),
    );
  });
}

function fieldsOf(body: unknown): Record<string, string> {
  return typeof body === 'string' ? Object.fromEntries(new URLSearchParams(body)) : {};
}

function send(deps: ResponderDeps, reply: FastifyReply, answer: ResponderAnswer): FastifyReply {
  reply.headers(deps.headers).code(answer.status);
  return answer.location === null
    ? reply.send(answer.html)
    : reply.header('location', answer.location).send(answer.html);
}
