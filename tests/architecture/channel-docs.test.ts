/** A channel describes itself as data; its page in docs/channels must say the same, and what data cannot: costs, and how to try it. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createChannels } from '../../backend-shim/channels/registry.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/channels');
const nothing = () => Promise.reject(new Error('nothing is sent here'));
const registry = createChannels({
  http: { send: nothing },
  clock: { machine: () => 0 } as never,
  resolve: nothing,
  smtpUrl: null,
  mailFrom: null,
  callbackUrl: () => '',
  push: { identity: nothing, services: [] },
});
const definitions = [...registry.values()].map(({ definition }) => definition);
const pageOf = (kind: string) =>
  existsSync(path.join(folder, `${kind}.md`)) ? readFileSync(path.join(folder, `${kind}.md`), 'utf8') : '';

interface Entry {
  type: string;
  settings?: Record<string, unknown>;
  secrets?: Record<string, unknown>;
}

const channelsIn = (page: string): Entry[] =>
  [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].flatMap(
    ([, yaml = '']) => (parse(yaml) as { channels?: Entry[] }).channels ?? [],
  );

/** Settings of an example that do not exist, and those it forgot. */
function mistakesOf({ type, settings = {}, secrets = {} }: Entry): string[] {
  const definition = definitions.find(({ kind }) => kind === type);
  if (definition === undefined) return [`no channel is called ${type}`];
  const given = [
    ...Object.keys(settings).map((name) => `settings.${name}`),
    ...Object.keys(secrets).map((name) => `secrets.${name}`),
  ];
  const known = definition.fields.map(({ name, secret }) => `${secret ? 'secrets' : 'settings'}.${name}`);
  const missing = definition.fields
    .filter(({ required }) => required)
    .map(({ name, secret }) => `${secret ? 'secrets' : 'settings'}.${name}`)
    .filter((name) => !given.includes(name));
  return [...given.filter((name) => !known.includes(name)), ...missing.map((name) => `without ${name}`)];
}

describe.each(definitions.map((definition) => [definition.kind, definition] as const))(
  'docs/channels/%s.md',
  (kind, { fields }) => {
    const page = pageOf(kind);

    it.each(['| carries |', '| costs |', '| limits |', '| tested against |', '## Set up', '## Test'])(
      'says %s',
      (part) => {
        expect(page.includes(part), `docs/channels/${kind}.md has "${part}"`).toBe(true);
      },
    );

    it('names every setting', () => {
      expect(
        fields
          .map(({ name }) => name)
          .filter((name) => !page.includes(`\`${name}\``) && !new RegExp(`\\b${name}: `).test(page)),
      ).toEqual([]);
    });

    it('has examples that would be taken', () => {
      expect(channelsIn(page).flatMap(mistakesOf)).toEqual([]);
    });

    it('is in the list of channels', () => {
      expect(pageOf('README')).toContain(`](${kind}.md)`);
    });
  },
);

it('no page describes a channel that no longer exists', () => {
  const pages = readdirSync(folder).map((file) => file.replace('.md', ''));
  expect(pages.filter((page) => page !== 'README' && !registry.has(page))).toEqual([]);
});

it('links between pages lead somewhere', () => {
  const links = readdirSync(folder).flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/\]\((\w[\w.-]*\.md)(#[\w-]+)?\)/g)].map(
      ([, page = '', anchor]) => ({ file, page, anchor }),
    ),
  );
  const anchorsOf = (page: string) =>
    [...pageOf(page.replace('.md', '')).matchAll(/^#+ (.+)$/gm)].map(
      ([, title = '']) =>
        `#${title
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replace(/\s/g, '-')}`,
    );
  expect(links.length).toBeGreaterThan(10);
  expect(
    links.filter(
      ({ page, anchor }) =>
        pageOf(page.replace('.md', '')) === '' || (anchor !== undefined && !anchorsOf(page).includes(anchor)),
    ),
  ).toEqual([]);
});
