/**
 * Liquid templates of an integration: text by its author over a body by a stranger. No files, no
 * prototypes, and one budget of time and memory for the whole payload, however many alerts are in it.
 */
import { Context, Liquid, LiquidError, type Template } from 'liquidjs';
import { TEMPLATE_FIELDS } from '#domain/routing/integration';
import type { TemplateField, WebhookTemplate } from '#domain/routing/integration';
import { scalar } from './values/read.ts';

export type Rendered = Partial<Record<TemplateField, string>>;
/** `labels` null: the template names none. `field` is a template's, or `labels.<name>`. */
export type RenderResult = { ok: true; fields: Rendered; labels: Record<string, string> | null } | { ok: false; field: string; message: string };
export type Renderer = (scope: object) => RenderResult;

const PARSE_LIMIT = 10_000;
/** ms of the machine's time. A template takes microseconds; this is for those that never end. */
const RENDER_LIMIT = 500;
const MEMORY_LIMIT = 5_000_000;
const CACHED = 200;

const liquid = new Liquid({
  // An empty map instead of the file system: `include` and `render` find nothing.
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: false,
  timezoneOffset: 0,
  parseLimit: PARSE_LIMIT,
  renderLimit: RENDER_LIMIT,
  memoryLimit: MEMORY_LIMIT,
});

/** Syntax trees by source text: the same few templates are used for every payload. */
const parsed = new Map<string, Template[]>();

function parseTemplate(source: string): Template[] {
  const known = parsed.get(source);
  if (known) {
    return known;
  }
  const tree = liquid.parse(source);
  if (parsed.size >= CACHED) {
    parsed.delete(parsed.keys().next().value ?? '');
  }
  parsed.set(source, tree);
  return tree;
}

/** A renderer for one payload. Fields and labels that render to blank text are left out. */
export function templateRenderer(template: WebhookTemplate): Renderer {
  const budget = new Context({}, liquid.options, { sync: true }, { liquid });
  const render = (source: string, scope: object) => scalar(liquid.renderSync(parseTemplate(source), budget.spawn(scope)));
  return (scope) => {
    const texts: Array<[name: string, text: string]> = [];
    for (const [name, source] of sourcesOf(template)) {
      try {
        const text = render(source, scope);
        if (text !== null) {
          texts.push([name, text]);
        }
      } catch (error) {
        return { ok: false, field: name, message: messageOf(error) };
      }
    }
    const labels = texts.flatMap(([name, text]) => (name.startsWith(LABELS) ? [[name.slice(LABELS.length), text]] : []));
    const fields = texts.filter(([name]) => !name.startsWith(LABELS));
    return { ok: true, fields: Object.fromEntries(fields) as Rendered, labels: template.labels === undefined ? null : (Object.fromEntries(labels) as Record<string, string>) };
  };
}

const LABELS = 'labels.';

/** Every source with its place in the template: `title`, `labels.host`. */
function sourcesOf(template: WebhookTemplate): Array<[name: string, source: string]> {
  const fields = TEMPLATE_FIELDS.flatMap((field): Array<[string, string]> => (template[field] === undefined ? [] : [[field, template[field]]]));
  return [...fields, ...Object.entries(template.labels ?? {}).map(([name, source]): [string, string] => [`${LABELS}${name}`, source])];
}

/** One text, with the budget of one payload. */
export function renderText(source: string, scope: object): { ok: true; text: string } | { ok: false; message: string } {
  try {
    return { ok: true, text: scalar(liquid.renderSync(parseTemplate(source), new Context({}, liquid.options, { sync: true }, { liquid }).spawn(scope))) ?? '' };
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
}

/** What is wrong with one text; null: nothing. */
export function checkText(source: string | null): string | null {
  try {
    if (source !== null) {
      parseTemplate(source);
    }
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/** What is wrong with the templates themselves, for whoever writes them; values are not known yet. */
export function checkTemplates(template: WebhookTemplate): { path: string; message: string }[] {
  return sourcesOf(template).flatMap(([name, source]) => {
    try {
      parseTemplate(source);
      return [];
    } catch (error) {
      return [{ path: `template.${name}`, message: messageOf(error) }];
    }
  });
}

/** Liquid's first line says what and where; the rest shows the template. Anything else is a bug of ours, except a stack that a value exhausted. */
function messageOf(error: unknown): string {
  if (LiquidError.is(error) || error instanceof RangeError || (error instanceof Error && error.name === 'AssertionError')) {
    return (error.message.split('\n')[0] ?? '').slice(0, 300);
  }
  throw error;
}
