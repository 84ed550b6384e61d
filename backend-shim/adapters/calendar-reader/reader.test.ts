import { afterAll, describe, expect, it } from 'vitest';
import { createCalendarReader } from './reader.ts';

const NOW = Date.parse('2026-01-05T00:00:00Z');
const bytesOf = (count: number): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    [
      'BEGIN:VCALENDAR',
      ...Array.from(
        { length: count },
        (_, i) =>
          `BEGIN:VEVENT\r\nUID:${i}\r\nSUMMARY:ann\r\nDTSTART:20260105T080000Z\r\nDTEND:20260105T090000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT`,
      ),
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );

const readers = [
  createCalendarReader(),
  createCalendarReader({ time: 1 }),
  createCalendarReader({ heap: { old: 8, young: 48 } }),
] as const;
afterAll(() => Promise.all(readers.map((reader) => reader.close())));

describe('reading in a thread of its own', () => {
  it('gives what the calendar says', async () => {
    const reading = await readers[0].read({ bytes: bytesOf(1), now: NOW, timeZone: 'UTC' });
    expect(reading).toMatchObject({ ok: true, groups: [{ summary: 'ann' }] });
  }, 30_000);

  it('does not block the process, and ends after its time limit', async () => {
    const busy = readers[1].read({ bytes: bytesOf(15_000), now: NOW, timeZone: 'UTC' });
    expect(await Promise.race([busy, new Promise((resolve) => setImmediate(() => resolve('the rest')))])).toBe(
      'the rest',
    );
    expect(await busy).toEqual({
      ok: false,
      reason: 'too-slow',
      detail: 'the calendar could not be read within 0.001 s',
    });
  }, 30_000);

  it('ends at its memory limit without ending the sidecar', async () => {
    expect(await readers[2].read({ bytes: bytesOf(15_000), now: NOW, timeZone: 'UTC' })).toMatchObject({
      ok: false,
      reason: 'too-much',
    });
  }, 60_000);

  it('stops with the sidecar', async () => {
    const reader = createCalendarReader();
    const reading = reader.read({ bytes: bytesOf(10_000), now: NOW, timeZone: 'UTC' });
    await reader.close();
    expect(await reading).toMatchObject({ ok: false, reason: 'too-slow' });
  }, 30_000);
});
