/** Tells a person once, by another method, that a contact method has failed for good, so that they can fix it by day. */
import { hideAddress, SECRET_METHODS } from '#domain/notify/address/secret-address';
import type { ContactMethod } from '#domain/notify/responder';
import { latestOutcomes } from '../../../store/deliveries/outbox/outcomes.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { Work } from '../../../store/work.ts';
import { canCarryNews, deliverMessage, listenerOf } from './deliver.ts';
import type { PlanningContext } from '../planning/planning.ts';

/** The address itself is wrong. Other failures may be caused by the message, or by Vigie. */
const LOST: ReadonlySet<string> = new Set(['bad-address', 'undelivered']);

/** @param settled deliveries of this batch, as they are about to be stored */
export async function reportBrokenMethods(planning: PlanningContext, settled: readonly DeliveryRow[]): Promise<void> {
  const lost = new Map(
    settled
      .filter(
        (row) => row.kind === 'page' && row.user !== null && row.state === 'failed' && LOST.has(row.outcome ?? ''),
      )
      .map((row) => [`${row.user}/${row.method}`, row]),
  );
  for (const row of lost.values()) {
    if (
      !(await wasLost(
        planning.work,
        row,
        settled.map(({ id }) => id),
      ))
    ) {
      tell(planning, row);
    }
  }
}

/** Whether the previous delivery failed as well: then the person has been told. */
async function wasLost(work: Work, row: DeliveryRow, batch: readonly string[]): Promise<boolean> {
  const rows = await latestOutcomes(work, row);
  return rows.find(({ id }) => !batch.includes(id))?.state === 'failed';
}

function tell(planning: PlanningContext, row: DeliveryRow): void {
  const responder = listenerOf(planning, row.user ?? '', 'health');
  const broken = responder?.contactMethods.find((method) => method.id === row.method);
  if (responder && broken) {
    const name = planning.channels.get(broken.type)?.definition.name[responder.language] ?? broken.type;
    const lost = { text: `${name} (${broken.name ?? shownAddress(broken)})`, detail: row.detail ?? '' };
    deliverMessage(
      planning,
      responder,
      {
        urgency: 'default',
        order: 'rulesThenOthers',
        fits: ({ id, type }) => id !== broken.id && canCarryNews(planning, type),
      },
      { kind: 'onCall', incident: null, rank: 0, content: JSON.stringify({ lost }) },
    );
  }
}

/** The message is stored, and goes to another address. */
function shownAddress({ type, to }: Pick<ContactMethod, 'type' | 'to'>): string {
  return SECRET_METHODS.has(type) ? hideAddress(to) : to;
}
