import { BehaviorSubject, asyncScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { expect, it } from 'vitest';
import type { Asked } from './pace.ts';
import { paced } from './pace.ts';

const LONG_AGO = -60_000;

/** @param takes ms until an answer comes @returns when a page asks, ms, while changes come from 0 on, 50 ms apart */
function asks({ takes, changes }: { takes: number; changes: number }): number[] {
  const times: number[] = [];
  new TestScheduler(() => undefined).run(({ cold }) => {
    const asked$ = new BehaviorSubject<Asked>({ at: LONG_AGO, isWaiting: false });
    const answered = cold(`${takes}ms a`);
    cold(`${'a 49ms '.repeat(changes)}`)
      .pipe(paced(asked$))
      .subscribe(() => {
        const at = asyncScheduler.now();
        times.push(at);
        asked$.next({ at, isWaiting: true });
        answered.subscribe(() => asked$.next({ at, isWaiting: false }));
      });
  });
  return times;
}

it('asks once, soon, after a burst of changes', () => expect(asks({ takes: 20, changes: 4 })).toEqual([250]));

it('asks once a second while changes follow each other, and once more after the last one', () =>
  expect(asks({ takes: 20, changes: 60 })).toEqual([250, 1250, 2250, 3250]));

it('waits for an answer that takes long', () => expect(asks({ takes: 3000, changes: 100 })).toEqual([250, 3500, 6750]));
