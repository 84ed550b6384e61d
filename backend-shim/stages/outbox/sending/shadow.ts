/**
 * Settles due deliveries that are in shadow: they are stored with the outcome `shadow`, and their pages go on as if they
 * had arrived. They are never claimed, so no sidecar sends them, and what is judged is judged in the transaction that
 * writes the outcome.
 */
import { isAllReal, isInShadow, isPersonInShadow } from '#domain/notify/shadow';
import type { ShadowState } from '#domain/notify/shadow';
import { versionAt } from '#domain/rota/resolve';
import type { ChannelRegistry } from '../../../ports/channel.ts';
import type { Directory } from '../../../ports/directory.ts';
import { postponeDelivery } from '../../../store/deliveries/outbox/claims.ts';
import { readContent } from '../../../store/deliveries/stored-content.ts';
import {
  holdIncidentsOf,
  lockDeliveries,
  saveAttempts,
  saveOutcomes,
} from '../../../store/deliveries/outbox/outcomes.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import { SHADOW, subjectsOfIncidents } from '../../../store/shadow/shadowed-incidents.ts';
import { teamsOfPerson } from '../../../store/shadow/people.ts';
import { lockShadows, readShadowState } from '../../../store/shadow/shadows.ts';
import { dueInShadow } from '../../../store/shadow/waiting.ts';
import type { WaitingDelivery } from '../../../store/shadow/waiting.ts';
import { UNNOTED } from '../../../store/stored/unreadable.ts';
import type { Work } from '../../../store/work.ts';
import { isRefresh } from '../destination.ts';
import { createLedger } from '../planning/ledger.ts';
import { armUnreachable } from '../planning/unreachable.ts';
import { whyUnsendable } from './attempt.ts';
import { movePage, pageOf, settle } from './outcome.ts';
import type { SettlingContext } from './outcome.ts';

const BATCH = 200;
const PUT_OFF = 30_000;

/**
 * @param only ids of some of them; null: a batch
 * @returns what was settled; empty: nothing is left
 */
export async function settleShadow(
  work: Work,
  channels: ChannelRegistry,
  only: readonly string[] | null = null,
): Promise<readonly DeliveryRow[]> {
  await lockShadows(work, 'suppress');
  const state = await readShadowState(work.tx);
  if (isAllReal(state)) {
    return [];
  }
  const ids = only ?? (await dueToSuppress(work));
  await holdIncidentsOf(work, ids);
  const due = (await lockDeliveries(work, ids)).filter((row) => row.state === 'due');
  // Meanwhile another sidecar may have settled some, or a command may have moved an incident to another team.
  const shadowed = await inShadow(work, due, await readShadowState(work.tx));
  const rows = due.filter(({ id }) => shadowed.has(id));
  await settleAll(work, channels, rows);
  return rows;
}

/** @returns ids of deliveries that are due and in shadow; real ones are never among them */
export async function dueToSuppress(work: Work): Promise<string[]> {
  const state = await readShadowState(work.tx);
  const found = isAllReal(state) ? [] : await dueInShadow(work, state, BATCH);
  return found.filter((one) => isSuppressed(work, state, one)).map(({ id }) => id);
}

/** Postpones a delivery that could not be settled. */
export async function putOffShadow(work: Work, id: string): Promise<void> {
  await postponeDelivery(work, id, work.now + PUT_OFF);
}

/** Those of the rows that may not leave. @param state as read after the rows were locked */
export async function inShadow(
  work: Work,
  rows: readonly DeliveryRow[],
  state: ShadowState,
): Promise<ReadonlySet<string>> {
  if (rows.length === 0 || isAllReal(state)) {
    return new Set();
  }
  const subjects = await subjectsOfIncidents(
    work,
    rows.flatMap(({ incident }) => incident ?? []),
  );
  return new Set(rows.filter((row) => isSuppressed(work, state, withSubject(row, subjects))).map(({ id }) => id));
}

function withSubject(row: DeliveryRow, subjects: Awaited<ReturnType<typeof subjectsOfIncidents>>): WaitingDelivery {
  return { ...row, ...(subjects.get(row.incident ?? '') ?? { team: null, integration: null }) };
}

function isSuppressed({ directory, now }: Work, state: ShadowState, row: WaitingDelivery): boolean {
  if (state.all || row.incident !== null) {
    return isInShadow(state, row);
  }
  const content = readContent(row, UNNOTED);
  const rota = content.duty?.rota ?? content.swap?.rota ?? content.health?.rota;
  if (rota !== undefined) {
    return isInShadow(state, { team: teamOfRota(directory, rota, now), integration: null });
  }
  // A channel that is down concerns the installation, and whoever watches over it.
  return content.outage === undefined && isPersonInShadow(state, teamsOfPerson(directory, row.user));
}

function teamOfRota({ rotas }: Pick<Directory, 'rotas'>, id: string, now: number): string | null {
  const rota = rotas.get(id);
  return (rota && versionAt(rota, now)?.team) ?? null;
}

async function settleAll(work: Work, channels: ChannelRegistry, rows: readonly DeliveryRow[]): Promise<void> {
  const ledger = await createLedger(work, [...new Set(rows.flatMap(({ incident }) => incident ?? []))]);
  const settling: SettlingContext = { work, channels, ledger, attempts: [], rows: [], failedRooms: [] };
  for (const row of rows) {
    const failure = whyUnsendable(row, work.directory);
    if (failure !== null) {
      // What would fail at once fails in shadow, too, so that the next method is tried.
      settle(settling, row, { ids: [row.id], outcome: failure, tookMs: 0 });
    } else {
      suppress(settling, row);
    }
  }
  await saveAttempts(work, settling.attempts);
  await saveOutcomes(work, settling.rows);
  await ledger.save();
  await armUnreachable(work, settling.failedRooms);
}

function suppress(settling: SettlingContext, row: DeliveryRow): void {
  const { work, ledger } = settling;
  settling.rows.push({ ...row, state: 'cancelled', outcome: SHADOW, detail: null, done_at: work.now });
  if (row.incident === null) {
    return;
  }
  if (!isRefresh(row)) {
    const whom = row.user === null ? `channel ${row.channel}` : `${row.user} by ${row.channel_kind}`;
    ledger.timeline(row.incident, 'delivery', `In shadow, nothing was sent to ${whom}`, {
      delivery: row.id,
      user: row.user,
      channel: row.channel,
      method: row.method,
      channelKind: row.channel_kind,
      kind: row.kind,
      outcome: SHADOW,
    });
  }
  const entry = row.page === null ? null : pageOf(ledger, row.incident, row.page);
  if (entry) {
    movePage(settling, entry, row, 'done');
  }
}
