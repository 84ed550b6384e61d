/** Turns JSON and form bodies into signals, by the template of the integration or of its product. */
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration, WebhookTemplate } from '#domain/routing/integration';
import type { ParseResult, SourcePayload } from '../../ports/source.ts';
import { rejected } from '../shared/define.ts';
import { alertFromFields } from '../shared/free-form.ts';
import { isRecord, kindOf, type RawFields } from '../shared/values/read.ts';
import { structured } from './binary-event.ts';
import { products } from './products/index.ts';
import { renderAll, withNote, type RenderResult } from '../shared/templates.ts';

/** More alerts in one request are a mistake; 5 MiB of `{}` would be 1.7 million incidents. */
const MAX_ALERTS = 1_000;

/**
 * Reads any JSON object or form; a list holds several alerts, and a plain text is a message. Templates see the body (of
 * one alert) as `body` and its fields by their own names: `{{ host }}` is `{{ body.host }}`. A field that no template
 * fills comes from the usual names, and a body without any of them is still an alert.
 */
export function parse(payload: SourcePayload, integration: Integration): ParseResult {
  const body = structured(payload);
  const items: unknown[] = Array.isArray(body) ? body : [body];
  if (items.length > MAX_ALERTS) {
    return rejected(`body: holds ${items.length} alerts, at most ${MAX_ALERTS} per request; send several requests`);
  }
  const bodies: RawFields[] = [];
  const placeOf = (index: number) => (Array.isArray(body) ? `body[${index}]` : 'body');
  for (const [index, item] of items.entries()) {
    const fields = fieldsOf(item);
    if (fields === null) {
      const expected = Array.isArray(body) ? 'an object or text' : 'an object, a list of objects or text';
      return rejected(
        `${placeOf(index)}: is ${typeof item === 'string' ? 'blank text' : kindOf(item)}, must be ${expected}`,
      );
    }
    bodies.push(fields);
  }
  const template = templateOf(integration);
  const rendered =
    template &&
    renderAll(
      template,
      bodies.map((fields, index) => ({ ...fields, body: items[index] })),
    );
  const alerts: Alert[] = [];
  for (const [index, fields] of bodies.entries()) {
    const alert = readAlert(fields, items[index], rendered?.[index] ?? null, integration);
    if (typeof alert === 'string') {
      return rejected(Array.isArray(body) ? `${placeOf(index)}: ${alert}` : alert);
    }
    alerts.push(alert);
  }
  return { ok: true, alerts };
}

/** The integration's own template takes precedence over its product's. */
function templateOf({ template, product }: Pick<Integration, 'template' | 'product'>): WebhookTemplate | null {
  const known = product == null ? undefined : products.get(product)?.template;
  return known === undefined ? template : { ...known, ...template };
}

function fieldsOf(item: unknown): RawFields | null {
  if (typeof item === 'string' && item.trim() !== '') {
    return { message: item };
  }
  return isRecord(item) ? item : null;
}

/** @returns the reason as text if a template fails */
function readAlert(
  fields: RawFields,
  item: unknown,
  rendered: RenderResult | null,
  integration: Integration,
): Alert | string {
  if (rendered?.ok === false) {
    return `template.${rendered.field}: ${rendered.message}`;
  }
  const alert = alertFromFields(
    fields,
    rendered?.fields ?? {},
    `Alert from ${integration.name}`,
    item,
    rendered?.labels ?? null,
  );
  return withNote(alert, rendered?.over ?? null);
}
