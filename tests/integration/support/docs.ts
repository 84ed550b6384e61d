/** The set-up that users copy is what the tests run: files and commands are read from the docs. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './processes.ts';

/**
 * The code block below `<!-- file: NAME -->` of `docs/monitors/PAGE`, without the indentation of its list.
 * @param replace what is an example in the docs and something of its own in a test; each must be there
 */
export function snippet(page: string, name: string, replace: Record<string, string> = {}): string {
  const text = readFileSync(path.join(root, 'docs/monitors', page), 'utf8');
  const start = text.indexOf(`<!-- file: ${name} -->`);
  const block = /\n( *)```\w*\n([\s\S]*?)\n *```/.exec(start < 0 ? '' : text.slice(start));
  if (block === null) throw new Error(`docs/monitors/${page} has no block named ${name}`);
  const [, indent = '', code = ''] = block;
  const plain = code
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
  // Tests put it into one file with the people and policies that it refers to; that file says its version itself.
  return substitute(`${plain}\n`.replace(/^apiVersion: 1\n/, ''), replace, `docs/monitors/${page}, ${name}`);
}

/** A file of `provisioning/`, with paths of a test in place of those of a machine. */
export function provisioned(file: string, replace: Record<string, string> = {}): string {
  return substitute(readFileSync(path.join(root, 'provisioning', file), 'utf8'), replace, `provisioning/${file}`);
}

function substitute(text: string, replace: Record<string, string>, where: string): string {
  return Object.entries(replace).reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`${where} does not mention ${from}`);
    return result.replaceAll(from, to);
  }, text);
}
