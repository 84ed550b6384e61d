/** `GET /api/v1/me`: the caller as the sidecar identified them, and what they may do. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { SCOPES } from '#contract/people/token';
import { callerOf } from '../guard.ts';
import { pagingOf } from '../../rights/paging.ts';
import { isAdmin, isEditor, mayRespond } from '../../rights/who.ts';

const me = strict({
  kind: z.enum(['person', 'script']),
  /** null for a script. */
  login: z.string().nullable(),
  name: z.string(),
  role: z.enum(['Viewer', 'Editor', 'Admin']),
  /** The caller's Vigie teams. */
  teams: z.array(z.string()),
  /** null if not limited. */
  scopes: z.array(z.enum(SCOPES)).nullable(),
  can: strict({ respond: z.boolean(), edit: z.boolean(), administer: z.boolean() }),
  /**
   * The people and policies that the caller may page by hand: anybody, or these policies and, for an incident of their
   * teams, these people.
   */
  pages: strict({ anybody: z.boolean(), policies: z.array(z.string()), users: z.array(z.string()) }),
});

export function meRoutes(app: FastifyInstance, deps: Parameters<typeof pagingOf>[0]): void {
  app.get(
    '/me',
    { schema: { tags: ['users'], summary: 'Who is asking, and what they may do', response: { 200: me } } },
    async (request) => {
      const caller = callerOf(request);
      const { kind, name, role, teams, scopes } = caller;
      return {
        kind,
        login: kind === 'person' ? name : null,
        name,
        role,
        teams,
        scopes,
        can: { respond: mayRespond(caller), edit: isEditor(caller), administer: isAdmin(caller) },
        pages: await pagingOf(deps, caller),
      };
    },
  );
}
