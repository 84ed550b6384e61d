/** Tests every product template of this folder with its own examples. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '#domain/incident/signal/alert';
import { TEMPLATE_FIELDS } from '#domain/routing/integration';
import { AT, integrationOf, one } from '../../shared/source.fake.ts';
import { checkTemplates } from '../../shared/templates.ts';
import { webhook } from '../definition.ts';
import { products } from './index.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const all = [...products.values()];

it('every file of the folder is one', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''));
  expect([...products.keys()].sort()).toEqual(files.sort());
});

const attributesOf = (headers: Record<string, string> = {}) =>
  headers['ce-specversion'] === undefined
    ? {}
    : {
        attributes: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name.replace('ce-', ''), value]),
        ),
      };

describe.each(all)('$name', (product) => {
  const integration = { ...integrationOf('webhook'), product: product.id };

  it('has a page, texts in both languages, and templates that can be read', () => {
    expect(existsSync(path.join(root, product.page)), product.page).toBe(true);
    expect(product.source).toMatch(/^https:\/\//);
    expect(checkTemplates(product.template)).toEqual([]);
    expect(
      Object.keys(product.template).filter(
        (name) => name !== 'labels' && !TEMPLATE_FIELDS.some((field) => field === name),
      ),
    ).toEqual([]);
    const texts = [product.summary, ...product.setup.map(({ what }) => what)].flatMap(({ en, fr }) => [en, fr]);
    expect(texts.filter((text) => typeof text !== 'string' || text.trim() === '')).toEqual([]);
    const placeholders = product.setup.flatMap(({ text }) => text.join('\n').match(/\{\w+\}/g) ?? []);
    expect(placeholders.filter((name) => !['{url}', '{token}', '{urlWithToken}'].includes(name))).toEqual([]);
    expect(placeholders.join()).toMatch(/token/i);
  });

  it('says on its page what it says on the screen', () => {
    const page = readFileSync(path.join(root, product.page), 'utf8');
    const lines = product.setup.flatMap(({ text }) => text).filter((line) => !line.includes('{'));
    expect(lines.filter((line) => !page.includes(line.trim()))).toEqual([]);
  });

  it('has an example of a problem and of its end, of the same key', () => {
    const read = product.examples.map((example) =>
      one(webhook.parse({ body: example.body, receivedAt: AT, ...attributesOf(example.headers) }, integration)),
    );
    const fired = new Set(
      read.filter(({ status }) => status === 'firing').map(({ groupKey, fingerprint }) => `${groupKey} ${fingerprint}`),
    );
    const ended = read
      .filter(({ status }) => status === 'resolved')
      .map(({ groupKey, fingerprint }) => `${groupKey} ${fingerprint}`);
    expect(ended.filter((key) => fired.has(key))).not.toEqual([]);
  });

  it.each(product.examples)('$name', ({ body, headers, expected }) => {
    const alert = one(webhook.parse({ body, receivedAt: AT, ...attributesOf(headers) }, integration));
    expect(alert).toMatchObject(expected);
    if (expected.labels) expect(alert.labels).toEqual(expected.labels);
    if (alert.status === 'firing') expect(SEVERITIES).toContain(alert.severity);
  });
});

it('what the integration states comes before the product', () => {
  const integration = { ...integrationOf('webhook', { severity: 'warning' }), product: 'uptime-kuma' };
  const [example] = products.get('uptime-kuma')?.examples ?? [];
  expect(one(webhook.parse({ body: example?.body, receivedAt: AT }, integration))).toMatchObject({
    title: 'Shop is down',
    severity: 'warning',
  });
});

it('an unknown product is named, with those there are', () => {
  expect(webhook.check?.({ ...integrationOf('webhook'), product: 'nagis' })).toEqual([
    {
      path: 'product',
      message: expect.stringContaining('checkmk'),
      reason: 'not-a-choice',
      data: { choices: expect.arrayContaining(['checkmk']), meant: null },
    },
  ]);
});
