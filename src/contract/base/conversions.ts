/**
 * Remembers what was made of each configured object: after a change nearly all of thousands are the same as before, and
 * what the domain has computed from them stays valid.
 */

export interface ConversionMemory {
  /** The time windows that policies, integrations and people were last made with. */
  windows: readonly object[];
  /** Counts the sets of windows. */
  generation: number;
  /** By the written object, with what else it depended on. */
  made: WeakMap<object, { under: string; made: unknown }>;
}

export function createConversionMemory(): ConversionMemory {
  return { windows: [], generation: 0, made: new WeakMap() };
}

/** Notes the windows that count from now on. */
export function noteWindows(memory: ConversionMemory, windows: readonly object[]): void {
  const isSame = windows.length === memory.windows.length && windows.every((one, i) => one === memory.windows[i]);
  if (!isSame) {
    memory.windows = windows;
    memory.generation += 1;
  }
}

/** @param under what the result depends on besides the object */
export function remade<Wire extends object, Made>(
  { made: known }: ConversionMemory,
  wire: Wire,
  under: string,
  make: (wire: Wire) => Made,
): Made {
  const before = known.get(wire);
  if (before?.under === under) {
    return before.made as Made;
  }
  const made = make(wire);
  known.set(wire, { under, made });
  return made;
}
