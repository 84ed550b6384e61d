/** Collects the licences of bundled packages, which must stay with their code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** @param {Iterable<string>} files of bundled packages @returns {string} */
export function licencesOf(files) {
  const folders = new Set(
    [...files].map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.replaceAll('\0', ''))[0]),
  );
  const texts = [...folders].filter((folder) => existsSync(path.join(folder, 'package.json'))).map(noticeOf);
  return `The following packages are part of this one.\n\n${texts.sort().join('\n')}`;
}

/** Others only name it in package.json. */
const STATED = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
};

/** Ask for nothing. */
const FREE = ['Unlicense', '0BSD', 'CC0-1.0', 'MIT-0'];

function noticeOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const files = textsIn(folder, /^(?:licen[cs]e|copying|notice)/i);
  const texts =
    files.length > 0 ? files : [`${author?.name ?? author}\n\n${inReadme(folder) ?? STATED[license] ?? ''}`];
  if (texts[0].endsWith('\n\n') && !FREE.includes(license)) throw new Error(`${name} ships without its licence`);
  return `${'─'.repeat(60)}\n${name} ${version} (${license ?? 'see below'})\n\n${texts.join('\n\n')}\n`;
}

const textsIn = (folder, names) =>
  readdirSync(folder)
    .filter((file) => names.test(file))
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r', '').trim());

/** Some packages have their licence in the README only, which may be there in several languages. */
function inReadme(folder) {
  for (const readme of textsIn(folder, /^readme/i)) {
    const found = /^#+ *licen[cs]e *$/im.exec(readme);
    if (found !== null) return readme.slice(found.index + found[0].length).trim();
  }
  return null;
}
