/** Says what a start would say of everything besides settings and files, and changes nothing. */
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '#contract/base/problem';
import type { ErrorDetail } from '#contract/errors';
import type { ProblemReason } from '#contract/reasons/problems';
import type { ReferenceFacts } from '#contract/references';
import type { SidecarConfig } from '../config/config.ts';
import { unmeantDeletions } from '../configuration/files/deletions.ts';
import type { StatedFiles } from '../configuration/files/deletions.ts';
import { isBesideFiles, problemsOfFiles } from '../configuration/files/problems.ts';
import { readStored } from '../configuration/stored/read.ts';
import type { StoredConfiguration } from '../configuration/stored/read.ts';
import { holdsKey, keyFits, KEY_MISSING, vaultOf, WRONG_KEY } from './keyring.ts';
import { portProblems } from './listening-problem.ts';
import type { PortCheckDeps } from './listening-problem.ts';
import type { FileProblem, LoadedProvisioning } from '../provisioning/load.ts';
import { DATA_FOLDER, lookAtSecrets, readSecretKey } from './secrets.ts';
import type { SecretFiles, SecretsOutlook } from './secrets.ts';
import { oldestRelease, releaseProblem } from '../store/migrate.ts';
import { RELEASE } from '../store/release.ts';
import { lookAt } from '../store/upkeep/open-to-read.ts';
import type { Look, LookDeps } from '../store/upkeep/open-to-read.ts';

export interface StartFinding {
  level: 'error' | 'warning';
  line: string;
  detail: ErrorDetail;
}

export interface StartCheckDeps extends LookDeps, PortCheckDeps {
  files: Pick<SecretFiles, 'read' | 'whyNotMade'>;
  world: ReferenceFacts;
}

export interface StartOutlook {
  findings: StartFinding[];
  /** Of the files, beside what the database holds. */
  fileProblems: FileProblem[];
  /** There is a state on which the sidecar starts if the files have problems. */
  hasState: boolean;
}

const NOTHING: Omit<StartOutlook, 'findings'> = { fileProblems: [], hasState: false };

/** @param subject the setting that is at fault */
function finding(
  level: StartFinding['level'],
  subject: string,
  line: string,
  { reason, data }: ProblemReason & { data?: Record<string, unknown> },
): StartFinding {
  return { level, line, detail: { path: subject, reason, data: { ...data }, message: line } };
}

export async function checkStart(
  config: SidecarConfig,
  loaded: LoadedProvisioning,
  deps: StartCheckDeps,
): Promise<StartOutlook> {
  const secrets = await lookAtSecrets(config, deps.files);
  const looked = await lookAt(config.database, deps, (database) => lookInside(config, secrets, loaded, database, deps));
  const inside = looked?.ok === true ? looked.found : { findings: [], ...NOTHING };
  const folders = secrets.problem !== null ? [] : await writable(config);
  const ports = await portProblems(config, looked?.ok === true && looked.found.isInUse, deps);
  return {
    ...inside,
    findings: [
      ...(secrets.problem === null ? [] : [secretsFinding(secrets.problem)]),
      ...folders,
      ...(looked?.ok === false ? [unusable(looked.reason)] : []),
      ...inside.findings,
      ...(await certificateFindings(config)),
      ...ports.map(({ variable, line, ...why }) =>
        finding(why.reason === 'address-unusable' ? 'error' : 'warning', variable, line, why),
      ),
    ],
  };
}

function secretsFinding(problem: string): StartFinding {
  return finding('error', 'VIGIE_SECRET_KEY', problem, { reason: 'other', data: { detail: problem } });
}

function unusable(reason: string): StartFinding {
  return finding('error', 'VIGIE_DATABASE_URL', reason, { reason: 'database-unusable', data: { detail: reason } });
}

interface Inside extends StartOutlook {
  isInUse: boolean;
}

