/** Loads what a search for remedies needs, starts it beside paging, and leaves out what nobody is to keep. */
import type { KeptRemedies } from '#contract/insight/remedies';
import type { KnownWorth } from '#domain/replay/remedy/judge';
import type { StoredObject } from '../../ports/configuration.ts';
import { readWorth } from '../../store/past/worth.ts';
import { loadPeriod } from '../load.ts';
import type { RecordedPeriod } from '../recorded.ts';
import { worldParts } from '../service.ts';
import type { ReplayServiceDeps } from '../service.ts';
import { startSearch } from '../thread.ts';
import { ENOUGH } from './run.ts';
import type { TriedAlert } from './run.ts';

export interface OrderedSearch {
  /** undefined: it was cancelled. `too-much`: the memory of a thread does not suffice. */
  result: Promise<KeptRemedies | 'too-much' | undefined>;
  cancel(): void;
}

const READ_TODAY: readonly string[] = ['timeWindows', 'escalationPolicies', 'integrations', 'rotas', 'users'];

export async function orderSearch(
  deps: ReplayServiceDeps,
  range: { from: number; to: number },
  progress: (done: number) => void,
): Promise<OrderedSearch> {
  const { period } = await loadPeriod(deps.reader, range);
  if (!mayWake(period)) {
    return { result: Promise.resolve([]), cancel: () => undefined };
  }
  const known = await knownWorth(deps, period);
  const parts = await worldParts(deps, range.to, []);
  const today = deps.objects().flatMap(withoutSecrets);
  const { findings, cancel } = startSearch({ period, parts, known, today }, deps.heap, progress);
  return {
    result: findings.then((found) => found?.alerts.map(keptOf), refusedFor),
    cancel,
  };
}

/** Where hardly anybody was paged, no thread is started. */
function mayWake({ deliveries }: RecordedPeriod): boolean {
  return deliveries.filter(({ state, user }) => state === 'done' && user !== null).length >= ENOUGH;
}

async function knownWorth({ reader }: ReplayServiceDeps, period: RecordedPeriod): Promise<KnownWorth> {
  const incidents = new Set(period.signals.flatMap(({ incident }) => incident ?? []));
  const worth = await readWorth(reader, [...incidents]);
  const severe = [
    ...period.signals.flatMap(({ incident, alert }) => (alert.severity === 'critical' ? (incident ?? []) : [])),
    ...period.commands.flatMap(({ incident, command }) =>
      command.kind === 'severity' && command.severity === 'critical' ? [incident] : [],
    ),
  ];
  const handled = period.commands.flatMap(({ incident, command, actor }) =>
    actor.kind === 'person' && !SEEN.has(command.kind) ? [incident] : [],
  );
  return { ...worth, critical: new Set([...worth.critical, ...severe]), handled: new Set(handled) };
}

/** Who gives these has seen the incident, and done nothing about it. */
const SEEN: ReadonlySet<string> = new Set(['acknowledge', 'unacknowledge', 'snooze', 'wake']);

/** Of an integration what decides where alerts go. */
function withoutSecrets(object: StoredObject): StoredObject[] {
  const { kind, id, body } = object;
  if (!READ_TODAY.includes(kind)) {
    return [];
  }
  if (kind === 'users') {
    const { timeZone } = body as { timeZone?: unknown };
    return [{ ...object, body: { timeZone } }];
  }
  if (kind === 'integrations') {
    const { policy, routes } = body as { policy?: unknown; routes?: unknown };
    return [{ ...object, body: { id, policy, routes } }];
  }
  return [object];
}

function keptOf({ tried, ...alert }: TriedAlert): KeptRemedies[number] {
  return {
    ...alert,
    tried: tried.map(({ objects, ...one }) => ({
      ...one,
      objects: objects.map(({ body, ...object }) => ({ ...object, body: { ...body } })),
    })),
  };
}

function refusedFor(error: NodeJS.ErrnoException): 'too-much' {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return 'too-much';
  }
  throw error;
}
