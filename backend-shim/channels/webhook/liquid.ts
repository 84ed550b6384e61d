/**
 * Renders a room's templates: an Admin's text with values that strangers wrote. No files, no prototypes, bounded in
 * time and memory. The place of a value decides how it is escaped, so no alert can add a header, leave the path or
 * choose the host.
 */
import { Context, defaultOperators, Drop, Liquid, LiquidError } from 'liquidjs';
import { boundContext, boundFilters, boundOperators, templateBudget } from '#domain/template/bounds';
import { SANDBOX, sandbox } from '#domain/template/sandbox';

/** Where the rendered text goes. */
export type TemplatePlace = 'body' | 'headers' | 'url';

/** A value that an Admin typed. It may contain what alert text may not, such as slashes in an address. */
export class TypedValue extends Drop {
  readonly #text: string;
  constructor(text: string) {
    super();
    this.#text = text;
  }
  override valueOf(): string {
    return this.#text;
  }
  override toString(): string {
    return this.#text;
  }
}

const LIMITS = {
  // Labels come and go at run time; names that can never exist are refused when the template is saved.
  strictVariables: false,
  parseLimit: 20_000,
  operators: boundOperators(defaultOperators),
};

/** Of one of the six texts of a request. */
const BUDGET = { time: 6_000, memory: 500_000 };

function usedTime(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  return typeof value === 'object' && !(value instanceof TypedValue)
    ? JSON.stringify(value)
    : String(value as string | number | boolean | TypedValue);
}

/** One line of visible ASCII (RFC 9110 §5.5); other characters become a space or a question mark. */
function headerText(value: unknown): string {
  return textOf(value)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[^\x20-\x7e]/gu, '?');
}

/** Percent-encodes (RFC 3986 §2.1). A lone surrogate has no UTF-8 form. */
function urlText(value: unknown): string {
  return value instanceof TypedValue ? value.toString() : encodeURIComponent(textOf(value).toWellFormed());
}

/** How values are escaped, by place. A body escapes by itself, with `| json`. */
const WRITTEN: Record<TemplatePlace, ((value: unknown) => string) | undefined> = {
  body: undefined,
  headers: headerText,
  url: urlText,
};

const UNESCAPED_TAGS = ['echo', 'liquid', 'cycle'];

function engine(place: TemplatePlace) {
  const outputEscape = WRITTEN[place];
  const liquid = new Liquid({ ...SANDBOX, ...LIMITS, ...(outputEscape && { outputEscape }) });
  boundFilters(liquid);
  // `undefined` would render as nothing, and the body would not be JSON.
  liquid.registerFilter('json', (value: unknown) =>
    JSON.stringify((value instanceof TypedValue ? value.toString() : value) ?? null),
  );
  if (outputEscape) {
    // `raw` would turn escaping off.
    liquid.registerFilter('raw', (value: unknown) => value);
    // These tags output values without escaping.
    UNESCAPED_TAGS.forEach((name) => delete liquid.tags[name]);
  }
  if (place === 'url') {
    // Every value is encoded exactly once, whether the template asks for it or not.
    ['url_encode', 'cgi_escape', 'uri_escape'].forEach((name) =>
      liquid.registerFilter(name, (value: unknown) => value),
    );
  }
  // Keeps as many parsed templates as there may be rooms.
  return { liquid, ...sandbox(liquid, LiquidError.is, { trees: 200, problem: 300 }) };
}

/** An engine takes a millisecond to make, and most sidecars have no room with templates. */
const engines = new Map<TemplatePlace, ReturnType<typeof engine>>();

function engineOf(place: TemplatePlace) {
  const made = engines.get(place) ?? engine(place);
  engines.set(place, made);
  return made;
}

export type RenderedTemplate = { ok: true; text: string } | { ok: false; message: string };

export function render(source: string, scope: object, place: TemplatePlace = 'body'): RenderedTemplate {
  const { liquid, parse, problemOf } = engineOf(place);
  try {
    const budget = templateBudget(BUDGET, usedTime);
    const { time: renderLimit, memory: memoryLimit } = budget;
    const limits = { liquid, renderLimit, memoryLimit } as unknown as ConstructorParameters<typeof Context>[3];
    const context = boundContext(new Context(scope, liquid.options, { sync: true }, limits), budget);
    return { ok: true, text: String(budget.spend(() => liquid.renderSync(parse(source), context))) };
  } catch (error) {
    return { ok: false, message: problemOf(error) };
  }
}

/** Names that the template reads and does not define itself, part by part: `[['incident', 'title']]`. */
export function namesIn(source: string): string[][] {
  const { liquid, parse } = engineOf('body');
  return liquid
    .globalVariableSegmentsSync(parse(source))
    .map((segments) => segments.filter((one): one is string => typeof one === 'string'));
}
