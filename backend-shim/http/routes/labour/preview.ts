/** `POST /api/v1/labour/preview`: what the rules would say of a change that puts people on call. */
import { fromFinding } from '#contract/labour/finding';
import { labourPreview, labourPreviewRequest } from '#contract/labour/preview';
import { previewChange } from '../../../actions/labour/preview.ts';
import type { PreviewPort } from '../../../ports/previews.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callerOf } from '../../guard.ts';
import { iso } from '../../incident-body.ts';
import { prepare } from '../../objects/prepare.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';

export function labourPreviewRoute(app: ApiServer, deps: ApiDeps, previews: PreviewPort): void {
  const preValidation = async (request: { body: unknown }) => {
    const body = request.body as { rota?: unknown } | null;
    if (typeof body === 'object' && body !== null && (body.rota ?? null) !== null) {
      const draft = { kind: 'rotas', id: null, before: null, isTaken: () => false, newId: deps.newId };
      request.body = { ...body, rota: prepare(body.rota, draft) };
    }
  };
  const schema = {
    tags: ['labour'],
    summary: 'Indicative check of a change that puts people on call',
    body: labourPreviewRequest,
    response: { 200: labourPreview },
  };
  app.post('/labour/preview', { preValidation, schema }, async (request) => {
    const sources = { db: deps.store.read, directory: deps.directory(), noting: deps.copies.noting };
    const question = { body: request.body, caller: callerOf(request), now: await deps.clock.now() };
    const result = acceptedOrThrow(await previewChange({ ...sources, drafts: previews }, question));
    return {
      indicative: true as const,
      items: result.findings.map(({ change, ...finding }) => ({ ...fromFinding(finding), change })),
      tellBy: result.gained.flatMap(({ user, rota, start, tellBy }) =>
        tellBy === null ? [] : [{ user, rota, start: iso(start), by: iso(tellBy) }],
      ),
      exceptional: result.exceptional,
    };
  });
}
