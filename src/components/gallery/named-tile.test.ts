import { describe, expect, it } from 'vitest';
import { namedTile } from './named-tile.ts';

describe('the tile of something that only has a name', () => {
  it('has its first two letters', () => {
    expect(['Slack app', 'playSMS', 'SMS (SMPP 3.4)', '…'].map((name) => namedTile('x', name).sign)).toEqual([
      { letters: 'Sl' },
      { letters: 'Pl' },
      { letters: 'Sm' },
      { letters: '' },
    ]);
  });

  it('has the colour of its kind', () => {
    expect(namedTile('slack', 'Slack app').color).toBe(namedTile('slack', 'Slack webhook').color);
    expect(
      new Set(['slack', 'teams', 'sms-http', 'email'].map((kind) => namedTile(kind, 'X').color)).size,
    ).toBeGreaterThan(2);
  });
});
