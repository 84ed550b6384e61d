/** Stores the alerts of a body for an integration. */
import type { Integration } from '#domain/routing/integration';
import type { ListenerDeps } from '../../ports/listening.ts';

/** `refused`: the payload is stored among the integration's rejected ones. */
export type TakenBody = { ok: true; incidents: string[] } | { ok: false; reason: string };

/** Resolves after the commit. Throws if the store is unavailable; the sender must then send it again. */
export async function takeBody(into: ListenerDeps, integration: Integration, body: unknown): Promise<TakenBody> {
  const labels = { integration: integration.id, source: integration.type };
  const parsed = into.parse(integration, { body, receivedAt: await into.clock.now() });
  if (!parsed.ok) {
    await refuse(into, integration, body, parsed.reason);
    return { ok: false, reason: parsed.reason };
  }
  const answer = await into.submit({ integration, alerts: parsed.alerts, pageTest: false, origin: parsed.origin });
  into.metrics.alerts.inc({ ...labels, outcome: 'accepted' }, answer.accepted - answer.duplicates);
  into.metrics.alerts.inc({ ...labels, outcome: 'duplicate' }, answer.duplicates);
  return { ok: true, incidents: answer.incidents };
}

/** Stored as JSON, the form in which it can be replayed. */
export async function refuse(
  into: ListenerDeps,
  integration: Integration,
  body: unknown,
  reason: string,
): Promise<void> {
  into.metrics.alerts.inc({ integration: integration.id, source: integration.type, outcome: 'rejected' });
  await into.reject({
    integration: integration.id,
    reason,
    contentType: 'application/json',
    body: JSON.stringify(body),
  });
}

class TookTooLong extends Error {}

/** Waits at most `ms` of machine time. The work continues; a repeated payload is recognised by its content. */
export async function within<T>(into: ListenerDeps, ms: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = into.machine.sleep(ms, over.signal).then(() => {
    throw new TookTooLong(`not stored within ${ms} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}
