/**
 * Space on the disk of the database that nobody else can take: a file that really fills its blocks. It is given back
 * piece by piece when a write of an open incident finds the disk full, so that another program that fills the disk gets
 * little of it.
 */
import { closeSync, fdatasync, ftruncateSync, openSync, statSync, write } from 'node:fs';
import { promisify } from 'node:util';

export const PIECE = 64 * 1024;
/** Some hundred pages with their answers. */
const MOST = 128 * PIECE;
/** Of the disk, so that there is room for a database on the smallest. */
const SHARE = 6;

/** Bytes that it leaves to others while it grows. */
export const LEFT_FREE = 2 * PIECE;

export interface Reserve {
  /** Bytes that it holds. */
  bytes(): number;
  /** Gives a piece back. @returns whether there was one */
  release(): boolean;
  /**
   * Takes pieces until it is whole, while the disk keeps `LEFT_FREE`. Rejects with the error of the
   * operating system.
   */
  fill(disk: { free: number; size: number }): Promise<void>;
  /** Whether it holds what a disk of this size should keep. */
  isWhole(size: number): boolean;
  close(): void;
}

/** Of a disk of this size. */
export function wantedOf(size: number): number {
  return Math.min(MOST, Math.max(1, Math.floor(size / SHARE / PIECE)) * PIECE);
}

/** @param file need not exist; what an earlier process left is taken over */
export function createReserve(file: string): Reserve {
  let descriptor: number | null = null;
  let bytes = wholePieces(statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  /** Counts releases: what was being written meanwhile is cut off. */
  let releases = 0;

  const opened = () => (descriptor ??= openSync(file, bytes > 0 ? 'r+' : 'w', 0o600));

  async function grow(): Promise<boolean> {
    const before = releases;
    try {
      await writeAll(opened(), BALLAST, bytes);
    } catch (error) {
      ftruncateSync(opened(), bytes);
      throw error;
    }
    if (releases !== before) {
      ftruncateSync(opened(), bytes);
      return false;
    }
    bytes += PIECE;
    return true;
  }

  return {
    bytes: () => bytes,
    release: () => {
      if (bytes === 0) {
        return false;
      }
      releases += 1;
      ftruncateSync(opened(), bytes - PIECE);
      bytes -= PIECE;
      return true;
    },
    fill: async ({ free, size }) => {
      const wanted = wantedOf(size);
      let left = free;
      let isGrowing = false;
      while (bytes < wanted && left >= LEFT_FREE + PIECE && (isGrowing = await grow())) {
        left -= PIECE;
      }
      if (isGrowing) {
        await promisify(fdatasync)(opened());
      }
      if (bytes > wanted) {
        ftruncateSync(opened(), wanted);
        bytes = wanted;
      }
    },
    isWhole: (size) => bytes >= wantedOf(size),
    close: () => {
      if (descriptor !== null) {
        closeSync(descriptor);
        descriptor = null;
      }
    },
  };
}

const wholePieces = (size: number) => Math.floor(size / PIECE) * PIECE;

const writing = promisify(write);

/** A full disk may take a part before it refuses the rest. */
export async function writeAll(descriptor: number, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await writing(descriptor, bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

/** Bytes without a pattern: file systems that compress would keep hardly any space for zeros. */
const BALLAST = ballast(PIECE);

function ballast(size: number): Buffer {
  const words = new Uint32Array(size / Uint32Array.BYTES_PER_ELEMENT);
  let state = 0x9e3779b9;
  for (let index = 0; index < words.length; index++) {
    // Marsaglia's xorshift.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return Buffer.from(words.buffer);
}
