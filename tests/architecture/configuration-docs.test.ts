/** docs/configuration.md is where an operator looks for a setting: each is there, by its name. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '../../backend-shim/config.ts';
import { webhookTemplate } from '#contract/integration';
import { RESOURCES } from '#contract/resources';
import { SOURCE_KINDS } from '#domain/routing/integration';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
/** From `### \`kind\`` to the next heading. */
const section = (kind: string) => new RegExp(`^### \`${kind}\`$([\\s\\S]*?)(?=^#{2,3} )`, 'm').exec(page)?.[1] ?? '';
const missing = (names: readonly string[], text: string) => names.filter((name) => !new RegExp(`\`[^\`\\n]*\\b${name}\\b[^\`\\n]*\``).test(text));

it('every variable of the environment', () => {
  expect(missing(VARIABLES, page)).toEqual([]);
});

it('every kind of source, and every template of a webhook', () => {
  expect(missing([...SOURCE_KINDS, ...Object.keys(webhookTemplate.shape)], section('integrations'))).toEqual([]);
});

describe.each(Object.values(RESOURCES))('$kind', ({ kind, schema }) => {
  it('has a section with every field', () => {
    expect(missing(Object.keys(schema.shape), section(kind))).toEqual([]);
  });
});
