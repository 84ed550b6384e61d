import { describe, expect, it } from 'vitest';
import { SseParser } from './sse.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('server-sent events', () => {
  it('reads id, name and data', () => {
    expect(new SseParser().push(bytes('id: 7\nevent: incident\ndata: {"id":"a"}\n\n'))).toEqual([
      { id: '7', event: 'incident', data: '{"id":"a"}' },
    ]);
  });

  it('joins what arrives in pieces, even inside a character and between \\r and \\n', () => {
    const parser = new SseParser();
    const all = bytes('event: x\r\ndata: Zoë\r\n\r\n');
    const events = Array.from(all, (byte) => parser.push(Uint8Array.of(byte))).flat();
    expect(events).toEqual([{ id: null, event: 'x', data: 'Zoë' }]);
  });

  it('joins several data lines, ignores comments and unknown fields', () => {
    expect(new SseParser().push(bytes(': keep-alive\ndata: a\ndata:b\nfoo: bar\n\n'))).toEqual([
      { id: null, event: 'message', data: 'a\nb' },
    ]);
  });

  it('keeps the retry that the server asks for, and only numbers', () => {
    const parser = new SseParser();
    expect(parser.push(bytes('retry: 3000\n\n'))).toEqual([]);
    parser.push(bytes('retry: soon\n\n'));
    expect(parser.retry).toBe(3000);
  });

  it('moves on where the server sends an id alone', () => {
    const parser = new SseParser();
    expect(parser.push(bytes('id: 41\n\n'))).toEqual([]);
    expect(parser.lastId).toBe('41');
  });

  it('says an event that has a name but no data (reset)', () => {
    expect(new SseParser().push(bytes('event: reset\n\n'))).toEqual([{ id: null, event: 'reset', data: '' }]);
  });
});
