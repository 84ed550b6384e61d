/** Tells the failures of Grafana's own APIs apart from the sidecar's. */
import type { ApiFailure, FailureKind } from '../client/failure.ts';
import { toFailure } from '../client/failure.ts';

/** Grafana's refusals have another form than the sidecar's. */
const KINDS: Record<number, FailureKind> = {
  400: 'validation',
  401: 'forbidden',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'not-found',
  429: 'grafana-failing',
};

/** @param thrown the error of a request to an API of Grafana's own */
export function grafanaFailure(thrown: unknown): ApiFailure {
  const failure = toFailure(thrown);
  // A proxy in front of Grafana may answer with any body: the status decides.
  const kind = KINDS[failure.status] ?? (failure.status >= 500 ? 'grafana-failing' : failure.kind);
  // When Grafana refuses, it lists a dozen permissions of which one would suffice.
  return { ...failure, kind, message: kind === 'forbidden' ? '' : failure.message };
}
