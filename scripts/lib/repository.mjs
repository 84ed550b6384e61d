/** Tells where this project is published, as far as package.json says so. Nothing else may name an address for it. */
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/**
 * @param {{ repository?: string | { url: string } }} [manifest] default: the one of this repository
 * @returns {string | null} e.g. `https://github.com/example/vigie`; null: it is published nowhere
 */
export function repositoryAddress(manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))) {
  const { repository } = manifest;
  const text = typeof repository === 'string' ? repository : repository?.url;
  if (text === undefined) return null;
  const [, path] = /^(?:(?:git\+)?https:\/\/github\.com\/|github:)?([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(text) ?? [];
  if (path === undefined)
    throw new Error(`repository in package.json is "${text}"; give https://github.com/<owner>/<name>`);
  return `https://github.com/${path}`;
}

/**
 * Adds what the catalogue and Grafana show beside a plugin: links, and who made it.
 * @param {{ info: { author: object, version: string } }} plugin the content of plugin.json
 * @param {string | null} address null: there is nothing to link to
 */
export function withLinks(plugin, address) {
  if (address === null) return plugin;
  const { author, version } = plugin.info;
  const links = [
    { name: 'Source code', url: address },
    { name: 'Documentation', url: `${address}/tree/v${version}/docs` },
    { name: 'Report an issue', url: `${address}/issues` },
    { name: 'License', url: `${address}/blob/v${version}/LICENSE` },
  ];
  return { ...plugin, info: { ...plugin.info, author: { ...author, url: address }, links } };
}
