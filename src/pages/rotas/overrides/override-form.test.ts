import { describe, expect, it } from 'vitest';
import { atTimes, formFor } from './override-form.ts';

describe('who is replaced, while nobody chose them', () => {
  const zone = { changes: [], offsets: [3_600_000] };
  const saturday = Date.parse('2026-01-10T00:00:00Z');
  const onCallAt = (at: number) => (at < saturday ? ['ben'] : at < saturday + 86_400_000 ? ['ann'] : ['ann', 'cleo']);
  const today = formFor({ from: Date.parse('2026-01-07T10:00:00Z'), to: Date.parse('2026-01-07T18:00:00Z') }, zone, [
    'ben',
  ]);

  it('follows the start; with several on call, everybody is', () => {
    expect(today).toMatchObject({ kind: 'replace', replaced: 'ben' });
    const times = { start: '2026-01-10T01:00', end: '2026-01-11T01:00' };
    const then = atTimes({ ...today, users: ['dee'] }, times, zone, onCallAt);
    expect(then).toEqual({ ...today, ...times, kind: 'replace', replaced: 'ann', users: ['dee'] });
    expect(atTimes(then, { start: '2026-01-11T01:00', end: '2026-01-12T01:00' }, zone, onCallAt)).toMatchObject({
      kind: 'set',
      replaced: null,
      users: ['dee'],
    });
  });

  it('stays while the start is not complete', () => {
    expect(atTimes(today, { start: '', end: today.end }, zone, onCallAt)).toEqual({ ...today, start: '' });
  });
});
