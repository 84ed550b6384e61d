/** docs/configuration.md is where an operator looks for a setting: each is there, by its name. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MODULES } from '../../backend-shim/modules/index.ts';
import { VARIABLES } from '../../backend-shim/config/settings.ts';
import { webhookTemplate } from '#contract/integrations/integration';
import { RESOURCES } from '#contract/resources';
import { SOURCE_KINDS } from '#domain/routing/integration';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
/** Every field within, however deep; the keys of free lists of texts are nobody's. */
function fieldsWithin(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => [
      name,
      ...fieldsWithin(field),
    ]);
  }
  if (schema instanceof z.ZodUnion) {
    return (schema.options as z.ZodType[]).flatMap(fieldsWithin);
  }
  if (schema instanceof z.ZodArray) {
    return fieldsWithin(schema.element as z.ZodType);
  }
  if (schema instanceof z.ZodRecord) {
    return fieldsWithin(schema.valueType as z.ZodType);
  }
  if (schema instanceof z.ZodPipe) {
    return fieldsWithin(schema.in as z.ZodType);
  }
  const { innerType } = schema.def as { innerType?: z.ZodType };
  return innerType ? fieldsWithin(innerType) : [];
}

/** From `### \`kind\`` to the next heading. */
const section = (kind: string) => new RegExp(`^### \`${kind}\`$([\\s\\S]*?)(?=^#{2,3} )`, 'm').exec(page)?.[1] ?? '';
/** Within code on one line, or a field of an example. */
const isSaid = (name: string, text: string) =>
  new RegExp(`\`[^\`\\n]*\\b${name}\\b[^\`\\n]*\``).test(text) ||
  [...text.matchAll(/^```yaml$([\s\S]*?)^```$/gm)].some(([, example = '']) => new RegExp(`\\b${name}:`).test(example));
const missing = (names: readonly string[], text: string) => names.filter((name) => !isSaid(name, text));

it('every variable of the environment', () => {
  const ofModules = MODULES.flatMap(({ settings = {} }) => Object.keys(settings));
  expect(missing([...VARIABLES, ...ofModules], page)).toEqual([]);
});

it('every kind of source, and every template of a webhook', () => {
  expect(missing([...SOURCE_KINDS, ...Object.keys(webhookTemplate.shape)], section('integrations'))).toEqual([]);
});

describe.each(Object.values(RESOURCES))('$kind', ({ kind, schema }) => {
  it('has a section with every field', () => {
    expect(missing(Object.keys(schema.shape), section(kind))).toEqual([]);
  });

  it('says every field within its fields, there or on the page that the section names', () => {
    const text = section(kind);
    const others = [...text.matchAll(/\]\(#(\w+)\)/g)].map(([, name]) =>
      section(Object.values(RESOURCES).find((resource) => resource.kind.toLowerCase() === name)?.kind ?? ''),
    );
    const pages = [...text.matchAll(/\]\(([\w/-]+\.md)[)#]/g)].map(([, name = '']) =>
      readFileSync(path.resolve(import.meta.dirname, '../../docs', name), 'utf8'),
    );
    expect(missing([...new Set(fieldsWithin(schema))], [text, ...others, ...pages].join('\n'))).toEqual([]);
  });
});
