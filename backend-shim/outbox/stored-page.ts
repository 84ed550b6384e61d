/** A page's state machine and what a delivery says, as they are kept. */
import { z } from 'zod';
import type { Page } from '#domain/notify/page';
import type { PolicyCopies } from '../store/incidents/policy-copies.ts';
import type { DeliveryRow, PageRow } from '../store/schema/deliveries.ts';
import { readStored } from '../store/stored/json.ts';

const page = z.object({
  state: z.enum(['running', 'delivered', 'failed', 'ended']),
  rules: z.array(z.object({ method: z.string(), dueAt: z.number(), state: z.enum(['waiting', 'trying', 'done', 'failed']) })),
  heldUntil: z.number().nullable().default(null),
});
const content = z.looseObject({});

type Noting = Pick<PolicyCopies, 'note'>;

/** Where it cannot be read, a page that runs has failed: its step moves on. */
export function readPage({ id, inner, state }: Pick<PageRow, 'id' | 'inner' | 'state'>, { note }: Noting): Page {
  const read = readStored(page, inner, { kind: 'pages', id, field: 'inner' });
  if (read.ok) {
    return read.value;
  }
  note(read.unreadable);
  return { state: state === 'running' ? 'failed' : (state as Page['state']), rules: [], heldUntil: null };
}

/** What an update says; a page needs none of it. Nothing where it cannot be read: the message says the facts of the incident. */
export function readContent<Content extends object>(row: Pick<DeliveryRow, 'id' | 'content'>, noting?: Noting): Partial<Content> {
  const read = row.content === '{}' ? { ok: true as const, value: {} } : readStored(content, row.content, { kind: 'deliveries', id: row.id, field: 'content' });
  if (read.ok) {
    return read.value as Partial<Content>;
  }
  noting?.note(read.unreadable);
  return {};
}
