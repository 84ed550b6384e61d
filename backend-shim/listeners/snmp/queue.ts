/**
 * Datagrams in the order of their arrival. The system hands over dozens in one turn of the event loop, and each may hold
 * thousands of values: few are processed in a turn, so that pages go out between them.
 */
export interface PacketQueue {
  /**
   * @param work begins in its turn, after that of every packet before it
   * @returns when the work is done or has failed; null: no room
   */
  add(bytes: number, work: () => Promise<void>): Promise<void> | null;
}

const PER_TURN = 20;
/** Decoding one that is full of values takes 30 µs for each kB, and its alert as much again. */
const BYTES_PER_TURN = 16 * 1024;

/** @param most what may wait for its turn */
export function createPacketQueue(most: { packets: number; bytes: number }): PacketQueue {
  const waiting: Array<{ bytes: number; begin: () => void }> = [];
  let bytesWaiting = 0;
  const turn = () => {
    for (let [packets, bytes] = [0, 0]; packets < PER_TURN && bytes < BYTES_PER_TURN; packets++) {
      const next = waiting.shift();
      if (next === undefined) break;
      bytes += next.bytes;
      bytesWaiting -= next.bytes;
      next.begin();
    }
    if (waiting.length > 0) setImmediate(turn);
  };
  return {
    add(bytes, work) {
      if (waiting.length >= most.packets || bytesWaiting + bytes > most.bytes) return null;
      bytesWaiting += bytes;
      const done = new Promise<void>((resolve, reject) =>
        waiting.push({ bytes, begin: () => void work().then(resolve, reject) }),
      );
      if (waiting.length === 1) setImmediate(turn);
      return done;
    },
  };
}
