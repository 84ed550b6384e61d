import { expect, it } from 'vitest';
import { readZip, writeZip } from './zip.mjs';

const time = new Date('2026-11-27T12:34:56Z');
const files = new Map([
  ['b/é.txt', Buffer.from('x'.repeat(1000))],
  ['a.txt', Buffer.from('')],
]);

it('what is written is read back, in the order of names', () => {
  const read = readZip(writeZip(files, time));
  expect([...read.keys()]).toEqual(['a.txt', 'b/é.txt']);
  expect(read.get('b/é.txt')).toEqual(files.get('b/é.txt'));
});

it('the order in which files were found does not change a byte, the time does', () => {
  const reversed = new Map([...files].reverse());
  expect(writeZip(reversed, time)).toEqual(writeZip(files, time));
  expect(writeZip(files, new Date('2026-11-27T12:34:58Z'))).not.toEqual(writeZip(files, time));
});

it('a damaged archive is refused', () => {
  const zip = writeZip(new Map([['a.txt', Buffer.from('hello, hello, hello')]]), time);
  const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  zip.writeUInt32LE(1, directory + 16);
  expect(() => readZip(zip)).toThrow('a.txt in the zip archive is damaged');
  expect(() => readZip(Buffer.from('no zip'))).toThrow('no zip archive');
});
