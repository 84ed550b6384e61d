/**
 * Bounds what a template may take, since its engine looks at its limits only between tags: one filter over a long text, or
 * an expression over a long list, would go on for as long as it likes. Time is processor time of the thread, so that a
 * busy machine costs no template its result.
 */

/** The kind of error that `sandbox` takes for a limit that was passed. */
export class LimitPassed extends Error {
  override name = 'AssertionError';
}

/** What the engine asks before it takes something. */
interface Limiter {
  use(count: number): void;
  check(count: number): void;
}

export interface TemplateBudget {
  time: Limiter;
  memory: Limiter;
  /** Runs one of the renderings that share this budget. */
  spend<T>(render: () => T): T;
  /** Throws once the time is over. */
  checkTime(): void;
  /** Whether a rendering ended for want of time or room. */
  isSpent(): boolean;
}

export interface TemplateLimits {
  /** Microseconds of processor time. */
  time: number;
  /** Characters and entries that filters may make. */
  memory: number;
}

/** A system call takes half a microsecond, which is as long as a small filter. */
const ASKED_EVERY = 16;

/** @param used processor time of the thread, in microseconds */
export function templateBudget(limits: TemplateLimits, used: () => number): TemplateBudget {
  const spent = { time: 0, memory: 0, since: 0, asked: 0, isOver: false };
  const fail = (what: string): never => {
    spent.isOver = true;
    throw new LimitPassed(`takes too much ${what}; take shorter texts and lists, or fewer filters`);
  };
  const checkTime = () => {
    spent.asked++;
    if (spent.isOver || (spent.asked % ASKED_EVERY === 0 && spent.time + used() - spent.since > limits.time)) {
      fail('time');
    }
  };
  const checkMemory = (count: number) => {
    if (Number(count) > limits.memory - spent.memory) {
      fail('room');
    }
  };
  return {
    time: { use: checkTime, check: checkTime },
    memory: {
      use: (count) => {
        checkTime();
        checkMemory(count);
        spent.memory += Math.max(0, Number(count) || 0);
      },
      check: checkMemory,
    },
    spend: (render) => {
      spent.since = used();
      if (spent.time > limits.time) {
        fail('time');
      }
      try {
        return render();
      } finally {
        spent.time += used() - spent.since;
      }
    },
    checkTime,
    isSpent: () => spent.isOver,
  };
}

interface TemplateContext {
  push(scope: object): unknown;
  spawn(scope?: object): TemplateContext;
}

/** Expressions over lists make a scope for each entry, and look at no limit there. */
export function boundContext<Given extends TemplateContext>(context: Given, budget: TemplateBudget): Given {
  const push = context.push.bind(context);
  const spawn = context.spawn.bind(context);
  context.push = (scope) => {
    budget.checkTime();
    return push(scope);
  };
  context.spawn = (scope) => {
    budget.checkTime();
    return boundContext(spawn(scope), budget);
  };
  return context;
}

const MOST_ENTRIES = 5_000;
const LONGEST_TEXT = 1_000_000;
/** Characters of a text times those that are looked for in it: some ten milliseconds at worst. */
const MOST_COMPARED = 10_000_000;

/** Throws where a filter was given, or has made, more than it may. */
function checkValues(values: readonly unknown[]): void {
  for (const value of values) {
    if (Array.isArray(value) && value.length > MOST_ENTRIES) {
      throw new LimitPassed(`takes too much room: a list has more than ${MOST_ENTRIES} entries`);
    }
    if (typeof value === 'string' && value.length > LONGEST_TEXT) {
      throw new LimitPassed(`takes too much room: a text has more than ${LONGEST_TEXT} characters`);
    }
  }
}

function checkSearch(text: unknown, wanted: unknown): void {
  if (typeof text === 'string' && typeof wanted === 'string' && text.length * wanted.length > MOST_COMPARED) {
    throw new LimitPassed('takes too much time: a long text is looked for in a long one');
  }
}

type Filter = (this: unknown, ...values: unknown[]) => unknown;
interface FilterEngine {
  filters: Record<string, unknown>;
  registerFilter(name: string, filter: never): unknown;
}

/** Bounds every filter of an engine. */
export function boundFilters(engine: FilterEngine): void {
  for (const [name, filter] of Object.entries(engine.filters)) {
    const options = typeof filter === 'function' ? null : (filter as { handler: Filter });
    const made = bounded(name, options === null ? (filter as Filter) : options.handler);
    engine.registerFilter(name, (options === null ? made : { ...options, handler: made }) as never);
  }
}

/** These look for their argument in the text… */
const SEARCHING = /^(?:replace|remove|split)/;
/** …and these for its characters, which takes the square of the text at worst. */
const STRIPPING = ['strip', 'lstrip', 'rstrip'];
const LONGEST_STRIPPED = 3_000;

function bounded(name: string, filter: Filter): Filter {
  return function (this: unknown, ...values: unknown[]) {
    checkValues(values);
    const [text, argument] = values;
    if (SEARCHING.test(name)) {
      checkSearch(text, argument);
    }
    if (STRIPPING.includes(name) && argument !== undefined && String(text).length > LONGEST_STRIPPED) {
      throw new LimitPassed('takes too much time: characters are stripped from a long text');
    }
    const result = filter.apply(this, values);
    checkValues([result]);
    return result;
  };
}

/** Bounds the operator that looks for a text in a text. */
export function boundOperators<Operators extends Record<string, unknown>>(operators: Operators): Operators {
  const contains = operators['contains'] as Filter;
  const checked = (...values: unknown[]) => {
    checkSearch(values[0], values[1]);
    return contains(...values);
  };
  return { ...operators, contains: checked };
}
