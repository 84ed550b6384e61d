/** Collects the licences of bundled packages, which must stay with their code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** @param {Iterable<string>} files of bundled packages @returns {string} */
export function licencesOf(files) {
  const folders = new Set(
    [...files].map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.replaceAll('\0', ''))[0]),
  );
  const texts = [...folders].filter((folder) => existsSync(path.join(folder, 'package.json'))).map(noticeOf);
  return `The files of lib/ contain the following packages.\n\n${texts.sort().join('\n')}`;
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  return `${'─'.repeat(60)}\n${name} ${version} (${license ?? 'see below'})\n\n${texts.join('\n\n')}\n`;
}
