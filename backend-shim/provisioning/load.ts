/**
 * Loads the folder's files into one configuration, or lists what is wrong with them, by file, line and path. Loading is
 * all or nothing: with one invalid file, the caller keeps what it had.
 */
import { didYouMean, nearest } from '#contract/base/nearest';
import { formatPath, parsePath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import { detailOf } from '#contract/errors';
import type { ErrorDetail } from '#contract/errors';
import type { ProblemReason } from '#contract/reasons/problems';
import { CONFIG_KINDS, EMPTY_CONFIG, withIds } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import { checkReferencesChunked } from '#contract/references';
import type { ReferenceFacts } from '#contract/references';
import { withPauses } from '#domain/stretches';
import type { Breathe } from '../ports/heavy/work.ts';
import { MOST_FILES, yamlFilesAmong } from './files.ts';
import { parseFile } from './parse-file.ts';
import { readHere } from './read-apart.ts';
import type { ReadFileText } from './read-apart.ts';
import { readWhole } from './read-whole.ts';
import type { FileContent } from './read-whole.ts';
import type { ProvisioningFiles } from './files.ts';
import { findingsIn, problemsOfFiles, weakTokens } from './findings.ts';
import type { VariableLookup } from './interpolate.ts';
import type { YamlFile } from './yaml-file.ts';
import { lineIn } from './yaml-lines.ts';

/** `line` null: the file (or the folder) as a whole. */
export type FileProblem = Problem & { file: string; line: number | null };

/**
 * `tolerable` problems are refused by the API, by `--check` and on a reload; a start only warns of them. `weak` ones
 * are refused by the API alone. `findings` are never refused.
 */
export type LoadedProvisioning =
  | {
      ok: true;
      config: Config;
      /** `kind/id` of objects whose deletion the files mean. */
      deleted: readonly string[];
      /** There is no folder, which is meant: `VIGIE_PROVISIONING_ALLOW_EMPTY`. */
      isMissing: boolean;
      tolerable: FileProblem[];
      weak: FileProblem[];
      findings: FileProblem[];
      locate: LocateProblem;
    }
  | { ok: false; problems: FileProblem[] };

/** Finds where a problem of `config` was written; a problem without a path belongs to the folder as a whole. */
type LocateProblem = (problem: Problem) => FileProblem;

export interface ProvisioningDeps {
  files: ProvisioningFiles;
  world: ReferenceFacts;
  /** Problems that the API would find in one object alone; paths are those of its body. */
  checkOwn?(kind: ConfigKind, body: unknown): Problem[];
  /** Lets everything else go on. Absent: nothing does, as in a command. */
  breathe?: Breathe;
  /** Absent: where it is asked for, as in a command. */
  readText?: ReadFileText;
  /** A missing folder is meant, and states nothing. */
  allowEmpty?: boolean;
}

/** Problems reported per file; nobody reads more. */
const MOST_TOLD = 100;
/** Of files that cannot be read one by one. */
const MOST_OF_FOLDER = 1000;

interface ReadFile {
  file: string;
  yaml: YamlFile;
  config: Config;
  deleted: readonly string[];
}

/** The source of each object of the merged configuration. */
type ObjectOrigins = Record<ConfigKind, { read: ReadFile; index: number }[]>;

/** `provisioning/vigie/x.yaml:12 rotas[0].layers: must be a list` */
export function formatProblem({ file, line, path: where, message }: FileProblem): string {
  return `${file}${line === null ? '' : `:${line}`}${where === '' ? '' : ` ${where}`}: ${message}`;
}

/** A problem as the API reports it. */
export function fileDetail({ file, line, ...problem }: FileProblem): ErrorDetail {
  return detailOf(problem, { file, ...(line !== null && { line }) });
}

async function parseOne(
  { file, content }: FileContent,
  variables: VariableLookup,
  { breathe = never, readText = readHere }: ProvisioningDeps,
): Promise<ReadFile | FileProblem[]> {
  if (!content.ok) {
    const { ok: _, ...problem } = content;
    return [{ file, line: null, path: '', ...problem }];
  }
  const yaml = await readText(content.text, variables);
  await breathe();
  if (!yaml.ok) {
    return yaml.problems.map((problem) => ({ file, ...problem }));
  }
  const parsed = await parseFile(yaml.file.value, breathe);
  if (parsed.ok) {
    const { apiVersion: _, deleted, ...config } = parsed.value;
    const unknown = unknownKinds(deleted).map((problem) => ({
      ...problem,
      file,
      line: lineIn(yaml.file.lines, parsePath(problem.path)),
    }));
    return unknown.length > 0 ? unknown : { file, yaml: yaml.file, config, deleted };
  }
  return firstOf(parsed.problems, file, (problem) => ({
    ...problem,
    file,
    line: lineIn(yaml.file.lines, parsePath(problem.path)),
  }));
}

/**
 * Each problem is a line of the log, and to find where it was written takes time: of many, only the first are told, with how many
 * more there are.
 * @param file that has them all, or the folder
 */
export function firstOf<Of>(
  problems: readonly Of[],
  file: string,
  told: (problem: Of) => FileProblem,
  most = MOST_TOLD,
): FileProblem[] {
  const count = problems.length - most;
  const more = { reason: 'more-problems', data: { count } } as const;
  const rest = { file, line: null, path: '', message: `has ${count} more problems`, ...more };
  return [...problems.slice(0, most).map(told), ...(count > 0 ? [rest] : [])];
}

function merge(reads: ReadonlyArray<ReadFile>): { config: Config; origins: ObjectOrigins } {
  const origins = Object.fromEntries(
    CONFIG_KINDS.map((kind) => [kind, reads.flatMap((read) => read.config[kind].map((_, index) => ({ read, index })))]),
  ) as ObjectOrigins;
  const config = Object.fromEntries(
    CONFIG_KINDS.map((kind) => [kind, reads.flatMap((read) => read.config[kind] as unknown[])]),
  ) as unknown as Config;
  return { config: { ...EMPTY_CONFIG, ...config }, origins };
}

/** Translates a path of the merged list into the file's own path. */
function locate(where: string, origins: ObjectOrigins): Pick<FileProblem, 'file' | 'line' | 'path'> {
  const [kind, index, ...rest] = parsePath(where) as [ConfigKind, number, ...PathPart[]];
  const origin = origins[kind][index];
  if (!origin) {
    throw new Error(`a problem without a place: ${where}`);
  }
  const local = where.replace(`${kind}[${index}]`, `${kind}[${origin.index}]`);
  return { file: origin.read.file, line: lineIn(origin.read.yaml.lines, [kind, origin.index, ...rest]), path: local };
}

function toFileProblem(problem: Problem, origins: ObjectOrigins): FileProblem {
  const { other, ...rest } = problem;
  const place = locate(problem.path, origins);
  // If two objects have the same id, the id does not say where the other one is.
  if (rest.reason !== 'duplicate' || other === undefined || rest.data.of === null || rest.data.what === 'token') {
    return { ...rest, ...place };
  }
  const { file, line } = locate(other, origins);
  return { ...rest, ...place, message: `${rest.message} (${file}:${line ?? 1})` };
}

/** Problems that channels and sources find. */
function ownProblems(config: Config, checkOwn: ProvisioningDeps['checkOwn']): Problem[] {
  return CONFIG_KINDS.flatMap((kind) =>
    config[kind].flatMap((body, index) =>
      (checkOwn?.(kind, body) ?? []).map((problem) => ({ ...problem, path: `${kind}[${index}].${problem.path}` })),
    ),
  );
}

/** Earlier releases accepted these problems, and an upgrade must not leave anybody without a pager. */
function isTolerable({ path: where }: Problem): boolean {
  return where.startsWith('users[') || where.startsWith('channels[');
}

const never: Breathe = () => undefined;

type FolderProblem = (message: string, why: ProblemReason) => FileProblem;

/** @param variables values for `$NAME` */
export async function loadProvisioning(
  folder: string,
  variables: VariableLookup,
  deps: ProvisioningDeps,
): Promise<LoadedProvisioning> {
  const whole: FolderProblem = (message, why) => ({ file: folder, line: null, path: '', message, ...why });
  const names = await deps.files.list(folder);
  const isMissing = names === 'missing' && deps.allowEmpty === true;
  const listed = listYaml(isMissing ? [] : names, whole);
  if (!listed.ok) {
    return { ok: false, problems: [listed.problem] };
  }
  const contents = await readWhole(folder, listed.files, deps.files);
  if (contents === null) {
    const message = 'is being written to; read it again when that is done (SIGHUP)';
    return { ok: false, problems: [whole(message, { reason: 'still-changing' })] };
  }
  const { breathe = never } = deps;
  const results: (ReadFile | FileProblem[])[] = [];
  for (const content of contents) {
    results.push(await parseOne(content, variables, deps));
    await breathe();
  }
  const broken = results.filter((result) => Array.isArray(result)).flat();
  if (broken.length > 0) {
    return { ok: false, problems: firstOf(broken, folder, (problem) => problem, MOST_OF_FOLDER) };
  }
  const empty = listed.files.length === 0 ? [whole('contains no *.yaml file', { reason: 'no-files' })] : [];
  return checked(
    folder,
    results.filter((result): result is ReadFile => !Array.isArray(result)),
    { findings: empty, isMissing },
    deps,
  );
}

/** A kind that does not exist would delete nothing, and nobody would notice before the reload that needs it. */
function unknownKinds(deleted: readonly string[]): Problem[] {
  return deleted.flatMap((entry, i) => {
    const [kind = ''] = entry.split('/');
    const isKnown = (CONFIG_KINDS as readonly string[]).includes(kind) && entry.length > kind.length + 1;
    const message = `must be a kind and an id, such as users/ann; kinds are ${CONFIG_KINDS.join(', ')}.${didYouMean(kind, CONFIG_KINDS)}`;
    return isKnown
      ? []
      : [
          {
            path: formatPath(['deleted', i]),
            message,
            reason: 'not-a-choice',
            data: { choices: CONFIG_KINDS.map((one) => `${one}/…`), meant: nearest(kind, CONFIG_KINDS) },
          },
        ];
  });
}

function listYaml(
  names: Awaited<ReturnType<ProvisioningFiles['list']>>,
  whole: FolderProblem,
): { ok: true; files: string[] } | { ok: false; problem: FileProblem } {
  if (typeof names === 'string') {
    const message = 'is not a readable folder; create it, or set VIGIE_PROVISIONING';
    return { ok: false, problem: whole(message, { reason: 'folder-unreadable' }) };
  }
  const files = yamlFilesAmong(names);
  if (files.length > MOST_FILES) {
    const data = { files: files.length, max: MOST_FILES };
    const message = `holds ${files.length} files; at most ${MOST_FILES} are read`;
    return { ok: false, problem: whole(message, { reason: 'too-many-files', data }) };
  }
  return { ok: true, files };
}

/** Merges the files, and checks what only shows in all of them together. */
async function checked(
  folder: string,
  reads: readonly ReadFile[],
  folderAs: { findings: readonly FileProblem[]; isMissing: boolean },
  { checkOwn, world, breathe = never }: ProvisioningDeps,
): Promise<LoadedProvisioning> {
  const { config, origins } = merge(reads);
  await breathe();
  const own = ownProblems(config, checkOwn);
  await breathe();
  const ofReferences = await withPauses(checkReferencesChunked(config, world), breathe);
  await breathe();
  const problems = [...ofReferences, ...problemsOfFiles(config), ...own.filter((problem) => !isTolerable(problem))];
  const tolerable = own.filter(isTolerable);
  if (problems.length > 0) {
    const told = firstOf([...problems, ...tolerable], folder, (problem) => toFileProblem(problem, origins));
    return { ok: false, problems: told };
  }
  await breathe();
  const warnings = reads.flatMap(({ file, yaml }) =>
    yaml.warnings.map((warning): FileProblem => ({ file, ...warning })),
  );
  const locateAny: LocateProblem = (problem) =>
    problem.path === '' ? { ...problem, file: folder, line: null } : toFileProblem(problem, origins);
  return {
    ok: true,
    config: withIds(config),
    deleted: reads.flatMap(({ deleted }) => deleted),
    isMissing: folderAs.isMissing,
    tolerable: firstOf(tolerable, folder, locateAny),
    weak: firstOf(weakTokens(config), folder, locateAny),
    findings: [...folderAs.findings, ...warnings, ...findingsIn(config).map(locateAny)],
    locate: locateAny,
  };
}
