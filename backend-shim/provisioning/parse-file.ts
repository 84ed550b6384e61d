/** Checks what one file says, an object at a time: hundreds with regular expressions take a second. */
import type { z } from 'zod';
import type { Problem } from '#contract/base/problem';
import { parse } from '#contract/base/schema';
import type { SchemaResult } from '#contract/base/schema';
import { CONFIG_KINDS, configFile, MANY } from '#contract/config';
import type { ConfigKind } from '#contract/config';
import type { Breathe } from '../ports/heavy/work.ts';

type ParsedFile = z.output<typeof configFile>;

export async function parseFile(said: unknown, breathe: Breathe): Promise<SchemaResult<ParsedFile>> {
  const value = withoutEmpty(said);
  if (!isRecord(value)) {
    return parse(configFile, value);
  }
  // Others are wrong as a whole.
  const lists = CONFIG_KINDS.filter((kind) => Array.isArray(value[kind]) && value[kind].length <= MANY);
  const whole = parse(configFile, Object.fromEntries(Object.entries(value).filter(([key]) => !isAmong(lists, key))));
  const problems: Problem[] = whole.ok ? [] : whole.problems;
  const read: Partial<Record<ConfigKind, unknown[]>> = {};
  for (const kind of lists) {
    read[kind] = [];
    for (const [i, one] of (value[kind] as unknown[]).entries()) {
      const parsed = parse(configFile.shape[kind], [one], [kind]);
      if (parsed.ok) {
        read[kind].push(...parsed.value);
      } else {
        problems.push(...parsed.problems.map((problem) => movedTo(problem, kind, i)));
      }
      await breathe();
    }
  }
  return whole.ok && problems.length === 0
    ? { ok: true, value: { ...whole.value, ...(read as Partial<ParsedFile>) } }
    : { ok: false, problems };
}

/** A kind without entries is an empty list; `x-…` is a place for anchors. */
function withoutEmpty(value: unknown): unknown {
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).filter(([key, part]) => part !== null && !key.startsWith('x-')))
    : value;
}

function movedTo(problem: Problem, kind: ConfigKind, place: number): Problem {
  return { ...problem, path: problem.path.replace(`${kind}[0]`, `${kind}[${place}]`) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isAmong = (kinds: readonly ConfigKind[], key: string): boolean => kinds.some((kind) => kind === key);
