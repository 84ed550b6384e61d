/** Converts targets to the values of a select field and back. */
import type { TargetWire } from '#contract/paging/policy';

/** null for a round-robin, which has its own field. */
export function keyOf(target: TargetWire): string | null {
  if (target.rota !== undefined) {
    return `rota/${target.who ?? 'current'}/${target.rota}`;
  }
  for (const kind of ['user', 'team', 'channel'] as const) {
    if (target[kind] !== undefined) {
      return `${kind}/${target[kind]}`;
    }
  }
  return null;
}

const KEY = /^(?:rota\/(current|next|everyone)|(user|team|channel))\/(.+)$/s;

export function targetOf(key: string): TargetWire | null {
  const [, who, kind, id] = KEY.exec(key) ?? [];
  if (id === undefined) {
    return null;
  }
  if (kind !== undefined) {
    return { [kind]: id };
  }
  return who === 'current' ? { rota: id } : { rota: id, who: who as 'next' | 'everyone' };
}

export function keysOf(targets: readonly TargetWire[]): string[] {
  return targets.map(keyOf).filter((key) => key !== null);
}

/** People of the first round-robin; empty if there is none. */
export function turnsOf(targets: readonly TargetWire[]): string[] {
  return targets.find(({ roundRobin }) => roundRobin !== undefined)?.roundRobin ?? [];
}

/** Combines both fields, and keeps a second round-robin from a file or a script. */
export function targetsOf(
  keys: readonly string[],
  turns: readonly string[],
  before: readonly TargetWire[],
): TargetWire[] {
  const groups = before.filter(({ roundRobin }) => roundRobin !== undefined);
  const chosen = keys.map(targetOf).filter((target) => target !== null);
  return [...chosen, ...(turns.length === 0 ? [] : [{ roundRobin: [...turns] }]), ...groups.slice(1)];
}
