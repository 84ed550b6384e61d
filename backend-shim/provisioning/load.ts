/**
 * Provisioning: the folder's files become one configuration, or a list of what is wrong with them, by
 * file, line and path. Nothing is half loaded: one bad file, and the caller keeps what it had.
 */
import path from 'node:path';
import { parsePath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import { parse } from '#contract/base/schema';
import { CONFIG_KINDS, configFile, EMPTY_CONFIG, withIds } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import { checkReferences } from '#contract/references';
import type { World } from '#contract/references';
import { MOST_FILES, yamlFilesAmong } from './files.ts';
import type { ProvisioningFiles } from './files.ts';
import { findingsIn, problemsOfFiles, weakTokens } from './findings.ts';
import type { Variables } from './interpolate.ts';
import { readYaml } from './yaml-file.ts';
import type { YamlFile } from './yaml-file.ts';

/** `line` null: the file (or the folder) as a whole. */
export interface FileProblem {
  file: string;
  line: number | null;
  path: string;
  message: string;
}

/**
 * `tolerable` are refused in the API, by `--check` and on a reload; a start only warns of them. `weak` are refused
 * in the API alone. `findings` are never refused.
 */
export type Provisioning = { ok: true; config: Config; tolerable: FileProblem[]; weak: FileProblem[]; findings: FileProblem[] } | { ok: false; problems: FileProblem[] };

export interface ProvisioningDeps {
  files: ProvisioningFiles;
  world: World;
  /** What the API would refuse in one object by itself; paths are those of its body. */
  checkOwn?(kind: ConfigKind, body: unknown): Problem[];
}

/** Of one file; nobody reads more. */
const MOST_TOLD = 100;

interface Read {
  file: string;
  yaml: YamlFile;
  config: Config;
}

/** Where each object of the merged configuration was written. */
type Origins = Record<ConfigKind, { read: Read; index: number }[]>;

/** `provisioning/vigie/x.yaml:12 rotas[0].layers: must be a list` */
export function formatProblem({ file, line, path: where, message }: FileProblem): string {
  return `${file}${line === null ? '' : `:${line}`}${where === '' ? '' : ` ${where}`}: ${message}`;
}

/** A kind without entries is an empty list; `x-…` is where anchors are kept. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).filter(([key, part]) => part !== null && !key.startsWith('x-')));
}

async function readOne(file: string, variables: Variables, files: ProvisioningFiles): Promise<Read | FileProblem[]> {
  const content = await files.read(file);
  if (!content.ok) {
    return [{ file, line: null, path: '', message: content.reason }];
  }
  const yaml = readYaml(content.text, variables);
  if (!yaml.ok) {
    return yaml.problems.map(({ line, path: where, message }) => ({ file, line, path: where, message }));
  }
  const parsed = parse(configFile, withoutEmpty(yaml.file.value));
  if (parsed.ok) {
    const { apiVersion: _, ...config } = parsed.value;
    return { file, yaml: yaml.file, config };
  }
  const told = parsed.problems.slice(0, MOST_TOLD).map(({ path: where, message }) => ({ file, line: yaml.file.lineOf(parsePath(where)), path: where, message }));
  const rest = parsed.problems.length - told.length;
  return rest > 0 ? [...told, { file, line: null, path: '', message: `has ${rest} more problems` }] : told;
}

function merge(reads: ReadonlyArray<Read>): { config: Config; origins: Origins } {
  const origins = Object.fromEntries(CONFIG_KINDS.map((kind) => [kind, reads.flatMap((read) => read.config[kind].map((_, index) => ({ read, index })))])) as Origins;
  const config = Object.fromEntries(CONFIG_KINDS.map((kind) => [kind, reads.flatMap((read) => read.config[kind] as unknown[])])) as unknown as Config;
  return { config: { ...EMPTY_CONFIG, ...config }, origins };
}

/** From the merged list back to the file, whose own paths people know. */
function locate(where: string, origins: Origins): Omit<FileProblem, 'message'> {
  const [kind, index, ...rest] = parsePath(where) as [ConfigKind, number, ...PathPart[]];
  const origin = origins[kind][index];
  if (!origin) {
    throw new Error(`a problem without a place: ${where}`);
  }
  const local = where.replace(`${kind}[${index}]`, `${kind}[${origin.index}]`);
  return { file: origin.read.file, line: origin.read.yaml.lineOf([kind, origin.index, ...rest]), path: local };
}

function toFileProblem(problem: Problem, origins: Origins): FileProblem {
  const { other, message } = problem;
  const place = locate(problem.path, origins);
  if (other === undefined) {
    return { ...place, message };
  }
  const first = locate(other, origins);
  return { ...place, message: message.replace(other, `${first.path} (${first.file}:${first.line ?? 1})`) };
}

/** What channels and sources find wrong. */
function ownProblems(config: Config, checkOwn: ProvisioningDeps['checkOwn']): Problem[] {
  return CONFIG_KINDS.flatMap((kind) => config[kind].flatMap((body, index) => (checkOwn?.(kind, body) ?? []).map((problem) => ({ ...problem, path: `${kind}[${index}].${problem.path}` }))));
}

/** Earlier releases took them: whoever starts on such files must not be left without a pager. */
function isTolerable({ path: where }: Problem): boolean {
  return where.startsWith('users[') || where.startsWith('channels[');
}

/** @param variables values for `$NAME` */
export async function loadProvisioning(folder: string, variables: Variables, deps: ProvisioningDeps): Promise<Provisioning> {
  const whole = (message: string): FileProblem => ({ file: folder, line: null, path: '', message });
  const names = await deps.files.list(folder);
  if (names === null) {
    return { ok: false, problems: [whole('is not a folder that can be read; make it, or set VIGIE_PROVISIONING')] };
  }
  const yamlFiles = yamlFilesAmong(names);
  if (yamlFiles.length > MOST_FILES) {
    return { ok: false, problems: [whole(`holds ${yamlFiles.length} files; at most ${MOST_FILES} are read`)] };
  }
  const results: (Read | FileProblem[])[] = [];
  for (const name of yamlFiles) {
    results.push(await readOne(path.join(folder, name), variables, deps.files));
  }
  const broken = results.filter((result) => Array.isArray(result)).flat();
  if (broken.length > 0) {
    return { ok: false, problems: broken };
  }
  const reads = results.filter((result): result is Read => !Array.isArray(result));
  const { config, origins } = merge(reads);
  const own = ownProblems(config, deps.checkOwn);
  const problems = [...checkReferences(config, deps.world), ...problemsOfFiles(config), ...own.filter((problem) => !isTolerable(problem))];
  const tolerable = own.filter(isTolerable);
  if (problems.length > 0) {
    return { ok: false, problems: [...problems, ...tolerable].map((problem) => toFileProblem(problem, origins)) };
  }
  const located = (found: Problem[]) => found.map((problem) => toFileProblem(problem, origins));
  const warnings = reads.flatMap(({ file, yaml }) => yaml.warnings.map(({ line, path: where, message }) => ({ file, line, path: where, message })));
  const empty = yamlFiles.length === 0 ? [whole('holds no *.yaml file')] : [];
  return { ok: true, config: withIds(config), tolerable: located(tolerable), weak: located(weakTokens(config)), findings: [...empty, ...warnings, ...located(findingsIn(config))] };
}
