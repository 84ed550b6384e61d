/**
 * Renders Liquid templates of an integration: the author's text over a stranger's body. No files, no prototypes, and
 * a budget of time and memory for the whole payload, which grows with its alerts up to a limit.
 */
import { Context, defaultOperators, Liquid, LiquidError } from 'liquidjs';
import type { Problem } from '#contract/base/problem';
import type { Alert } from '#domain/incident/signal/alert';
import { TEMPLATE_FIELDS } from '#domain/routing/integration';
import type { TemplateField, WebhookTemplate } from '#domain/routing/integration';
import { boundContext, boundFilters, boundOperators, LimitPassed, templateBudget } from '#domain/template/bounds';
import type { TemplateBudget } from '#domain/template/bounds';
import { SANDBOX, sandbox } from '#domain/template/sandbox';
import { scalar } from './values/read.ts';

export type RenderedFields = Partial<Record<TemplateField, string>>;
/**
 * `labels` null: the template sets no labels. `field` is the template's name, or `labels.<name>`. `over`: from there on
 * the template takes too much time or room, and the usual names serve instead.
 */
export type RenderResult =
  | { ok: true; fields: RenderedFields; labels: Record<string, string> | null; over: GivenUp | null }
  | { ok: false; field: string; message: string };
export interface GivenUp {
  field: string;
  message: string;
}
export type TemplateRenderer = (scope: object) => RenderResult;

function makeEngine() {
  const liquid = new Liquid({
    ...SANDBOX,
    strictVariables: false,
    parseLimit: 10_000,
    operators: boundOperators(defaultOperators),
  });
  boundFilters(liquid);
  // Parsed templates are cached, since the same few serve every payload.
  return { liquid, ...sandbox(liquid, LiquidError.is, { trees: 200, problem: 300 }) };
}

/** Of a payload with one alert. A template takes microseconds; the limits stop those that never end. */
const LIMITS = { time: 20_000, memory: 2_000_000 };
/** Of all alerts of a payload: a payload is read in one turn of the event loop. */
const MOST = { time: 45_000, memory: 8_000_000 };
/** What each further alert adds. */
const EACH = { time: 50, memory: 10_000 };