async function lookInside(
  config: SidecarConfig,
  { missing }: SecretsOutlook,
  loaded: LoadedProvisioning,
  database: Look,
  deps: StartCheckDeps,
): Promise<Inside> {
  const isInUse = database.isInUse === true;
  const tokens = missing.filter((variable) => variable !== 'VIGIE_SECRET_KEY').map(newToken);
  const needs = await oldestRelease(database.read);
  const tooNew = releaseProblem(needs);
  if (tooNew !== null) {
    const why = { reason: 'database-too-new' as const, data: { needs, release: RELEASE } };
    return { findings: [finding('error', 'VIGIE_DATABASE_URL', tooNew, why), ...tokens], ...NOTHING, isInUse };
  }
  const secretKey = await readSecretKey(config, deps.files, DATA_FOLDER).catch(() => null);
  const key = await keyFinding(database, secretKey, config.secretKeyPrevious);
  // Without a key nothing is sealed, so that any key reads it.
  const keys = { secretKey: secretKey ?? ' '.repeat(32), previousSecretKey: config.secretKeyPrevious };
  const stored = await readStored(database.read, vaultOf(keys));
  const isOpen = key.length === 0;
  const fileProblems = loaded.ok
    ? (await besideFiles({ ...loaded, allowEmpty: config.allowEmpty }, stored, database, deps, isOpen)).map(
        loaded.locate,
      )
    : [];
  return { findings: [...key, ...tokens], fileProblems, hasState: stored.objects.length > 0, isInUse };
}

/** @param isOpen false: what is sealed cannot be read; of that kind and id are known at least */
async function besideFiles(
  stated: StatedFiles,
  stored: StoredConfiguration,
  { read, dialect }: Look,
  { world, clock }: StartCheckDeps,
  isOpen: boolean,
): Promise<Problem[]> {
  if (isBesideFiles(stated, stored, dialect)) {
    return [];
  }
  return isOpen ? problemsOfFiles(read, world, stated, stored, clock.machine()) : unmeantDeletions(stated, stored);
}

async function keyFinding(
  database: Look,
  secretKey: string | null,
  previousSecretKey: string | null,
): Promise<StartFinding[]> {
  if (secretKey === null) {
    const isMissing = await holdsKey(database);
    return isMissing ? [finding('error', 'VIGIE_SECRET_KEY', KEY_MISSING, { reason: 'key-missing' })] : [];
  }
  const fits = await keyFits(database, { secretKey, previousSecretKey });
  return fits ? [] : [finding('error', 'VIGIE_SECRET_KEY', WRONG_KEY, { reason: 'wrong-key' })];
}

const LOCKED_OUT = {
  VIGIE_API_TOKEN: 'scripts that use the earlier one are refused',
  VIGIE_PLUGIN_TOKEN: "Grafana's plugin is refused until it is given the new one (vigie token)",
};

function newToken(variable: keyof typeof LOCKED_OUT): StartFinding {
  const file = `${DATA_FOLDER}/${variable === 'VIGIE_API_TOKEN' ? 'api-token' : 'plugin-token'}`;
  const line = `${variable} is not set, and ${file} is missing beside a database that is in use: a start makes a new one, and ${LOCKED_OUT[variable]}`;
  return finding('warning', variable, line, { reason: 'token-missing' });
}

/** A start does without no certificate that it is told to use. */
async function certificateFindings({ mailIn }: SidecarConfig): Promise<StartFinding[]> {
  if (mailIn === null || mailIn.tls === null) {
    return [];
  }
  const { readCertificate } = await import('../listeners/smtp/certificate.ts');
  const certificate = readCertificate(mailIn.tls);
  const detail = certificate.ok ? null : certificate.reason;
  return detail === null
    ? []
    : [finding('error', 'VIGIE_SMTP_TLS_CERT', detail, { reason: 'other', data: { detail } })];
}

/** The database's folder and file, which a start writes. */
async function writable({ database }: SidecarConfig): Promise<StartFinding[]> {
  if (database.kind === 'postgres') {
    return [];
  }
  const folder = path.dirname(database.path);
  const wrong = [
    { what: folder, code: await codeOf(folder, constants.W_OK | constants.X_OK) },
    { what: database.path, code: await codeOf(database.path, constants.W_OK) },
  ].find(({ code }) => code !== null && code !== 'ENOENT');
  if (wrong === undefined) {
    return [];
  }
  const { what, code } = wrong;
  const line = `${what} cannot be written (${code}). Run this as the sidecar's user, and give that user the folder ${folder}`;
  return [
    finding('error', 'VIGIE_DATABASE_URL', line, {
      reason: 'folder-not-writable',
      data: { folder: what, code: String(code) },
    }),
  ];
}

function codeOf(file: string, mode: number): Promise<string | null> {
  return access(file, mode).then(
    () => null,
    (error: NodeJS.ErrnoException) => error.code ?? 'unknown',
  );
}
