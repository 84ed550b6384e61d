/** Archives of released sidecars' sources: plain tar, in one order and without times, so that the same files make the same bytes. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const BLOCK = 512;
/** What a header of ustar has room for. */
const LONGEST_NAME = 100;

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Two empty blocks end an archive, and the size of the whole is a multiple of 20 blocks. */
const padded = (content: Buffer, multiple = BLOCK): Buffer =>
  Buffer.concat([content, Buffer.alloc((multiple - (content.length % multiple)) % multiple)]);

function headerOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new Error(`${name} is too long for a tar archive`);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  header.write(name, 0);
  header.write(`${octal(0o644, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(0, 11)}\0`, 100);
  header.write('        0', 148);
  header.write('ustar\u000000', 257);
  header.write(`${octal(0, 7)}\0${octal(0, 7)}\0`, 329);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  return header;
}

/** @returns the files of a folder as a tar archive, sorted by name */
export function tarOf(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .map((name) => ({ name, inArchive: name.replaceAll(path.sep, '/') }))
    .sort((one, other) => (one.inArchive < other.inArchive ? -1 : 1));
  const blocks = files.flatMap(({ name, inArchive }) => {
    const content = readFileSync(path.join(folder, name));
    return [headerOf(inArchive, content.length), padded(content)];
  });
  return padded(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), 20 * BLOCK);
}

function unpackTar(tar: Buffer, folder: string): void {
  const text = (at: number, length: number) => tar.toString('utf8', at, at + length).replace(/\0[^]*$/, '');
  for (let at = 0; tar[at] !== undefined && tar[at] !== 0;) {
    const [name, size] = [text(at, LONGEST_NAME), Number.parseInt(text(at + 124, 12), 8)];
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, tar.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** Writes the archive of a folder, and beside it its SHA-256 in the form that `sha256sum --check` takes. */
export function pack(folder: string, archive: string): void {
  const content = gzipSync(tarOf(folder), { level: 9 });
  writeFileSync(archive, content);
  writeFileSync(`${archive}.sha256`, `${sha256(content)}  ${path.basename(archive)}\n`);
}

/** @returns the content of an archive, or throws if it is not what its `.sha256` names */
export function verified(archive: string): { content: Buffer; hash: string } {
  const content = readFileSync(archive);
  const hash = sha256(content);
  const stated = readFileSync(`${archive}.sha256`, 'utf8').split(' ')[0];
  if (stated !== hash) throw new Error(`${archive} has the SHA-256 ${hash}, but ${archive}.sha256 says ${stated}`);
  return { content, hash };
}

export const unpack = (content: Buffer, folder: string): void => unpackTar(gunzipSync(content), folder);
