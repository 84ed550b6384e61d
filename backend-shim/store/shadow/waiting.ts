/** Finds deliveries that are due and may be in shadow. */
import type { ShadowState, ShadowSubject } from '#domain/notify/shadow';
import { run } from '../query.ts';
import type { DeliveryRow } from '../schema/deliveries.ts';
import type { Work } from '../work.ts';

export type WaitingDelivery = Pick<DeliveryRow, 'id' | 'incident' | 'user' | 'content'> & ShadowSubject;

/** About incidents that are in shadow, and those about no incident, which the caller judges; in order. */
export async function dueInShadow(work: Work, state: ShadowState, most: number): Promise<WaitingDelivery[]> {
  const { tx, cap, now } = work;
  const { placeholder: p, inList, listParameter } = cap;
  const columns = 'd.id, d.incident, d."user", d.content, i.team, i.integration';
  const tail = (limit: string) => `order by d.id limit ${limit}`;
  const about = await run<WaitingDelivery>(
    tx,
    `select ${columns} from deliveries d join incidents i on i.id = d.incident
     where d.state = 'due' and d.due_at <= ${p(1)}
       and (${state.all ? '1 = 1' : '1 = 0'} or ${inList('i.team', p(2))} or ${inList('i.integration', p(3))}) ${tail(p(4))}`,
    [now, listParameter([...state.teams]), listParameter([...state.integrations]), most],
  );
  const others = await run<WaitingDelivery>(
    tx,
    `select d.id, d.incident, d."user", d.content, null as team, null as integration from deliveries d
     where d.state = 'due' and d.due_at <= ${p(1)} and d.incident is null ${tail(p(2))}`,
    [now, most],
  );
  return [...about, ...others];
}
