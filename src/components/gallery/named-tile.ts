/** Chooses a tile by a name, for what the sidecar lists: a new kind there needs none here. */
import type { TileLook } from './tile.tsx';

/** Dark enough for white letters on them. */
const COLORS = ['#b3461b', '#a83232', '#2f4858', '#0a6b8a', '#0d6e35', '#1d4fb8', '#5a3e9b', '#97266d', '#4a5568'];

/** @param kind things of one kind share a colour. @param name `Slack app` → `Sl` */
export function namedTile(kind: string, name: string): TileLook {
  const sum = [...kind].reduce((so, letter) => (so * 31 + (letter.codePointAt(0) ?? 0)) % 100_003, 0);
  const letters = (/[\p{L}\p{N}]{1,2}/u.exec(name)?.[0] ?? '').toLowerCase();
  return {
    color: COLORS[sum % COLORS.length] ?? '#4a5568',
    sign: { letters: letters.charAt(0).toUpperCase() + letters.slice(1) },
  };
}
