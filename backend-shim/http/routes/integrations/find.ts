/** Finds the integration that a request is about, with the routes of its draft if it has some. */
import type { RouteWire } from '#contract/integrations/integration';
import type { Integration } from '#domain/routing/integration';
import type { Calendar } from '#domain/time/holidays';
import type { PreviewPort } from '../../../ports/previews.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { HttpError, noSuch } from '../../errors.ts';

export function integrationOf(deps: Pick<ApiDeps, 'directory'>, id: string): Integration {
  const integration = deps.directory().integrations.get(id);
  if (!integration) {
    throw noSuch('integration', id);
  }
  return integration;
}

export interface Routed {
  integration: Integration;
  facts: Calendar;
}

/** @throws HttpError if the routes cannot be used; paths of its problems begin with `routes` */
export async function withRoutes(
  deps: Pick<ApiDeps, 'directory'>,
  previews: PreviewPort,
  integration: Integration,
  routes: readonly RouteWire[] | undefined,
  now: number,
): Promise<Routed> {
  if (routes === undefined) {
    return { integration, facts: deps.directory().facts };
  }
  const drafted = await previews.draftRoutes(integration, routes, now);
  if (!drafted.ok) {
    const { problems } = drafted;
    throw new HttpError('validation', `${problems[0]?.path} ${problems[0]?.message}`, problems);
  }
  return { integration: drafted.draft, facts: drafted.facts };
}
