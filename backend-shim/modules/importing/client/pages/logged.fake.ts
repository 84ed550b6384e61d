/** Reads the pages of a pager in tests, as a comparison does: the configuration first, then its log. */
import type { ImportResult } from '#modules/importing/contract/failures';
import type { LoggedAlert, PagerAccess, PagerImport } from '../pager.ts';
import { createReader } from '../reading/reader.ts';
import type { PagerTransport } from '../reading/reader.ts';

export const KEYS = ['first-key', 'second-key', 'third-key'];

/** @param range two instants */
export async function loggedBy(
  pager: PagerImport,
  transport: PagerTransport,
  [from, to]: readonly [string, string],
  keys: readonly string[] = KEYS,
): Promise<ImportResult<LoggedAlert[]>> {
  const time = { now: Date.parse(to) };
  const clock = {
    machine: () => time.now,
    sleep: (ms: number) => {
      time.now += ms;
      return Promise.resolve();
    },
  };
  const settings = { transport, clock, pace: pager.pace, keyHint: pager.keyHint, memory: null };
  const access: PagerAccess = {
    reader: createReader({ ...settings, progress: () => undefined }),
    url: 'https://pager.example',
    keys,
    from: Date.parse(from),
    to: Date.parse(to),
    progress: () => undefined,
    problem: () => undefined,
  };
  const config = await pager.readConfig(access);
  return config.ok ? ((await pager.readPages?.(access, config.value)) ?? { ok: true, value: [] }) : config;
}

/** `ann 03:12 sms`, in UTC. */
export function messagesOf({ messages }: Pick<LoggedAlert, 'messages'>): string[] {
  return messages.map(({ person, at, method }) => `${person} ${new Date(at).toISOString().slice(11, 16)} ${method}`);
}
