import { describe, expect, it } from 'vitest';
import { fakeRequest } from '../testing/delivery.fake.ts';
import { botOf, readReference, throughBots, writeReference } from './chat-bots.ts';

const entry = (id: string, settings: Record<string, unknown> = {}, token: string | null = null) => ({
  id,
  settings,
  secrets: (token === null ? {} : { token }) as Record<string, string>,
});

describe('the bot of an entry', () => {
  const services = [
    entry('room', { channel: 'C1' }, 'its own'),
    entry('bot', {}, 'for all'),
    entry('bare', { channel: 'C2' }),
  ];

  it('is itself where it has a token, else the first one without a room', () => {
    expect(botOf(services[0]!, services)).toMatchObject({ bot: { id: 'room' } });
    expect(botOf(services[2]!, services)).toMatchObject({ bot: { id: 'bot' } });
  });

  it('is the one it names', () => {
    expect(botOf(entry('x', { bot: 'room' }), services)).toMatchObject({ bot: { id: 'room' } });
    expect(botOf(entry('x', { bot: 'gone' }), services)).toEqual({
      ok: false,
      problem: expect.stringContaining('gone'),
    });
  });

  it('may be missing', () => {
    expect(botOf(entry('x'), [])).toEqual({ ok: false, problem: expect.stringContaining('token') });
  });
});

describe('a person', () => {
  const services = () => [entry('a', {}, '1'), entry('b', {}, '2')];
  const tried = async (first: 'retry' | 'never') => {
    const seen: string[] = [];
    await throughBots('slack', fakeRequest({ to: 'U1' }), services, async ({ id }) => {
      seen.push(id);
      return first === 'retry'
        ? { kind: 'retry', reason: 'network', detail: '', after: null }
        : { kind: 'never', reason: 'refused', detail: '' };
    });
    return seen;
  };

  it('is tried through the next bot after a temporary failure of the first', async () => {
    expect(await tried('retry')).toEqual(['a', 'b']);
    expect(await tried('never')).toEqual(['a']);
  });
});

describe('a reference', () => {
  it('is accepted by its own bot only', () => {
    const text = writeReference({ bot: 'a/b', room: '@sre', message: '1700000000.000100' });
    expect(readReference(text, 'a/b')).toEqual({ bot: 'a/b', room: '@sre', message: '1700000000.000100' });
    expect(readReference(text, 'a')).toBeNull();
  });

  it.each([null, undefined, '', '77', 'a/b', 'a//c', 'a/b/c/d'])('%j is none', (text) =>
    expect(readReference(text, 'a')).toBeNull(),
  );
});
