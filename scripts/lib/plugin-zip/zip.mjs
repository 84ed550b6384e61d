/** Writes and reads zip archives. An archive depends only on names, bytes and the given time. */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** The archive is made on Unix (3), by version 2.0 of the format. */
const MADE_BY = 0x0314;
const PLAIN_FILE = 0o100644 << 16;

/**
 * @param {ReadonlyMap<string, Buffer>} files by name, e.g. `vigie-oncall-app/module.js`
 * @param {Date} time of every file; the format has no year before 1980 and no zone, so UTC is written
 * @returns {Buffer}
 */
export function writeZip(files, time) {
  const stamp = dosTime(time);
  const [locals, centrals] = [[], []];
  let offset = 0;
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const common = commonFields({ name, bytes, packed, stamp });
    const local = Buffer.concat([words(['L', 0x04034b50]), common, words(['S', 0]), Buffer.from(name), packed]);
    locals.push(local);
    centrals.push(
      Buffer.concat([
        words(['L', 0x02014b50], ['S', MADE_BY]),
        common,
        words(['S', 0], ['S', 0], ['S', 0], ['S', 0], ['L', PLAIN_FILE], ['L', offset]),
        Buffer.from(name),
      ]),
    );
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const [count, size] = [centrals.length, directory.length];
  const end = words(['L', 0x06054b50], ['S', 0], ['S', 0], ['S', count], ['S', count], ['L', size], ['L', offset]);
  return Buffer.concat([...locals, directory, end, words(['S', 0])]);
}

/** The fields that the header before a file and its line in the directory share. */
function commonFields({ name, bytes, packed, stamp }) {
  return words(
    ['S', 20],
    ['S', UTF8_NAMES],
    ['S', DEFLATED],
    ['L', stamp],
    ['L', crc32(bytes)],
    ['L', packed.length],
    ['L', bytes.length],
    ['S', Buffer.byteLength(name)],
  );
}

/** Numbers as little-endian bytes: `S` is 16 bits long, `L` 32. */
function words(...parts) {
  const buffer = Buffer.alloc(parts.reduce((sum, [kind]) => sum + (kind === 'S' ? 2 : 4), 0));
  let at = 0;
  for (const [kind, value] of parts) {
    at = kind === 'S' ? buffer.writeUInt16LE(value, at) : buffer.writeUInt32LE(value >>> 0, at);
  }
  return buffer;
}

function dosTime(time) {
  const day = ((time.getUTCFullYear() - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  return ((day << 16) | clock) >>> 0;
}

/**
 * Reads an archive that `writeZip` made; others may use parts of the format that it does not know.
 * @param {Buffer} zip @returns {Map<string, Buffer>}
 */
export function readZip(zip) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end === -1) throw new Error('this is no zip archive');
  const files = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = inflateRawSync(zip.subarray(begin, begin + packed));
    if (crc32(bytes) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} in the zip archive is damaged`);
    files.set(name, bytes);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
