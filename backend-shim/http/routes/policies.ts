/** `POST policies/preview`: minute by minute, who would be reached if nobody answered. */
import type { z } from 'zod';
import { escalationPreview, policyPreviewRequest } from '#contract/rotas/preview';
import type { Policy } from '#domain/escalation/policy';
import type { RotaFacts } from '#domain/rota/model';
import type { PreviewPort } from '../../ports/previews.ts';
import type { ApiDeps } from '../api-deps.ts';
import { HttpError, noSuch } from '../errors.ts';
import { acceptedAnswer, askerOf } from '../heavy/answered.ts';
import { prepare } from '../objects/prepare.ts';
import { escalationBody } from '../preview-body.ts';
import type { ApiServer } from '../schemas.ts';

/** Bytes of a draft: of a hundred steps for a hundred targets each. */
const LONGEST_DRAFT = 512 * 1024;

type PreviewRequest = z.output<typeof policyPreviewRequest>;

export function policyRoutes(app: ApiServer, deps: ApiDeps, previews: PreviewPort): void {
  const preValidation = async (request: { body: unknown }) => {
    const body = request.body as { policy?: unknown } | null;
    if (typeof body === 'object' && body !== null && typeof body.policy === 'object') {
      request.body = {
        ...body,
        policy: prepare(body.policy, {
          kind: 'escalationPolicies',
          id: null,
          before: null,
          isTaken: () => false,
          newId: deps.newId,
        }),
      };
    }
  };
  const schema = {
    tags: ['policies'],
    summary: 'What it would do if nobody answered',
    body: policyPreviewRequest,
    response: { 200: escalationPreview },
  };
  app.post('/policies/preview', { preValidation, bodyLimit: LONGEST_DRAFT, schema }, async (request) => {
    const { at: text, alert, policy: given } = request.body;
    const at = text === undefined ? await deps.clock.now() : Date.parse(text);
    const { policy, facts } = await policyOf(deps, previews, given);
    const subject = {
      policy,
      alert: { ...alert, source: 'manual' as const, integration: null },
      team: policy.team,
      urgency: null,
      holdUntil: null,
      at,
    };
    const going = await deps.portions.run(askerOf(request), (breathe) => previews.escalation(subject, facts, breathe));
    return escalationBody(acceptedAnswer(going).answer);
  });
}

async function policyOf(
  deps: ApiDeps,
  previews: PreviewPort,
  given: PreviewRequest['policy'],
): Promise<{ policy: Policy; facts: RotaFacts | null }> {
  if (typeof given === 'string') {
    const policy = deps.directory().policies.get(given);
    if (!policy) {
      throw noSuch('policy', given);
    }
    return { policy, facts: null };
  }
  const drafted = await previews.draftPolicy(given, await deps.clock.now());
  if (!drafted.ok) {
    const problems = drafted.problems.map((problem) => ({ ...problem, path: `policy.${problem.path}` }));
    throw new HttpError('validation', `${problems[0]?.path} ${problems[0]?.message}`, problems);
  }
  return { policy: drafted.draft, facts: drafted.facts };
}
