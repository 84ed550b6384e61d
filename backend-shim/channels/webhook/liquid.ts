/** Templates of a room: text by an Admin over what strangers wrote. No files, no prototypes, bounded in time and memory. */
import { Liquid, LiquidError } from 'liquidjs';
import type { Template } from 'liquidjs';

const liquid = new Liquid({
  // An empty map instead of the file system: `include` and `render` find nothing.
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  // Labels come and go; names that never exist are refused when the template is saved.
  strictVariables: false,
  timezoneOffset: 0,
  parseLimit: 20_000,
  renderLimit: 500,
  memoryLimit: 2_000_000,
});

// What is not there would be no text at all, and the body no JSON.
liquid.registerFilter('json', (value: unknown) => JSON.stringify(value ?? null));

/** Syntax trees by source: there are as many as rooms. */
const parsed = new Map<string, Template[]>();
const MOST_PARSED = 200;

function parse(source: string): Template[] {
  const known = parsed.get(source);
  if (known) {
    return known;
  }
  const tree = liquid.parse(source);
  if (parsed.size >= MOST_PARSED) {
    parsed.clear();
  }
  parsed.set(source, tree);
  return tree;
}

export type Rendered = { ok: true; text: string } | { ok: false; message: string };

export function render(source: string, scope: object): Rendered {
  try {
    return { ok: true, text: String(liquid.renderSync(parse(source), scope)) };
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
}

/** Names that the template asks for and does not make itself, part by part: `[['incident', 'title']]`. */
export function namesIn(source: string): string[][] {
  return liquid.globalVariableSegmentsSync(parse(source)).map((segments) => segments.filter((one): one is string => typeof one === 'string'));
}

/** Liquid's first line says what and where; a value is never in it. */
function messageOf(error: unknown): string {
  if (LiquidError.is(error) || error instanceof RangeError || (error instanceof Error && error.name === 'AssertionError')) {
    return (error.message.split('\n')[0] ?? '').slice(0, 300);
  }
  throw error;
}
