/** Guards every source's parser against bodies that are nested too deeply. */
import type { ParseResult, SourceDefinition } from '../../ports/source.ts';

/** No monitor nests deeper, and serialising a deeper body would exhaust the stack. */
const MAX_DEPTH = 100;

export function rejected(reason: string): ParseResult {
  return { ok: false, reason };
}

/** Rejects a payload, with the field separate from the message. */
export function wrongField(path: string, message: string): Extract<ParseResult, { ok: false }> {
  return { ok: false, reason: `${path}: ${message}`, where: { path, message } };
}

/** Wraps a source so that its parser only receives bodies of a bounded depth. */
export function defineSource(definition: SourceDefinition): SourceDefinition {
  return {
    ...definition,
    parse: (payload, integration) =>
      isTooDeep(payload.body)
        ? rejected(`body: nested deeper than ${MAX_DEPTH} levels`)
        : definition.parse(payload, integration),
  };
}

/** Walks breadth first, since recursion would exhaust the stack, too. */
function isTooDeep(body: unknown): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      return true;
    }
    const below: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'object' && value !== null) {
        for (const item of Array.isArray(value) ? value : Object.values(value)) {
          if (typeof item === 'object' && item !== null) {
            below.push(item);
          }
        }
      }
    }
    level = below;
  }
  return false;
}
