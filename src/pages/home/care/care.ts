/** Collects what could leave somebody unreached, most urgent first. */
import type { PolicyWire } from '#contract/paging/policy';
import type { FindingKind } from '#domain/rota/health/model';
import type { ChannelState } from '../../../api/resources/channels.ts';
import type { RotaFindingWire } from '../../../api/resources/rotas.ts';
import type { Reachability } from '../../../components/people/person-reach.ts';

/** Findings about fairness appear only on the rota's own page. */
const URGENT: readonly FindingKind[] = ['gap', 'unreachable', 'disabled', 'conflict', 'frozenEnd'];

/** An item of `GET heartbeats`. */
export interface HeartbeatState {
  integration: string;
  state: 'waiting' | 'alive' | 'silent';
  lastAt: string | null;
}

export interface RotaCare {
  rota: string;
  name: string;
  kind: FindingKind;
  users: string[];
  /** Start of the soonest occurrence. */
  start: string;
  end: string;
  /** Number of occurrences this week. */
  times: number;
}

/**
 * Merges a finding that recurs every night into one line.
 * @param at milliseconds: what ended before needs nothing any more
 */
export function rotaCare(
  rotas: ReadonlyArray<{ rota: string; name: string; findings: readonly RotaFindingWire[] }>,
  at: number,
): RotaCare[] {
  const lines = new Map<string, RotaCare>();
  for (const { rota, name, findings } of rotas) {
    const ahead = findings.filter((one) => URGENT.includes(one.kind) && Date.parse(one.end) > at);
    for (const { kind, users, start, end } of ahead) {
      const key = [rota, kind, ...[...users].sort()].join(' ');
      const known = lines.get(key);
      const soonest =
        known === undefined || start < known.start ? { start, end } : { start: known.start, end: known.end };
      lines.set(key, { rota, name, kind, users, ...soonest, times: (known?.times ?? 0) + 1 });
    }
  }
  return [...lines.values()].sort((a, b) => a.start.localeCompare(b.start));
}

/** Logins that policies name directly; people on a rota are among the rota's findings. */
export function namedByPolicies(policies: ReadonlyArray<Pick<PolicyWire, 'steps'>>): Set<string> {
  const targets = policies.flatMap(({ steps }) => steps.flatMap(({ notify }) => notify));
  return new Set(targets.flatMap(({ user, roundRobin = [] }) => (user === undefined ? roundRobin : [user])));
}

export interface PersonCare {
  login: string;
  reach: Reachability;
}

/** @param reach null if the reader may not know it */
export function peopleCare(
  people: ReadonlyArray<{ login: string; reach: Reachability | null }>,
  named: ReadonlySet<string>,
): PersonCare[] {
  return people.flatMap(({ login, reach }) =>
    reach === null || reach === 'well' || !named.has(login) ? [] : [{ login, reach }],
  );
}

export function channelCare(states: readonly ChannelState[]): ChannelState[] {
  return states.filter(({ up }) => !up);
}

export function silentCare(heartbeats: readonly HeartbeatState[]): HeartbeatState[] {
  return heartbeats.filter(({ state }) => state === 'silent');
}
