/**
 * Renders Liquid templates of an integration: the author's text over a stranger's body. No files, no prototypes, and
 * one budget of time and memory for the whole payload, however many alerts it contains.
 */
import { Context, Liquid, LiquidError } from 'liquidjs';
import type { Problem } from '#contract/base/problem';
import { TEMPLATE_FIELDS } from '#domain/routing/integration';
import type { TemplateField, WebhookTemplate } from '#domain/routing/integration';
import { SANDBOX, sandbox } from '#domain/template/sandbox';
import { scalar } from './values/read.ts';

export type RenderedFields = Partial<Record<TemplateField, string>>;
/** `labels` null: the template sets no labels. `field` is the template's name, or `labels.<name>`. */
export type RenderResult =
  | { ok: true; fields: RenderedFields; labels: Record<string, string> | null }
  | { ok: false; field: string; message: string };
export type TemplateRenderer = (scope: object) => RenderResult;

function makeEngine() {
  const liquid = new Liquid({
    ...SANDBOX,
    strictVariables: false,
    parseLimit: 10_000,
    // ms of machine time. A template takes microseconds; the limit stops those that never end.
    renderLimit: 500,
    memoryLimit: 5_000_000,
  });
  // Parsed templates are cached, since the same few serve every payload.
  return { liquid, ...sandbox(liquid, LiquidError.is, { trees: 200, problem: 300 }) };
}

let engine: ReturnType<typeof makeEngine> | null = null;

/** An engine takes a millisecond to make, and many sidecars have no template. */
const engineOf = () => (engine ??= makeEngine());

/** Makes a renderer for one payload. Blank results are left out. */
export function templateRenderer(template: WebhookTemplate): TemplateRenderer {
  const { liquid, parse, problemOf } = engineOf();
  const budget = new Context({}, liquid.options, { sync: true }, { liquid });
  const render = (source: string, scope: object) => scalar(liquid.renderSync(parse(source), budget.spawn(scope)));
  return (scope) => {
    const texts: Array<[name: string, text: string]> = [];
    for (const [name, source] of sourcesOf(template)) {
      try {
        const text = render(source, scope);
        if (text !== null) {
          texts.push([name, text]);
        }
      } catch (error) {
        return { ok: false, field: name, message: problemOf(error) };
      }
    }
    const labels = texts.flatMap(([name, text]) =>
      name.startsWith(LABELS) ? [[name.slice(LABELS.length), text]] : [],
    );
    const fields = texts.filter(([name]) => !name.startsWith(LABELS));
    return {
      ok: true,
      fields: Object.fromEntries(fields) as RenderedFields,
      labels: template.labels === undefined ? null : (Object.fromEntries(labels) as Record<string, string>),
    };
  };
}

const LABELS = 'labels.';

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

/** Renders one text, with the budget of one payload. */
export function renderText(source: string, scope: object): { ok: true; text: string } | { ok: false; message: string } {
  const { liquid, parse, problemOf } = engineOf();
  try {
    return {
      ok: true,
      text:
        scalar(
          liquid.renderSync(parse(source), new Context({}, liquid.options, { sync: true }, { liquid }).spawn(scope)),
        ) ?? '',
    };
  } catch (error) {
    return { ok: false, message: problemOf(error) };
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
