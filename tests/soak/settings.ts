/** What `npm run test:soak` was asked for. */
import { parseArgs } from 'node:util';
import { MINUTE, parseDuration } from '#domain/time/duration';

export interface SoakSettings {
  /** ms of load. */
  duration: number;
  /** Alerts a second. */
  rate: number;
  database: 'sqlite' | 'postgres';
}

/** More a second is a matter for `npm run bench`. */
const MOST_A_SECOND = 500;

export const USAGE = `usage: npm run test:soak -- [duration, at least 1m; default 2h] [--rate 50] [--database sqlite|postgres]`;

/** @returns what is wrong with the arguments as `problem`, with what to do */
export function readSettings(
  args: readonly string[],
): { ok: true; settings: SoakSettings } | { ok: false; problem: string } {
  const wrong = (problem: string) => ({ ok: false as const, problem });
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { rate: { type: 'string', default: '50' }, database: { type: 'string', default: 'sqlite' } },
    });
  } catch (error) {
    return wrong((error as Error).message);
  }
  const {
    positionals,
    values: { rate, database },
  } = parsed;
  const [text = '2h', ...rest] = positionals;
  if (rest.length > 0) return wrong(`one duration is taken, not also ${rest.join(' ')}`);
  const duration = parseDuration(text);
  if (duration === null || duration < MINUTE)
    return wrong(`the duration "${text}" must be at least 1m, such as 2h or 90m`);
  if (!/^\d{1,3}$/.test(rate) || Number(rate) < 1 || Number(rate) > MOST_A_SECOND)
    return wrong(`--rate "${rate}" must be a whole number of alerts a second from 1 to ${MOST_A_SECOND}`);
  if (database !== 'sqlite' && database !== 'postgres')
    return wrong(`--database "${database}" must be sqlite or postgres`);
  return { ok: true, settings: { duration, rate: Number(rate), database } };
}
