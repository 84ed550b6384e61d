/** A way to a person that has failed for good is told to them by another, once, so that they can put it right by day. */
import { planPage } from '#domain/notify/page';
import type { ContactMethod, Responder } from '#domain/notify/responder';
import { run } from '../../store/query.ts';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import type { Work } from '../../store/work.ts';
import { deliveryRow } from '../planning/delivery-row.ts';
import type { Planning } from '../planning/planning.ts';

/** The address itself is wrong. Everything else may be the message's fault, or our own. */
const LOST: ReadonlySet<string> = new Set(['bad-address', 'undelivered']);

/** @param settled deliveries of this batch, as they are about to be stored */
export async function tellLost(planning: Planning, settled: readonly DeliveryRow[]): Promise<void> {
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

/** The one before failed as well: they know. */
async function wasLost({ tx, cap }: Work, { user, method }: DeliveryRow, batch: readonly string[]): Promise<boolean> {
  const p = cap.placeholder;
  const rows = await run<{ id: string; state: string }>(
    tx,
    `select id, state from deliveries where "user" = ${p(1)} and method = ${p(2)} and state in ('done', 'failed') and done_at is not null order by done_at desc, id desc limit 20`,
    [user, method],
  );
  return rows.find(({ id }) => !batch.includes(id))?.state === 'failed';
}

function tell({ work, channels, ledger }: Planning, row: DeliveryRow): void {
  const responder = work.directory.responders.get(row.user ?? '');
  const broken = responder?.contactMethods.find((method) => method.id === row.method);
  if (!responder || !broken || responder.disabled || responder.mute.includes('health')) {
    return;
  }
  const { methods, heldUntil } = others(planOf(work, responder), responder, broken);
  const method = methods.find(({ type }) => channels.get(type)?.definition.carries.update);
  const channel = method && channels.get(method.type);
  if (method && channel) {
    const name = channels.get(broken.type)?.definition.name[responder.language] ?? broken.type;
    const content = JSON.stringify({
      lost: { text: `${name} (${broken.name ?? broken.to})`, detail: row.detail ?? '' },
    });
    ledger.deliver(
      deliveryRow(work, {
        kind: 'onCall',
        user: responder.login,
        method: method.id,
        channel_kind: method.type,
        lane: channel.lane(method.to, {}),
        rank: 0,
        content,
        due_at: heldUntil ?? work.now,
      }),
    );
  }
}

function planOf(work: Work, responder: Responder) {
  return planPage(responder, 'default', work.now, work.directory.facts);
}

/** In the person's own order, then whatever else there is. */
function others(
  plan: ReturnType<typeof planPage>,
  { contactMethods }: Responder,
  broken: ContactMethod,
): { methods: ContactMethod[]; heldUntil: number | null } {
  const usable = contactMethods.filter((method) => method.verified && method.id !== broken.id);
  const ordered = plan.rules.flatMap((rule) => usable.filter((method) => method.id === rule.method));
  return { methods: [...ordered, ...usable], heldUntil: plan.heldUntil };
}