function usedTime(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

function newBudget(alerts: number): TemplateBudget {
  const of = (what: 'time' | 'memory') => Math.min(MOST[what], LIMITS[what] + (alerts - 1) * EACH[what]);
  return templateBudget({ time: of('time'), memory: of('memory') }, usedTime);
}

function contextIn({ liquid }: ReturnType<typeof makeEngine>, budget: TemplateBudget, scope: object): Context {
  const { time: renderLimit, memory: memoryLimit } = budget;
  const limits = { liquid, renderLimit, memoryLimit } as unknown as ConstructorParameters<typeof Context>[3];
  return boundContext(new Context(scope, liquid.options, { sync: true }, limits), budget);
}

let engine: ReturnType<typeof makeEngine> | null = null;

/** An engine takes a millisecond to make, and many sidecars have no template. */
const engineOf = () => (engine ??= makeEngine());

/** Makes a renderer for a payload with one alert. */
export function templateRenderer(template: WebhookTemplate): TemplateRenderer {
  return (scope) => renderAll(template, [scope])[0] as RenderResult;
}

/**
 * Says which alert it is, and whether it has ended. These are rendered first, for all alerts: where time ends before all
 * texts are rendered, an end still meets its beginning.
 */
const FIRST: readonly string[] = ['fingerprint', 'groupKey', 'status', 'downtime', 'test'] satisfies TemplateField[];

/** What became of one alert so far. */
interface Rendering {
  scope: object;
  texts: Array<[name: string, text: string]>;
  over: GivenUp | null;
  failed: GivenUp | null;
}

/** Renders all alerts of one payload. Blank results are left out. */
export function renderAll(template: WebhookTemplate, scopes: readonly object[]): RenderResult[] {
  const made = engineOf();
  const budget = newBudget(scopes.length);
  const render = (source: string, scope: object) =>
    scalar(budget.spend(() => made.liquid.renderSync(made.parse(source), contextIn(made, budget, scope))));
  const renderings = scopes.map((scope): Rendering => ({ scope, texts: [], over: null, failed: null }));
  const sources = sourcesOf(template);
  for (const isFirst of [true, false]) {
    const own = sources.filter(([name]) => FIRST.includes(name) === isFirst);
    renderings.forEach((one) => renderTexts(own, one, render, made.problemOf));
  }
  return renderings.map((one) => resultOf(template, one));
}

function renderTexts(
  sources: ReadonlyArray<[name: string, source: string]>,
  rendering: Rendering,
  render: (source: string, scope: object) => string | null,
  problemOf: (error: unknown) => string,
): void {
  for (const [name, source] of rendering.failed === null ? sources : []) {
    try {
      const text = render(source, rendering.scope);
      if (text !== null) {
        rendering.texts.push([name, text]);
      }
    } catch (error) {
      const problem = { field: name, message: problemOf(error) };
      if (!isLimit(error)) {
        rendering.failed = problem;
        return;
      }
      rendering.over ??= problem;
    }
  }
}

function resultOf(template: WebhookTemplate, { texts, over, failed }: Rendering): RenderResult {
  if (failed !== null) {
    return { ok: false, ...failed };
  }
  const isLabel = ([name]: [string, string]) => name.startsWith(LABELS);
  const labels = texts.filter(isLabel).map(([name, text]) => [name.slice(LABELS.length), text]);
  return {
    ok: true,
    fields: Object.fromEntries(texts.filter((one) => !isLabel(one))) as RenderedFields,
    over,
    // Labels that are missing would send the alert another way.
    labels:
      template.labels === undefined || over?.field.startsWith(LABELS)
        ? null
        : (Object.fromEntries(labels) as Record<string, string>),
  };
}

const LABELS = 'labels.';

/** Tells whoever reads the alert that its template was given up. */
export function withNote(alert: Alert, over: GivenUp | null): Alert {
  if (over === null || alert.status !== 'firing') {
    return alert;
  }
  const note = `The template of the integration was given up at template.${over.field}: ${over.message}. The usual names of fields serve instead.`;
  return { ...alert, description: alert.description === null ? note : `${alert.description}\n\n${note}` };
}

/** Every template text with its field: `title`, `labels.host`. */
function sourcesOf(template: WebhookTemplate): Array<[name: string, source: string]> {
  const fields = TEMPLATE_FIELDS.flatMap((field): Array<[string, string]> =>
    template[field] === undefined ? [] : [[field, template[field]]],
  );
  return [
    ...fields,
    ...Object.entries(template.labels ?? {}).map(([name, source]): [string, string] => [`${LABELS}${name}`, source]),
  ];
}

/** The engine wraps what a filter throws. */
function isLimit(error: unknown): boolean {
  const { originalError = error } = error as { originalError?: unknown };
  return originalError instanceof LimitPassed || originalError instanceof RangeError;
}

/** Renders one text, with the budget of one payload. */
export function renderText(
  source: string,
  scope: object,
): { ok: true; text: string } | { ok: false; message: string; isLimit: boolean } {
  const made = engineOf();
  const { liquid, parse, problemOf } = made;
  const budget = newBudget(1);
  try {
    return {
      ok: true,
      text: scalar(budget.spend(() => liquid.renderSync(parse(source), contextIn(made, budget, scope)))) ?? '',
    };
  } catch (error) {
    return { ok: false, message: problemOf(error), isLimit: isLimit(error) };
  }
}

/** @returns what is wrong with one text; null: nothing */
export function checkText(source: string | null): string | null {
  const { parse, problemOf } = engineOf();
  try {
    if (source !== null) {
      parse(source);
    }
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

export function wrongTemplate(path: string, message: string): Problem {
  return { path, message, reason: 'wrong-template', data: { detail: message } };
}

/** Problems of the templates themselves, for their author; values are unknown at this point. */
export function checkTemplates(template: WebhookTemplate): Problem[] {
  const { parse, problemOf } = engineOf();
  return sourcesOf(template).flatMap(([name, source]) => {
    try {
      parse(source);
      return [];
    } catch (error) {
      return [wrongTemplate(`template.${name}`, problemOf(error))];
    }
  });
}
