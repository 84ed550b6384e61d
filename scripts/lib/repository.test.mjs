import { expect, it } from 'vitest';
import { repositoryAddress, withLinks } from './repository.mjs';

it.each([
  ['git+https://github.com/example/vigie.git', 'https://github.com/example/vigie'],
  ['https://github.com/example/vigie', 'https://github.com/example/vigie'],
  ['github:example/vigie', 'https://github.com/example/vigie'],
])('%s is %s', (repository, address) => {
  expect(repositoryAddress({ repository })).toBe(address);
  expect(repositoryAddress({ repository: { url: repository } })).toBe(address);
});

it('a project that is published nowhere has no address, and a wrong one is an error', () => {
  expect(repositoryAddress({})).toBe(null);
  expect(() => repositoryAddress({ repository: 'ftp://example.com/vigie' })).toThrow('give https://github.com');
});

it('plugin.json links to the source, the documents and the licence of its own version', () => {
  const plugin = { id: 'x', info: { author: { name: 'Vigie' }, version: '0.2.0' } };
  expect(withLinks(plugin, null)).toBe(plugin);
  const { info } = withLinks(plugin, 'https://github.com/example/vigie');
  expect(info.author).toEqual({ name: 'Vigie', url: 'https://github.com/example/vigie' });
  expect(info.links.map(({ url }) => url)).toContain('https://github.com/example/vigie/blob/v0.2.0/LICENSE');
});
