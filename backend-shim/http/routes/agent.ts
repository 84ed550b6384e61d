/**
 * `/in/commands`: agents of monitors without an API fetch what people did in Vigie, and report the result. The
 * integration's token in the header authorizes them.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Integration } from '#domain/routing/integration';
import type { AgentCommand, AgentReport } from '../../ports/source-sync.ts';
import { takeBytes } from '../bodies/collect.ts';
import { decodeBody } from '../body.ts';
import { HttpError } from '../errors.ts';
import { bearerOf, integrationOf, authenticateIntegration } from '../integration-token.ts';
import type { TokenDeps } from '../integration-token.ts';

export interface AgentDeps extends TokenDeps {
  /** null if this type of integration has no agent. */
  take(integration: Integration): Promise<AgentCommand[] | null>;
  report(integration: Integration, reports: AgentReport[]): Promise<number>;
}

const MOST_BYTES = 256 * 1024;
const LONGEST_ANSWER = 500;

export function agentRoutes(app: FastifyInstance, deps: AgentDeps): void {
  takeBytes(app);
  authenticateIntegration(app, deps, {
    wrong: 'This token belongs to no integration. Send it as Authorization: Bearer <token>.',
    tokenOf: bearerOf,
  });
  const options = { bodyLimit: MOST_BYTES, schema: { hide: true } };
  app.get('/in/commands', options, async (request, reply) => {
    const commands = await deps.take(integrationOf(request));
    if (commands === null) {
      throw new HttpError(
        'validation',
        'This integration is not told what people do in Vigie. Give it a `sync: {}`; only integrations of type nagios have an agent.',
      );
    }
    return reply.type('text/plain; charset=utf-8').send(commands.map(({ id, line }) => `${id}\t${line}\n`).join(''));
  });
  app.post('/in/commands', options, async (request) => {
    const integration = integrationOf(request);
    return { accepted: await deps.report(integration, reportsOf(request)) };
  });
}

/** Each form field is a report: its name is the command's id, its value `ok <what was done>` or `failed <why>`. */
function reportsOf(request: FastifyRequest): AgentReport[] {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const decoded = decodeBody(raw, request.headers['content-type']);
  if (!decoded.ok || typeof decoded.body !== 'object' || decoded.body === null) {
    throw new HttpError(
      'validation',
      'Send form fields: the id of a command, and "ok" or "failed" with what happened.',
    );
  }
  return Object.entries(decoded.body as Record<string, unknown>).map(([id, value]) => {
    const [, verdict, answer] = /^(ok|failed)\b\s*(.*)$/s.exec(String(value)) ?? [];
    if (verdict === undefined) {
      throw new HttpError('validation', `The report of ${id.slice(0, 50)} must begin with "ok" or "failed".`);
    }
    return { id, ok: verdict === 'ok', answer: (answer ?? '').slice(0, LONGEST_ANSWER) || verdict };
  });
}
