/** Writes a snapshot of a pager, and reads it back after checking every hash. */
import { z } from 'zod';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { ImportSource } from '#modules/importing/domain/model';
import { parse } from '#contract/base/schema';
import type { PagerAnswer, PagerObject, PagerSnapshot, ReadProblem } from '../pager.ts';
import { fileNameOf, hashOf, stableJson } from './files.ts';
import type { SnapshotFolder } from './files.ts';
import { jsonOrNull } from './json.ts';
import { MANIFEST, manifest } from './manifest.ts';
import type { SnapshotManifest } from './manifest.ts';

const PROBLEMS = 'problems.json';
const INCOMING = 'incoming';

export interface StoredSnapshot extends PagerSnapshot {
  manifest: SnapshotManifest;
  /** Identifies the snapshot in plans and proofs. */
  hash: string;
}

type NewManifest = Omit<SnapshotManifest, 'manifestVersion' | 'counts' | 'files'>;

export async function writeSnapshot(
  folder: SnapshotFolder,
  head: NewManifest,
  { config, answers, problems }: Pick<PagerSnapshot, 'config' | 'answers' | 'problems'>,
): Promise<ImportResult<SnapshotManifest>> {
  const files = new Map<string, string>([
    ...config.map((one): [string, string] => [`config/${one.kind}/${fileNameOf(one.id)}.json`, stableJson(one)]),
    ...answers.map((one): [string, string] => [`answers/${fileNameOf(one.schedule)}.json`, stableJson(one)]),
    [PROBLEMS, stableJson(problems)],
  ]);
  const whole: SnapshotManifest = {
    manifestVersion: 1,
    ...head,
    counts: Object.fromEntries([...Map.groupBy(config, ({ kind }) => kind)].map(([kind, some]) => [kind, some.length])),
    files: Object.fromEntries([...files].map(([file, text]) => [file, hashOf(text)])),
  };
  const written = await replaceFiles(folder, new Map([...files, [MANIFEST, stableJson(whole)]]));
  return written.ok ? done(whole) : written;
}

/** Writes everything beside the old snapshot first, so that a disk that is full costs only the new one. */
async function replaceFiles(folder: SnapshotFolder, files: ReadonlyMap<string, string>): Promise<ImportResult<null>> {
  await folder.remove(INCOMING);
  for (const [file, text] of files) {
    const written = await folder.write(`${INCOMING}/${file}`, text);
    if (!written.ok) {
      await folder.remove(INCOMING);
      return written;
    }
  }
  await Promise.all(['config', 'answers'].map((one) => folder.remove(one)));
  // The manifest comes last: until then the snapshot is a damaged one, never a mixture.
  const tops = new Set([...files.keys()].map((file) => file.split('/')[0] ?? file));
  for (const top of tops) {
    const moved = await folder.move(`${INCOMING}/${top}`, top);
    if (!moved.ok) {
      return moved;
    }
  }
  await folder.remove(INCOMING);
  return done(null);
}

/** Whether the folder holds what a bug report must not contain. */
export async function holdsUnredacted(folder: SnapshotFolder): Promise<boolean> {
  const text = await folder.read(MANIFEST);
  const head = text === null ? null : parse(manifest, jsonOrNull(text));
  if (head !== null) {
    return !(head.ok && head.value.redacted);
  }
  const others = await Promise.all(
    ['plan.json', 'map.json', 'people.yaml', 'proof.json'].map((file) => folder.read(file)),
  );
  return others.some((one) => one !== null);
}

const storedObject = z.strictObject({ kind: z.string(), id: z.string(), body: z.unknown() });
const storedAnswer = z.strictObject({
  schedule: z.string(),
  endpoint: z.string(),
  from: z.string(),
  to: z.string(),
  pages: z.array(z.unknown()),
});
const storedProblems = z.array(z.strictObject({ kind: z.string(), id: z.string(), why: z.string() }));

export async function readSnapshot(
  folder: SnapshotFolder,
  source: ImportSource,
): Promise<ImportResult<StoredSnapshot>> {
  const text = await folder.read(MANIFEST);
  const head = text === null ? null : parse(manifest, jsonOrNull(text));
  if (text === null || head === null) {
    return importFailure('snapshot-missing', { folder: folder.path, source });
  }
  if (!head.ok) {
    return damaged(MANIFEST, head.problems.map(({ path, message }) => `${path} ${message}`).join('; '));
  }
  if (head.value.source !== source) {
    return importFailure('snapshot-of-other', { folder: folder.path, found: head.value.source });
  }
  const texts = await readFiles(folder, head.value);
  return texts.ok ? assembled(head.value, hashOf(text), texts.value) : texts;
}

/** The text of every file that the manifest names; its hash must be the manifest's. */
async function readFiles(
  folder: SnapshotFolder,
  { files }: SnapshotManifest,
): Promise<ImportResult<Map<string, string>>> {
  const texts = new Map<string, string>();
  for (const [file, hash] of Object.entries(files)) {
    const text = await folder.read(file);
    if (text === null || hashOf(text) !== hash) {
      return damaged(file, text === null ? 'it is gone' : 'its hash is another one');
    }
    texts.set(file, text);
  }
  return done(texts);
}

function assembled(
  head: SnapshotManifest,
  hash: string,
  texts: ReadonlyMap<string, string>,
): ImportResult<StoredSnapshot> {
  const config: PagerObject[] = [];
  const answers: PagerAnswer[] = [];
  let problems: ReadProblem[] = [];
  for (const [file, text] of texts) {
    const value = jsonOrNull(text);
    const [object, answer, list] = [storedObject, storedAnswer, storedProblems].map((schema) =>
      schema.safeParse(value),
    );
    if (file.startsWith('config/') && object?.success) {
      config.push(object.data as PagerObject);
    } else if (file.startsWith('answers/') && answer?.success) {
      answers.push(answer.data as PagerAnswer);
    } else if (file === PROBLEMS && list?.success) {
      problems = list.data as ReadProblem[];
    } else {
      return damaged(file, 'it has another form');
    }
  }
  const [from, to] = [Date.parse(head.from), Date.parse(head.to)];
  return done({ manifest: head, hash, config, answers, problems, from, to });
}

function damaged(file: string, detail: string) {
  return importFailure('snapshot-damaged', { file, detail });
}
