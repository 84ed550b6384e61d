/**
 * Runs the pager over a recorded period, in memory and on a virtual clock: the same functions decide as when it happened
 * (routing, escalation, notification rules, rotas), only rows and channels are replaced. What came from outside is fed
 * back: alerts, commands, what became of deliveries, downtimes.
 */
import { takeIn } from './inputs.ts';
import { createMemoryLedger } from './ledger.ts';
import { createOutcomes } from './outcomes.ts';
import { createParts } from './parts.ts';
import { createTimeQueue } from './queue.ts';
import { drain } from './rounds.ts';
import { expectAttempt } from './state.ts';
import type { MemoryPagerDeps, PagerState, ReplayedNight, ReplayInput } from './state.ts';

export interface MemoryPager {
  /** Goes on until this instant, epoch ms. */
  runUntil(target: number): void;
  night(): ReplayedNight;
}

export function createMemoryPager(deps: MemoryPagerDeps): MemoryPager {
  const state = stateOf(deps);
  const { inputs, ledger } = state;
  deps.worlds.slice(1).forEach((world) => inputs.push(world.from, { kind: 'world', world }));
  for (const [at, signals] of Map.groupBy(deps.period.signals, (signal) => signal.at)) {
    inputs.push(at, { kind: 'signals', signals });
  }
  deps.commands.forEach((command) => inputs.push(command.at, { kind: 'command', command }));
  return {
    runUntil: (target) => runUntil(state, target),
    night: () => ({
      incidents: state.incidents,
      decisions: state.decisions,
      pages: ledger.allPages().map(({ row }) => row),
      deliveries: ledger.allDeliveries(),
      exhausted: state.exhausted,
      answered: state.answered,
      held: state.held,
      invented: state.invented,
      failures: state.failures,
    }),
  };
}

function stateOf(deps: MemoryPagerDeps): PagerState {
  const { period, worlds } = deps;
  const [first] = worlds;
  if (first === undefined) {
    throw new Error('a replay needs a configuration');
  }
  const ledger = createMemoryLedger({
    now: () => state.now,
    incident: (id) => state.incidents.get(id),
    delivered: (row) => expectAttempt(state, row),
    waits: (page, until) => state.due.push(until, { kind: 'page', id: page }),
  });
  const state: PagerState = {
    deps,
    ledger,
    now: period.from,
    world: first,
    directory: first.directory,
    outcomes: createOutcomes(period.deliveries, (kind) => state.world.isSetUp(kind)),
    due: createTimeQueue(),
    inputs: createTimeQueue(),
    turns: new Map(period.turns),
    expected: new Map(),
    incidents: new Map(),
    slots: new Map(),
    slotsOf: new Map(),
    firing: new Map(),
    decisions: new Map(),
    exhausted: new Map(),
    answered: new Map(),
    held: new Set(),
    parts: createParts(),
    lastAlerts: new Map(),
    waiting: new Map(),
    reached: new Map(),
    arrived: new Set(),
    following: new Set(),
    invented: [],
    signalOf: new WeakMap(),
    unreachable: [],
    opening: null,
    made: 0,
    failures: 0,
  };
  return state;
}

function runUntil(state: PagerState, target: number): void {
  for (;;) {
    const [due, input] = [nextDue(state), state.inputs.nextAt()];
    const at = Math.min(due ?? Infinity, input ?? Infinity);
    if (at > target) {
      return;
    }
    state.now = Math.max(state.now, at);
    if (due !== null && due <= state.now) {
      drain(state);
    } else {
      inTheirOrder(state.inputs.takeDue(state.now)).forEach((one) => takeIn(state, one));
    }
  }
}

/** Commands that follow pages were put in later than those that do not. */
function inTheirOrder(inputs: ReplayInput[]): ReplayInput[] {
  const orderOf = (input: ReplayInput) => (input.kind === 'command' ? (input.command.order ?? 0) : -1);
  return inputs.sort((a, b) => orderOf(a) - orderOf(b));
}

/** What falls into a downtime happens at its end. */
function nextDue(state: PagerState): number | null {
  const at = state.unreachable.length > 0 ? state.now : state.due.nextAt();
  const down = at === null ? undefined : state.deps.period.downtimes.find(({ from, to }) => from < at && at < to);
  return down === undefined ? at : Math.max(state.now, down.to);
}
