/** Registers the routes that every kind of configured object has: one of them, a new one, a change, a deletion. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { RESOURCES } from '#contract/resources';
import type { ApiResource, ResourceName } from '#contract/resources';
import type { StoredObject } from '../../ports/configuration.ts';
import { isAdmin } from '../../rights/who.ts';
import type { ApiDeps } from '../api-deps.ts';
import { callerOf } from '../guard.ts';
import { sendVersioned } from '../if-match.ts';
import { acceptedOrThrow } from '../refusal.ts';
import type { ApiServer } from '../schemas.ts';
import { findObject } from './find.ts';
import { editOf, prepared } from './request.ts';

export interface ObjectRoutes {
  path: Exclude<ResourceName, 'users'>;
  answer: z.ZodType;
  /** As the caller may see it. */
  bodyOf(request: FastifyRequest, object: StoredObject): object;
  /** What a write answers. Absent: the same as a reading. */
  saved?: Pick<ObjectRoutes, 'answer' | 'bodyOf'>;
  /** Refuses a change that the schema accepts. Absent: none is refused. */
  checkChange?(id: string, body: object): void;
  /** The body of a write, where it has more than the object: why duty is told late. Absent: it has no more. */
  writeBody?: z.ZodObject;
  /** From when a change applies, by the query `from`; null: from now. Absent: it has no such query. */
  holdsFrom?(from: string | undefined): Promise<number | null>;
}

const fromQuery = strict({ from: instant.optional() });
const byId = { params: z.object({ id: z.string() }) };

export function objectRoutes(app: ApiServer, deps: ApiDeps, routes: ObjectRoutes): void {
  const { path, answer, bodyOf } = routes;
  const { word } = RESOURCES[path];
  const tags = [path];
  app.get(
    `/${path}/:id`,
    { schema: { tags, summary: `One ${word}`, ...byId, response: { 200: answer } } },
    async (request, reply) => sendVersioned(reply, bodyOf(request, findObject(deps, path, request.params.id))),
  );
  writeRoutes(app, deps, routes);
  app.delete(
    `/${path}/:id`,
    { schema: { tags, summary: `Delete a ${word}`, ...byId, response: { 204: z.null() } } },
    async (request, reply) => {
      acceptedOrThrow(await deps.configuration.remove(editOf(request, path)));
      return reply.code(204).send();
    },
  );
}

function writeRoutes(app: ApiServer, deps: ApiDeps, routes: ObjectRoutes): void {
  const { path, checkChange, holdsFrom, writeBody } = routes;
  const { answer, bodyOf } = routes.saved ?? routes;
  const send = (request: FastifyRequest, reply: FastifyReply, object: StoredObject) =>
    sendVersioned(reply, bodyOf(request, object));
  const { word, schema }: ApiResource = RESOURCES[path];
  const body = writeBody ?? schema;
  const tags = [path];
  const preValidation = async (request: FastifyRequest) => {
    request.body = prepared(deps, path, request);
  };
  const add = { tags, summary: `A new ${word}`, body, response: { 201: answer } };
  app.post(`/${path}`, { preValidation, schema: add }, async (request, reply) => {
    // `prepared` has set the id.
    const { object, exceptional } = writtenOf(request.body as object, writeBody !== undefined);
    const given = object as { id: string };
    const [actor, asAdmin] = [callerOf(request).name, isAdmin(callerOf(request))];
    const edit = { resource: path, id: given.id, actor, isAdmin: asAdmin, ifVersion: null, holdsFrom: null };
    const result = acceptedOrThrow(await deps.configuration.create({ ...edit, body: given }, exceptional));
    return send(request, reply.code(201), result.object);
  });
  const query = holdsFrom && { querystring: fromQuery };
  const change = { tags, summary: `Change a ${word}`, ...byId, ...query, body, response: { 200: answer } };
  app.put(`/${path}/:id`, { preValidation, schema: change }, async (request, reply) => {
    const { object, exceptional } = writtenOf(request.body as object, writeBody !== undefined);
    checkChange?.(request.params.id, object);
    const { from } = request.query as z.output<typeof fromQuery>;
    const edit = { ...editOf(request, path), holdsFrom: (await holdsFrom?.(from)) ?? null };
    const result = acceptedOrThrow(await deps.configuration.replace({ ...edit, body: object }, exceptional));
    return send(request, reply, result.object);
  });
}

function writtenOf(body: object, hasReason: boolean): { object: object; exceptional: string | null } {
  if (!hasReason) {
    return { object: body, exceptional: null };
  }
  const { exceptional = null, ...object } = body as { exceptional?: string | null };
  return { object, exceptional };
}
