/** `GET incidents/:id/updates`: who was notified without being paged, and what rooms answered. */
import { z } from 'zod';
import { incidentUpdate } from '#contract/incidents/incident-update';
import type { IncidentUpdateWire } from '#contract/incidents/incident-update';
import { listOf } from '#contract/list';
import { INCIDENT_EVENTS } from '#domain/notify/subscription';
import { readContent } from '../../../store/deliveries/stored-content.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import { readUpdates } from '../../../store/incidents/details.ts';
import type { AttemptTable, DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { attemptsOf, deliveryBody, iso } from '../../incident-body.ts';
import { isEditor } from '../../../rights/who.ts';
import type { ApiServer } from '../../schemas.ts';

const schema = {
  tags: ['incidents'],
  summary: 'Who was told without being paged, and what rooms answered',
  params: z.object({ id: z.string() }),
  response: { 200: listOf(incidentUpdate) },
};

export function updateRoutes(app: ApiServer, deps: Pick<ApiDeps, 'store' | 'copies'>): void {
  app.get('/incidents/:id/updates', { schema }, async (request) => {
    const { id } = request.params;
    const found = await readUpdates(deps.store.read, id);
    if (found === null) {
      throw noSuch('incident', null, 'There is no such incident; it may have been removed by retention.');
    }
    return {
      items: found.deliveries.map((row) =>
        body(row, found.attempts, { isForEditors: isEditor(callerOf(request)), noting: deps.copies.noting }),
      ),
      next: null,
    };
  });
}

function body(
  row: DeliveryRow,
  attempts: readonly AttemptTable[],
  { isForEditors, noting }: { isForEditors: boolean; noting: UnreadableReporter },
): IncidentUpdateWire {
  const { update, subscription = '' } = readContent(row, noting);
  const done = attempts.find((attempt) => attempt.delivery === row.id && attempt.outcome === 'done');
  const delivery = deliveryBody(row, attempts);
  const own = attemptsOf(row, attempts);
  return {
    id: row.id,
    at: iso(row.created_at),
    event: INCIDENT_EVENTS.find((event) => event === update) ?? null,
    subscription,
    user: row.user,
    room: row.channel,
    answer: isForEditors ? (done?.detail ?? null) : null,
    delivery: isForEditors
      ? {
          ...delivery,
          attempts: delivery.attempts.map((attempt, index) => ({
            ...attempt,
            detail: attempt.outcome === 'done' ? '' : whole(own[index]),
          })),
        }
      : delivery,
  };
}

/** The error and the service's answer, on one line. */
function whole(attempt: AttemptTable | undefined): string {
  return (attempt?.detail ?? '').replace('\n', ': ');
}
