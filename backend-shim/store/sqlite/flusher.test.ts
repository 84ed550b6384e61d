import { describe, expect, it } from 'vitest';
import { createFlusher } from './flusher.ts';

function world() {
  const started: Array<PromiseWithResolvers<void>> = [];
  const closed: number[] = [];
  let descriptor = 7;
  const flusher = createFlusher('vigie.db-wal', {
    open: () => Promise.resolve(descriptor++),
    flush: () => {
      const one = Promise.withResolvers<void>();
      started.push(one);
      return one.promise;
    },
    close: (descriptor) => Promise.resolve(void closed.push(descriptor)),
  });
  const done: string[] = [];
  const flush = (name: string) => flusher.flush().then(() => void done.push(name));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { flusher, started, closed, done, flush, turn };
}

describe('Flushing', () => {
  it('is shared by those that wait for the next; none is told by one that began before it', async () => {
    const { started, done, flush, turn } = world();
    void flush('a');
    await turn();
    void flush('b');
    void flush('c');
    await turn();
    expect(started).toHaveLength(1);
    started[0]?.resolve();
    await turn();
    expect(done).toEqual(['a']);
    expect(started).toHaveLength(2);
    void flush('d');
    started[1]?.resolve();
    await turn();
    expect(done).toEqual(['a', 'b', 'c']);
    started[2]?.resolve();
    await turn();
    expect(done).toEqual(['a', 'b', 'c', 'd']);
  });

  it('that fails fails for good: the system may have forgotten what it could not write', async () => {
    const { started, flush, turn } = world();
    const first = flush('a');
    await turn();
    started[0]?.reject(new Error('EIO'));
    await expect(first).rejects.toThrow('EIO');
    await expect(flush('b')).rejects.toThrow('EIO');
    expect(started).toHaveLength(1);
  });

  it('ends before the file is closed', async () => {
    const { flusher, started, closed, flush, turn } = world();
    void flush('a');
    await turn();
    const end = flusher.close();
    await turn();
    expect(closed).toEqual([]);
    started[0]?.resolve();
    await end;
    expect(closed).toEqual([7]);
  });

  it('that begins while the file is about to be closed ends before; a later one opens it again', async () => {
    const { flusher, started, closed, flush, turn } = world();
    void flush('a');
    await turn();
    const end = flusher.close();
    void flush('b');
    started[0]?.resolve();
    await turn();
    expect(closed).toEqual([]);
    started[1]?.resolve();
    await end;
    expect(closed).toEqual([7]);
    void flush('c');
    await turn();
    started[2]?.resolve();
    await flusher.close();
    expect(closed).toEqual([7, 8]);
  });
});
