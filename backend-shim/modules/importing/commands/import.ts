/** Implements `vigie import`: reads the arguments, opens the world around an import, and runs its steps. */
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Problem } from '#contract/base/problem';
import type { ConfigKind } from '#contract/config';
import type { ReferenceFacts } from '#contract/references';
import { createSystemClock } from '../../../adapters/system-clock.ts';
import { zoneTableOf } from '../../../adapters/zones.ts';
import { PAGERS } from '../client/registry.ts';
import type { PagerRequest, PagerResponse } from '../client/reading/reader.ts';
import type { ImportWorld } from '../client/settings.ts';
import { readForeignTables } from '../../../store/sqlite/foreign-tables.ts';
import { runImport } from '../client/steps/run.ts';
import type { ImportExit } from '../client/steps/run.ts';
import type { VigieAnswer, VigieRequest } from '../client/vigie/client.ts';
import type { CommandWorld } from '../../../wire/module.ts';
import { IMPORT_USAGE, readImportArguments } from './import-arguments.ts';

interface ImportWords extends Pick<CommandWorld, 'references' | 'print' | 'printError'> {
  args: readonly string[];
  provisioning: Pick<Checks, 'checkOwn'>;
}

interface Checks {
  references: ReferenceFacts;
  checkOwn(kind: ConfigKind, body: unknown): Problem[];
}

const TIME_LIMIT = 60_000;

export async function runImportCommand({
  args,
  print,
  printError,
  references,
  provisioning: { checkOwn },
}: ImportWords): Promise<ImportExit> {
  const read = readImportArguments(args);
  if (read.ok !== true) {
    (read.ok === 'help' ? print : printError)(read.ok === 'help' ? IMPORT_USAGE : `vigie: ${read.problem}`);
    return read.ok === 'help' ? 0 : 2;
  }
  const pager = PAGERS[read.settings.source];
  if (read.settings.localTime && pager.keepsWallClock === true) {
    printError(
      `vigie: --local-time is for pagers that count in UTC; schedules of ${pager.name} keep the clock of their time zone, with and without it`,
    );
    return 2;
  }
  return runImport(read.settings, worldOf({ references, checkOwn }, print, printError), pager);
}

function worldOf(
  { references, checkOwn }: Checks,
  print: (line: string) => void,
  progress: (line: string) => void,
): ImportWorld {
  const clock = createSystemClock();
  return {
    transport: askPager,
    vigieTransport: askVigie,
    clock,
    zone: zoneTableOf,
    references,
    checkOwn,
    readFile: (file) => readFile(file, 'utf8').catch(() => null),
    writeFile: writePrivate,
    readDatabase: readForeignTables,
    progress,
    print,
    ask,
  };
}

async function askPager({ method, url, headers, body }: PagerRequest): Promise<PagerResponse> {
  const answer = await fetch(url, {
    method,
    headers,
    // A redirect could carry the key to another host.
    redirect: 'error',
    signal: AbortSignal.timeout(TIME_LIMIT),
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
}

async function askVigie({ method, url, headers, body }: VigieRequest): Promise<VigieAnswer> {
  const answer = await fetch(url, {
    method,
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(TIME_LIMIT),
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

/** Whole or not at all, and only for its owner: maps and files name people and hold tokens. */
async function writePrivate(file: string, text: string): Promise<boolean> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.new`, text, { mode: 0o600 });
    await chmod(`${file}.new`, 0o600);
    await rename(`${file}.new`, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      return false;
    }
    throw error;
  }
}

async function ask(question: string): Promise<boolean | null> {
  if (process.stdin.isTTY !== true) {
    return null;
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(question);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}
