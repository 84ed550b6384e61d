/** Templates of a room: text by an Admin over what strangers wrote. No files, no prototypes, bounded in time and memory. */
import { Liquid, LiquidError } from 'liquidjs';
import { SANDBOX, sandbox } from '#domain/template/sandbox';

const liquid = new Liquid({
  ...SANDBOX,
  // Labels come and go; names that never exist are refused when the template is saved.
  strictVariables: false,
  parseLimit: 20_000,
  renderLimit: 500,
  memoryLimit: 2_000_000,
});

// What is not there would be no text at all, and the body no JSON.
liquid.registerFilter('json', (value: unknown) => JSON.stringify(value ?? null));

/** There are as many as rooms. */
const { parse, problemOf } = sandbox(liquid, LiquidError.is, { trees: 200, problem: 300 });

export type Rendered = { ok: true; text: string } | { ok: false; message: string };

export function render(source: string, scope: object): Rendered {
  try {
    return { ok: true, text: String(liquid.renderSync(parse(source), scope)) };
  } catch (error) {
    return { ok: false, message: problemOf(error) };
  }
}

/** Names that the template asks for and does not make itself, part by part: `[['incident', 'title']]`. */
export function namesIn(source: string): string[][] {
  return liquid.globalVariableSegmentsSync(parse(source)).map((segments) => segments.filter((one): one is string => typeof one === 'string'));
}
