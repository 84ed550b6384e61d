/** Loaded into a sidecar (`--import`): after SIGUSR2, each flush of its database to the disk takes two seconds longer. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const SLOWER_MS = 2000;

const flush = fs.fdatasync;
let slower = 0;
process.on('SIGUSR2', () => (slower = SLOWER_MS));
const slowly = (descriptor: number, done: (error: NodeJS.ErrnoException | null) => void): void =>
  void setTimeout(() => flush(descriptor, done), slower);
fs.fdatasync = slowly as typeof fs.fdatasync;
syncBuiltinESMExports();
