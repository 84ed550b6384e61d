/** Runs imports in tests: a folder of their own, a clock that never waits, and what was printed. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ImportPlan } from '#modules/importing/contract/plan';
import type { ImportProof } from '#modules/importing/contract/proof';
import { isKnownZone, zoneTableOf } from '../../../adapters/zones.ts';
import type { PagerImport } from './pager.ts';
import type { PagerTransport } from './reading/reader.ts';
import type { ImportSettings, ImportWorld } from './settings.ts';
import { runImport } from './steps/run.ts';
import type { ImportExit } from './steps/run.ts';
import type { VigieTransport } from './vigie/client.ts';
import { vigieFake } from './vigie/vigie.fake.ts';

export interface ImportTry {
  folder: string;
  printed: string[];
  progress: string[];
  /** Epoch ms of the fake clock, and how long it was slept. */
  time: { now: number; slept: number };
  run(change?: Partial<ImportSettings>): Promise<ImportExit>;
  /** Writes the map of people: all by their id, unless said otherwise. */
  choose(people: Readonly<Record<string, string | []>>): Promise<void>;
  plan(): Promise<ImportPlan>;
  proof(): Promise<ImportProof>;
  read(file: string): Promise<string>;
  write(file: string, text: string): Promise<void>;
  /** What the last `apply` said that it did. */
  applied(): string | undefined;
  remove(): Promise<void>;
}

interface TryOptions {
  pager: PagerImport;
  transport: PagerTransport;
  now: string;
  /** Absent: none is named, except for files, which need one: it is empty then. */
  vigie?: VigieTransport;
  answer?: boolean | null;
  readDatabase?: ImportWorld['readDatabase'];
}

export async function importTry({ pager, transport, now, vigie, answer, ...db }: TryOptions): Promise<ImportTry> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-import-'));
  const [printed, progress]: [string[], string[]] = [[], []];
  const [keyFile, vigieTokenFile] = [path.join(folder, 'key'), path.join(folder, 'token')];
  const time = { now: Date.parse(now), slept: 0 };
  const snapshot = path.join(folder, 'snapshot');
  const settings: ImportSettings = {
    source: pager.name,
    step: null,
    snapshot,
    keyFile,
    vigieTokenFile,
    url: 'https://pager.example',
    vigie: vigie === undefined ? null : 'https://vigie.example',
    people: path.join(snapshot, 'people.yaml'),
    days: 90,
    toFolder: null,
    localTime: false,
    redact: false,
    again: false,
    yes: false,
    live: false,
    json: false,
  };
  const world: ImportWorld = {
    transport,
    vigieTransport: vigie ?? vigieFake().transport,
    clock: clockOf(time),
    zone: zoneTableOf,
    references: { isZone: isKnownZone, isHolidayRegion: () => true },
    checkOwn: () => [],
    readFile: (file) => readFile(file, 'utf8').catch(() => null),
    writeFile: (file, text) => writeFile(file, text).then(() => true),
    ...db,
    progress: (line) => void progress.push(line),
    print: (line) => void printed.push(line),
    ask: () => Promise.resolve(answer ?? null),
  };
  await writeFile(keyFile, 'first-key\nsecond-key\nthird-key\n');
  await writeFile(vigieTokenFile, 'vigie-token\n');
  const read = (file: string) => readFile(path.join(snapshot, file), 'utf8');
  return {
    folder,
    printed,
    progress,
    time,
    run: (change = {}) => runImport(settingsFor(settings, change), world, pager),
    choose: (people) => writeFile(path.join(snapshot, 'people.yaml'), JSON.stringify({ confirmed: true, people })),
    plan: async () => JSON.parse(await read('plan.json')) as ImportPlan,
    proof: async () => JSON.parse(await read('proof.json')) as ImportProof,
    read,
    applied: () => progress.findLast((line) => line.startsWith('applied: ')),
    write: (file, text) => writeFile(path.join(snapshot, file), text),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Sleeping takes no time but the clock's. */
function clockOf(time: { now: number; slept: number }): ImportWorld['clock'] {
  return {
    machine: () => time.now,
    sleep: (ms) => {
      time.now += ms;
      time.slept += ms;
      return Promise.resolve();
    },
  };
}

function settingsFor(settings: ImportSettings, change: Partial<ImportSettings>): ImportSettings {
  const vigie = typeof change.toFolder === 'string' ? 'https://vigie.example' : settings.vigie;
  return { ...settings, vigie, ...change };
}
