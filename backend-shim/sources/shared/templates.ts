/**
 * Liquid templates of an integration: text by its author over a body by a stranger. No files, no
 * prototypes, and one budget of time and memory for the whole payload, however many alerts are in it.
 */
import { Context, Liquid, LiquidError, type Template } from 'liquidjs';
import type { WebhookTemplate } from '#domain/routing/integration';
import { scalar } from './values/read.ts';

export const TEMPLATE_FIELDS = ['title', 'severity', 'groupKey', 'fingerprint', 'status', 'description', 'link'] as const;
export type TemplateField = (typeof TEMPLATE_FIELDS)[number];
export type Rendered = Partial<Record<TemplateField, string>>;
export type RenderResult = { ok: true; fields: Rendered } | { ok: false; field: TemplateField; message: string };
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

/** A renderer for one payload. Fields that render to blank text are left out. */
export function templateRenderer(template: WebhookTemplate): Renderer {
  const budget = new Context({}, liquid.options, { sync: true }, { liquid });
  return (scope) => {
    const fields: Rendered = {};
    for (const field of TEMPLATE_FIELDS) {
      const source = template[field];
      if (source === undefined) {
        continue;
      }
      try {
        const text = scalar(liquid.renderSync(parseTemplate(source), budget.spawn(scope)));
        if (text !== null) {
          fields[field] = text;
        }
      } catch (error) {
        return { ok: false, field, message: messageOf(error) };
      }
    }
    return { ok: true, fields };
  };
}

/** What is wrong with the templates themselves, for whoever writes them; values are not known yet. */
export function checkTemplates(template: WebhookTemplate): { path: string; message: string }[] {
  return TEMPLATE_FIELDS.flatMap((field) => {
    const source = template[field];
    try {
      if (source !== undefined) {
        parseTemplate(source);
      }
      return [];
    } catch (error) {
      return [{ path: `template.${field}`, message: messageOf(error) }];
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
