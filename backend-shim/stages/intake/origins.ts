/** Deduplicates repeated payloads, and assigns a payload that answers an earlier one to its alert. */
import type { Alert } from '#domain/incident/signal/alert';
import type { IngestRequest } from '../../ports/ingest.ts';
import { keepOrigin, originNamed } from '../../store/intake/origins.ts';
import type { Work } from '../../store/work.ts';

/** @returns the part to process; null for a repeat */
export async function withOrigin(work: Work, request: IngestRequest): Promise<Alert[] | null> {
  const { integration, origin } = request;
  if (!origin) {
    return request.alerts;
  }
  const earlier = origin.answers.length === 0 ? null : await originNamed(work.tx, integration.id, origin.answers);
  const alerts =
    earlier === null
      ? request.alerts
      : request.alerts.map((alert): Alert => ({
          ...alert,
          fingerprint: earlier.fingerprint,
          groupKey: earlier.group_key,
          keyKept: true,
        }));
  const [first] = alerts;
  if (origin.once === null || !first) {
    return alerts;
  }
  const isNew = await keepOrigin(work, {
    integration: integration.id,
    id: origin.once,
    name: origin.name,
    fingerprint: first.fingerprint,
    group_key: first.groupKey,
    at: work.now,
  });
  return isNew ? alerts : null;
}
