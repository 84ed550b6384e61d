/**
 * Keeps groups of chat services equal to who is on call. They are compared every few seconds, so that handoffs,
 * overrides and absences show at once; a failure is reported and retried until it works.
 */
import { isInShadow } from '#domain/notify/shadow';
import type { ShadowState } from '#domain/notify/shadow';
import { versionAt } from '#domain/rota/resolve';
import type { Channel, ChannelRegistry, ChannelService } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { ServiceState } from './channel-watch.ts';

export interface OnCallGroups {
  /** Compares all groups and returns at once: paging waits for none. */
  look(): void;
  idle(): Promise<void>;
  states(): readonly ServiceState[];
}

export interface OnCallGroupDeps {
  channels: ChannelRegistry;
  services(kind: string): readonly ChannelService[];
  directory(): Directory;
  shadows(): Promise<ShadowState>;
  clock: Pick<Clock, 'now' | 'monotonic'>;
  log: Log;
}

const LONGEST_SET = 10_000;
/** People may have changed the group by hand. */
const AGAIN_AFTER = 10 * 60_000;
/** Waits after failures, ms; the last one repeats. */
const BACKOFF = [10_000, 30_000, 60_000, 5 * 60_000] as const;

interface GroupState {
  /** The channel kind. */
  kind: string;
  /** The members that were set last, and the result; other members are set at once. */
  wish: string;
  problem: string | null;
  failures: number;
  /** Monotonic ms. */
  next: number;
}

interface WantedGroup {
  members: string[];
  /** Members whom the service does not know. */
  problem: string | null;
}

export function createOnCallGroups(deps: OnCallGroupDeps): OnCallGroups {
  const known = new Map<string, GroupState>();
  let looking: Promise<void> | null = null;

  async function lookAll(): Promise<void> {
    const now = await deps.clock.now();
    const shadows = await deps.shadows();
    const groups = [...deps.channels.values()]
      .filter(({ setGroup }) => setGroup)
      .flatMap((channel) =>
        deps
          .services(channel.definition.kind)
          .filter((service) => rotasOf(service).length > 0)
          .filter((service) => !isGroupInShadow(deps.directory(), shadows, service, now))
          .map((service) => ({ channel, service })),
      );
    const ids = new Set(groups.map(({ service }) => service.id));
    [...known.keys()].filter((id) => !ids.has(id)).forEach((id) => known.delete(id));
    await Promise.all(groups.map(({ channel, service }) => lookAt(channel, service, now)));
  }

  async function lookAt(channel: Channel, service: ChannelService, now: number): Promise<void> {
    const { kind } = channel.definition;
    const { members, problem } = wishOf(deps.directory(), kind, service, now);
    const wish = JSON.stringify([members, service.settings]);
    const before = known.get(service.id);
    if (before?.wish === wish && deps.clock.monotonic() < before.next) {
      known.set(service.id, { ...before, problem: before.failures > 0 ? before.problem : problem });
      return;
    }
    const failure = await set(deps, channel, service, members);
    const failures = failure === null ? 0 : (before?.failures ?? 0) + 1;
    const wait = failure === null ? AGAIN_AFTER : (BACKOFF[Math.min(failures, BACKOFF.length) - 1] ?? AGAIN_AFTER);
    known.set(service.id, { kind, wish, problem: failure ?? problem, failures, next: deps.clock.monotonic() + wait });
    report(deps.log, {
      kind,
      service: service.id,
      members: members.length,
      failure,
      isNew: before?.wish !== wish || before.failures > 0,
    });
  }

  return {
    look: () => {
      looking ??= lookAll()
        .catch((error: Error) => deps.log.warn({ err: error.message }, 'could not check on-call groups'))
        .finally(() => (looking = null));
    },
    idle: async () => void (await looking),
    states: () =>
      [...known].map(([service, { kind, problem }]) => ({
        service,
        kind,
        up: problem === null,
        problem: problem === null ? null : `the group of who is on call: ${problem}`,
      })),
  };
}

function rotasOf({ settings }: ChannelService): string[] {
  const { rotas } = settings;
  return typeof rotas === 'string'
    ? rotas
        .split(',')
        .map((rota) => rota.trim())
        .filter((rota) => rota !== '')
    : [];
}

/** A group in shadow stays as it is. If only some of its rotas are in shadow, it is kept as on real days. */
function isGroupInShadow({ rotas }: Directory, shadows: ShadowState, service: ChannelService, now: number): boolean {
  return rotasOf(service).every((id) => {
    const rota = rotas.get(id);
    return isInShadow(shadows, { team: (rota && versionAt(rota, now)?.team) ?? null, integration: null });
  });
}

/** In a stable order, so that the same people compare as equal. */
function wishOf(directory: Directory, kind: string, service: ChannelService, now: number): WantedGroup {
  const found = rotasOf(service).map((rota) => ({ rota, onCall: directory.onCall(rota, 'current', now) }));
  const gone = found.filter(({ onCall }) => onCall === null).map(({ rota }) => rota);
  const logins = [...new Set(found.flatMap(({ onCall }) => onCall ?? []))].sort();
  const addressOf = (login: string) =>
    directory.responders.get(login)?.contactMethods.find(({ type, verified }) => type === kind && verified)?.to;
  const unknown = logins.filter((login) => addressOf(login) === undefined);
  const problems = [
    ...(gone.length > 0 ? [`there is no rota ${gone.join(', ')}`] : []),
    ...(unknown.length > 0
      ? [`${unknown.join(', ')} ${unknown.length === 1 ? 'has' : 'have'} no verified contact method of type ${kind}`]
      : []),
  ];
  return {
    members: logins.flatMap((login) => addressOf(login) ?? []),
    problem: problems.length === 0 ? null : problems.join('; '),
  };
}

/** @returns the failure, or null */
async function set(
  { log }: OnCallGroupDeps,
  channel: Channel,
  service: ChannelService,
  members: readonly string[],
): Promise<string | null> {
  try {
    const outcome = await channel.setGroup?.(service, members, AbortSignal.timeout(LONGEST_SET));
    return outcome === undefined || outcome.kind === 'done' ? null : outcome.detail;
  } catch (error) {
    log.error(
      { channel: channel.definition.kind, service: service.id, err: error },
      'setting an on-call group failed unexpectedly; retrying',
    );
    return 'unexpected failure in Vigie; see its log';
  }
}

function report(
  log: Log,
  {
    failure,
    isNew,
    ...what
  }: { kind: string; service: string; members: number; failure: string | null; isNew: boolean },
): void {
  if (failure !== null && isNew) {
    log.warn({ ...what, problem: failure }, 'could not sync an on-call group; retrying');
  } else if (failure === null && isNew) {
    log.info(what, 'on-call group synced');
  }
}
