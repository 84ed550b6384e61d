/** Builds the row of a new delivery. */
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { Work } from '../../../store/work.ts';

type DeliveryInput = Pick<DeliveryRow, 'kind' | 'channel_kind' | 'lane' | 'rank'> & Partial<DeliveryRow>;

/** A new delivery, due now; its id is the idempotency key of all its attempts. */
export function deliveryRow(work: Work, given: DeliveryInput): DeliveryRow {
  return {
    id: work.ids.next(),
    incident: null,
    page: null,
    entry: null,
    user: null,
    method: null,
    channel: null,
    state: 'due',
    due_at: work.now,
    lease_until: null,
    lease_owner: null,
    attempt: 0,
    content: '{}',
    outcome: null,
    detail: null,
    bundled_into: null,
    created_at: work.now,
    done_at: null,
    provider_id: null,
    ...given,
  };
}
