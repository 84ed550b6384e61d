/** Every YAML block of the documentation is read: what is shown as a file is one that its reader takes. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { describe, expect, it } from 'vitest';
import { CONFIG_KINDS, configFile } from '#contract/config';
import { parse } from '#contract/base/schema';

const root = path.resolve(import.meta.dirname, '../..');

interface Block {
  /** `docs/x.md:12` */
  where: string;
  /** Named by `<!-- file: … -->` above it: it is copied as it is. */
  isFile: boolean;
  text: string;
}

/** `<!-- module: … -->` above a block says that it has fields of a module. */
function isOfDeletedModule(above = ''): boolean {
  const [, module] = /<!-- module: (\w+) -->/.exec(above) ?? [];
  return module !== undefined && !existsSync(path.join(root, 'src/modules', module));
}

function blocksOf(page: string): Block[] {
  const lines = readFileSync(path.join(root, page), 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    const [, indent] = /^(\s*)```ya?ml\s*$/.exec(line) ?? [];
    if (indent === undefined || isOfDeletedModule(lines[at - 1])) {
      return [];
    }
    const end = lines.findIndex((one, i) => i > at && one.trim() === '```');
    const text = lines
      .slice(at + 1, end)
      .map((one) => one.slice(indent.length))
      .join('\n');
    return [{ where: `${page}:${at + 1}`, isFile: /<!-- file: /.test(lines[at - 1] ?? ''), text }];
  });
}

const pages = [
  'README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const blocks = pages.flatMap(blocksOf);

/** As the loader puts values of the environment in. */
const filled = (text: string) =>
  text.replace(/\$\{?([A-Z][A-Z0-9_]*)\}?/g, (_, name: string) =>
    /(^|_)CA$/.test(name)
      ? '"-----BEGIN CERTIFICATE-----\\n-----END CERTIFICATE-----"'
      : 'a-value-from-the-environment-0123456789',
  );

function contentOf(block: Block): Record<string, unknown> | null {
  const document = parseDocument(filled(block.text));
  expect(
    document.errors.map(({ message }) => message),
    block.where,
  ).toEqual([]);
  const value: unknown = document.toJS();
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

const isOurs = (content: Record<string, unknown>) =>
  Object.keys(content).some((key) => (CONFIG_KINDS as readonly string[]).includes(key));

it('finds them', () => {
  expect(blocks.length).toBeGreaterThan(40);
  expect(blocks.filter(({ isFile }) => isFile).length).toBeGreaterThan(5);
});

describe.each(blocks.map((block): [string, Block] => [block.where, block]))('%s', (_where, block) => {
  it('is YAML that its reader accepts', () => {
    const content = contentOf(block);
    if (content === null) {
      return;
    }
    if (isOurs(content)) {
      // A part of a file is taken as the file that it would be.
      const read = parse(configFile, block.isFile ? content : { apiVersion: 1, ...content });
      expect(read.ok ? [] : read.problems, block.where).toEqual([]);
    }
    if ('contactPoints' in content) {
      const points = content['contactPoints'] as Array<{
        name: string;
        receivers: Array<{ uid: string; type: string; settings: Record<string, unknown> }>;
      }>;
      expect(content['apiVersion'], block.where).toBe(1);
      for (const { uid, type, settings } of points.flatMap(({ receivers }) => receivers)) {
        expect(uid).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
        expect([type, settings['authorization_scheme']]).toEqual(['webhook', 'Bearer']);
        expect(settings['url'], 'every Viewer may read the address').toMatch(/\/in$/);
      }
    }
  });
});
