/** The step `fetch`: writes down the configuration of the source and its own answers, exactly as received. */
import { z } from 'zod';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportFailure, ImportResult } from '#modules/importing/contract/failures';
import { DAY, HOUR } from '#domain/time/duration';
import type { PagerAccess, PagerAnswer, PagerObject, ReadProblem } from '../pager.ts';
import { createReader, PARTIAL } from '../reading/reader.ts';
import { hashOf, stableJson } from '../snapshot/files.ts';
import { REDACTED_HOST } from '../snapshot/redact.ts';
import { jsonOrNull } from '../snapshot/json.ts';
import { sourceOf } from './context.ts';
import type { ImportContext } from './context.ts';
import { withEarlier } from '../snapshot/earlier-objects.ts';
import { fetchBackup } from './fetch-backup.ts';
import { fetchDatabase } from './fetch-database.ts';
import { comparedRange, refusedRedaction, storeSnapshot } from './store-snapshot.ts';

const MOST_ROUNDS = 3;
/** What an interrupted run has read is used that long. */
const PARTIAL_LIFE = 2 * HOUR;
const STARTED = `${PARTIAL}/started.json`;
const started = z.strictObject({ url: z.string(), from: z.number(), to: z.number() });

interface ReadRound {
  config: PagerObject[];
  answers: PagerAnswer[];
}

export async function fetchStep(context: ImportContext): Promise<ImportResult<null>> {
  const { settings, world, pager, folder } = context;
  if (settings.fromBackup !== undefined) {
    return fetchBackup(context, settings.fromBackup);
  }
  if (settings.fromDatabase !== undefined) {
    return fetchDatabase(context, settings.fromDatabase);
  }
  const address = await sourceOf(context);
  if (!address.ok) {
    return address;
  }
  const refused = await refusedRedaction(context);
  if (refused !== null) {
    return refused;
  }
  const range = await rangeOf(context, address.value.url);
  const problems = new Map<string, ReadProblem>();
  const reader = createReader({
    ...world,
    pace: pager.pace,
    keyHint: pager.keyHint,
    memory: settings.redact ? null : folder,
  });
  const access: PagerAccess = {
    reader,
    ...address.value,
    ...range,
    progress: world.progress,
    problem: (one) => void problems.set(`${one.kind} ${one.id} ${one.why}`, one),
  };
  const began = world.clock.machine();
  const read = await readUnchanged(context, access);
  if (!read.ok) {
    return read;
  }
  const known = await withEarlier(context, address.value.url, {
    config: read.value.config,
    problems: [...problems.values()],
  });
  const stored = await storeSnapshot(context, {
    url: settings.redact ? REDACTED_HOST : address.value.url,
    began,
    whole: { ...read.value, ...range, ...known },
    effort: `${reader.requests()} requests`,
  });
  if (stored.ok) {
    await folder.remove(PARTIAL);
  }
  return stored;
}

/** An interrupted run goes on with its own range, so that what it has read still counts. */
async function rangeOf(context: ImportContext, url: string): Promise<{ from: number; to: number }> {
  const { settings, world, folder } = context;
  const now = world.clock.machine();
  const text = await folder.read(STARTED);
  const before = started.safeParse(text === null ? null : jsonOrNull(text));
  const days = settings.days * DAY;
  if (
    before.success &&
    before.data.url === url &&
    now - before.data.from < PARTIAL_LIFE &&
    before.data.to - before.data.from === days
  ) {
    return { from: before.data.from, to: before.data.to };
  }
  await folder.remove(PARTIAL);
  const range = comparedRange(context, now);
  await folder.write(STARTED, stableJson({ url, ...range }));
  return range;
}

/** Reads the configuration before and after the answers: an edit in between would look like a fault of the import. */
async function readUnchanged({ world, pager }: ImportContext, access: PagerAccess): Promise<ImportResult<ReadRound>> {
  world.progress(`reading the configuration of ${pager.name}`);
  let config = await pager.readConfig(access);
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    if (!config.ok) {
      return config;
    }
    world.progress(`reading who is on call (round ${round})`);
    const answers = await pager.readAnswers(access, config.value);
    if (!answers.ok) {
      return answers;
    }
    access.reader.forget();
    world.progress('reading the configuration again');
    const again: ImportResult<PagerObject[]> = await pager.readConfig(access);
    if (!again.ok) {
      return again;
    }
    if (digest(again.value) === digest(config.value)) {
      return done({ config: config.value, answers: answers.value });
    }
    world.progress('the configuration changed meanwhile');
    config = again;
  }
  return changed();
}

function changed(): ImportFailure {
  return importFailure('changed-while-reading', { tries: MOST_ROUNDS });
}

function digest(config: readonly PagerObject[]): string {
  return hashOf(stableJson(config));
}
