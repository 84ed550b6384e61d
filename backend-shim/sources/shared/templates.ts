/**
 * Renders Liquid templates of an integration: the author's text over a stranger's body. No files, no prototypes, and
 * one budget of time and memory for the whole payload, however many alerts it contains.
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

/** Of a payload, with all of its alerts. A template takes microseconds; the limits stop those that never end. */
const LIMITS = { time: 20_000, memory: 2_000_000 };

function usedTime(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

function newBudget(): TemplateBudget {
  return templateBudget(LIMITS, usedTime);
}

function contextIn({ liquid }: ReturnType<typeof makeEngine>, budget: TemplateBudget, scope: object): Context {
  const { time: renderLimit, memory: memoryLimit } = budget;
  const limits = { liquid, renderLimit, memoryLimit } as unknown as ConstructorParameters<typeof Context>[3];
  return boundContext(new Context(scope, liquid.options, { sync: true }, limits), budget);
}

let engine: ReturnType<typeof makeEngine> | null = null;

/** An engine takes a millisecond to make, and many sidecars have no template. */
const engineOf = () => (engine ??= makeEngine());

/** Makes a renderer for one payload. Blank results are left out. */
export function templateRenderer(template: WebhookTemplate): TemplateRenderer {
  const made = engineOf();
  const { liquid, parse, problemOf } = made;
  const budget = newBudget();
  const render = (source: string, scope: object) =>
    scalar(budget.spend(() => liquid.renderSync(parse(source), contextIn(made, budget, scope))));
  return (scope) => {
    const texts: Array<[name: string, text: string]> = [];
    let over: GivenUp | null = null;
    for (const [name, source] of sourcesOf(template)) {
      try {
        const text = render(source, scope);
        if (text !== null) {
          texts.push([name, text]);
        }
      } catch (error) {
        const message = problemOf(error);
        if (!isLimit(error)) {
          return { ok: false, field: name, message };
        }
        over ??= { field: name, message };
      }
    }
    const labels = texts.flatMap(([name, text]) =>
      name.startsWith(LABELS) ? [[name.slice(LABELS.length), text]] : [],
    );
    const fields = texts.filter(([name]) => !name.startsWith(LABELS));
    return {
      ok: true,
      fields: Object.fromEntries(fields) as RenderedFields,
      over,
      // Labels that are missing would send the alert another way.
      labels:
        template.labels === undefined || over?.field.startsWith(LABELS)
          ? null
          : (Object.fromEntries(labels) as Record<string, string>),
    };
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
  const budget = newBudget();
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
