import { describe, expect, it } from 'vitest';
import { Ledger } from './ledger.ts';

/** An incident that recovers, with all that is owed for it. */
function recovered(ledger: Ledger, id: string): void {
  ledger.accept(id, `alert ${id}`, 'recovers', 100);
  ledger.note(id, 'ann', 110, `${id}-ann`);
  ledger.note(id, 'opened', 111, `${id}-room`);
  ledger.note(id, 'heard', 112);
  ledger.closed(id);
}
const much = () => performance.now() + 61_000;

describe('the ledger', () => {
  it('owes what an accepted alert promises, until it has come', () => {
    const ledger = new Ledger();
    ledger.accept('a', 'alert a', 'escalates', 0);
    ledger.note('a', 'heard', 1);
    expect(ledger.owed()).toEqual(['ann', 'ben', 'opened'].map((event) => `${event} of alert a, which escalates`));
    (['ann', 'ben', 'opened'] as const).forEach((event) => ledger.note('a', event, 2, event));
    expect(ledger.owed()).toEqual(['the end of alert a']);
    ledger.closed('a');
    expect(ledger.owed()).toEqual([]);
  });

  it('forgets what is complete, and nothing else', () => {
    const ledger = new Ledger();
    recovered(ledger, 'a');
    ledger.accept('b', 'alert b', 'synced', 0);
    ledger.closed('b');
    ledger.sweep(performance.now());
    expect(ledger.open).toBe(2);
    ledger.sweep(much());
    expect(ledger.open).toBe(1);
    expect(ledger.owed()).toHaveLength(4);
  });

  it('a page that is here before the answer to its alert is measured once', () => {
    const ledger = new Ledger();
    ledger.note('a', 'ann', 109, 'key');
    ledger.accept('a', 'alert a', 'recovers', 100);
    expect(ledger.takeLatencies()).toEqual([9]);
    expect(ledger.takeLatencies()).toEqual([]);
  });

  it('the same message again is a repeat; under another key it is unexpected', () => {
    const ledger = new Ledger();
    recovered(ledger, 'a');
    ledger.note('a', 'ann', 120, 'a-ann');
    expect([ledger.repeats, ledger.unexpected]).toEqual([1, []]);
    ledger.note('a', 'ann', 121, 'other');
    expect(ledger.unexpected).toEqual(['ann of alert a came under two keys']);
  });

  it('a page after the answer is unexpected, unless it was on its way', () => {
    const ledger = new Ledger();
    ['a', 'b'].forEach((id) => recovered(ledger, id));
    ledger.note('a', 'ben', performance.now() + 500, 'one');
    ledger.note('b', 'ben', performance.now() + 2000, 'two');
    expect(ledger.unexpected).toEqual(['ben was paged for alert b after it was answered']);
  });

  it('two alerts in one incident, and pages of incidents that nobody was told of', () => {
    const ledger = new Ledger();
    recovered(ledger, 'a');
    ledger.accept('a', 'another', 'recovers', 0);
    expect(ledger.unexpected).toEqual(['another is incident a, which alert a has opened']);
    ledger.sweep(much());
    ledger.note('a', 'heard', performance.now());
    expect(ledger.strays()).toEqual([]);
    ledger.note('a', 'ann', performance.now(), 'a-ann');
    ledger.sweep(much() + 61_000);
    expect(ledger.strays()).toEqual(['ann of a']);
  });

  it('waits for what comes later, and for what is here', async () => {
    const ledger = new Ledger();
    const waiting = ledger.when('a', 'ann');
    ledger.note('a', 'ann', 1, 'key');
    await waiting;
    await ledger.when('a', 'ann');
  });
});
