/** Reads a request that writes a configured object: its id, its version, and its body as the schema checks it. */
import type { FastifyRequest } from 'fastify';
import { RESOURCES } from '#contract/resources';
import type { ResourceName } from '#contract/resources';
import type { EditRequest } from '../../ports/configuration.ts';
import { isAdmin } from '../../rights/who.ts';
import type { ApiDeps } from '../api-deps.ts';
import { HttpError } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { versionOf } from '../if-match.ts';
import { prepare } from './prepare.ts';

/** A change of the object that the address names. */
export function editOf(request: FastifyRequest, path: ResourceName): EditRequest {
  return {
    resource: path,
    id: (request.params as { id: string }).id,
    actor: callerOf(request).name,
    ifVersion: versionOf(request.headers['if-match']),
    isAdmin: isAdmin(callerOf(request)),
  };
}

/** The body as the schema checks it. Refuses one whose id differs from the URL's. */
export function prepared(deps: ApiDeps, path: ResourceName, request: FastifyRequest): unknown {
  const { kind } = RESOURCES[path];
  const id = (request.params as { id?: string }).id ?? null;
  const given = (request.body as { id?: unknown } | null)?.id;
  if (id !== null && given !== undefined && given !== null && given !== id) {
    throw new HttpError(
      'validation',
      `The body is about ${String(given)}, the address about ${id}. An id cannot be changed.`,
      [{ path: 'id', message: `must be ${id}, as in the address`, reason: 'must-be', data: { value: id } }],
    );
  }
  const ofKind = deps.objects().filter((object) => object.kind === kind);
  return prepare(request.body, {
    kind,
    id,
    before: ofKind.find((object) => object.id === id) ?? null,
    isTaken: (one) => ofKind.some((object) => object.id === one),
    newId: deps.newId,
  });
}
