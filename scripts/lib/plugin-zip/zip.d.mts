/** Declares the types of `zip.mjs`. */

export function writeZip(files: ReadonlyMap<string, Buffer>, time: Date): Buffer;
export function readZip(zip: Buffer): Map<string, Buffer>;
