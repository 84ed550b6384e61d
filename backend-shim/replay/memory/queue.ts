/** A priority queue by instant; what is equally early comes out in the order in which it went in. */
export interface TimeQueue<T> {
  push(at: number, item: T): void;
  /** The earliest instant; null: it is empty. */
  nextAt(): number | null;
  /** Takes out what is due at this instant or before, earliest first. */
  takeDue(now: number): T[];
}

interface Entry<T> {
  at: number;
  order: number;
  item: T;
}

export function createTimeQueue<T>(): TimeQueue<T> {
  const heap: Array<Entry<T>> = [];
  let order = 0;
  return {
    push: (at, item) => {
      heap.push({ at, order: order++, item });
      siftUp(heap, heap.length - 1);
    },
    nextAt: () => heap[0]?.at ?? null,
    takeDue: (now) => {
      const due: T[] = [];
      for (let first = heap[0]; first !== undefined && first.at <= now; first = heap[0]) {
        due.push(first.item);
        removeFirst(heap);
      }
      return due;
    },
  };
}

function removeFirst<T>(heap: Array<Entry<T>>): void {
  const last = heap.pop();
  if (last !== undefined && heap.length > 0) {
    heap[0] = last;
    siftDown(heap);
  }
}

function siftUp<T>(heap: Array<Entry<T>>, start: number): void {
  for (let index = start; index > 0;) {
    const parent = (index - 1) >> 1;
    if (!swapIfLater(heap, parent, index)) {
      return;
    }
    index = parent;
  }
}

function siftDown<T>(heap: Array<Entry<T>>): void {
  for (let index = 0; ;) {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    const child = isBefore(heap[right], heap[left]) ? right : left;
    if (!swapIfLater(heap, index, child)) {
      return;
    }
    index = child;
  }
}

function swapIfLater<T>(heap: Array<Entry<T>>, parent: number, child: number): boolean {
  const [above, below] = [heap[parent], heap[child]];
  if (above === undefined || below === undefined || !isBefore(below, above)) {
    return false;
  }
  heap[parent] = below;
  heap[child] = above;
  return true;
}

function isBefore<T>(one: Entry<T> | undefined, other: Entry<T> | undefined): boolean {
  return (
    one !== undefined && (other === undefined || one.at < other.at || (one.at === other.at && one.order < other.order))
  );
}
