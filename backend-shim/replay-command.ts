/** Implements `vigie replay`: tries a folder of files on a past period, and checks rules on the result; for CI. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Config } from '#contract/config';
import { instant } from '#contract/base/scalars';
import { DRAFT_KINDS, replayRequest, replayWire } from '#contract/replay';
import type { DraftKind, ReplayResultWire, ReplayWire } from '#contract/replay';

const OPTIONS = {
  vigie: { type: 'string' },
  'token-file': { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  provisioning: { type: 'string' },
  answers: { type: 'string', default: 'median' },
  'max-night-pages': { type: 'string' },
  'no-unanswered': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const REPLAY_USAGE = `Usage: vigie replay --vigie <address> --token-file <file> --from <instant> --to <instant> --provisioning <folder>
       (in a clone of the repository: npm run replay -- …)

  --vigie <address>         of the Vigie whose past is gone through
  --token-file <file>       an API token of scope edit
  --from, --to <instant>    the period, such as 2026-10-01T00:00:00Z
  --provisioning <folder>   files whose objects are the draft; people are left out
  --answers median|never    when people answer who were not paged in truth; default median
  --max-night-pages <n>     nobody has more pages in their hours of sleep than this
  --no-unanswered           no incident is left unanswered
  --json                    print the result for programs

Exit status: 0 the rules are kept; 1 failed; 2 wrong usage; 3 a rule is broken.`;

export interface ReplayCommandDeps {
  args: readonly string[];
  /** Reads the folder. @returns the configuration, or what is wrong with it */
  load(folder: string): Promise<{ ok: true; config: Config } | { ok: false; problems: string[] }>;
  request(method: string, url: string, token: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** ms */
  wait(time: number): Promise<void>;
  /** Whoever began it no longer waits (Ctrl-C). */
  interrupted: AbortSignal;
  print(line: string): void;
  printError(line: string): void;
}

interface ReplaySettings {
  url: string;
  tokenFile: string;
  from: string;
  to: string;
  folder: string;
  answers: string;
  mostNightPages: number | null;
  noUnanswered: boolean;
  json: boolean;
}

const ANSWERS = replayRequest.shape.answers;
const NEEDED = ['vigie', 'token-file', 'from', 'to', 'provisioning'] as const;
const LOOK_EVERY_MS = 500;

/** @returns the exit status */
export async function runReplayCommand(deps: ReplayCommandDeps): Promise<0 | 1 | 2 | 3> {
  const { print, printError } = deps;
  const settings = readSettings(deps.args);
  if (typeof settings === 'string') {
    (settings === REPLAY_USAGE ? print : printError)(settings === REPLAY_USAGE ? settings : `vigie: ${settings}`);
    return settings === REPLAY_USAGE ? 0 : 2;
  }
  try {
    const { result, exactSince } = await resultOf(deps, settings);
    const broken = brokenRule(settings, result);
    print(
      settings.json
        ? JSON.stringify({ kept: broken === null, broken, exactSince, result })
        : inWords(result, exactSince),
    );
    if (broken !== null) {
      printError(`vigie: ${broken}`);
    }
    return broken === null ? 0 : 3;
  } catch (error) {
    printError(`vigie: ${(error as Error).message}`);
    return 1;
  }
}

/** @returns a text if it cannot be run: what is wrong, or the usage where that is asked for */
function readSettings(args: readonly string[]): ReplaySettings | string {
  let values: ReturnType<typeof parsed>;
  try {
    values = parsed(args);
  } catch (error) {
    return `${(error as Error).message} ${REPLAY_USAGE}`;
  }
  if (values.help) {
    return REPLAY_USAGE;
  }
  const missing = NEEDED.find((name) => values[name] === undefined);
  const most = values['max-night-pages'];
  if (missing !== undefined) {
    return `--${missing} is missing. ${REPLAY_USAGE}`;
  }
  if (most !== undefined && !/^\d+$/.test(most)) {
    return '--max-night-pages must be a number from 0 on.';
  }
  const wrong = wrongValue(values);
  if (wrong !== null) {
    return wrong;
  }
  return {
    url: (values.vigie ?? '').replace(/\/+$/, ''),
    tokenFile: values['token-file'] ?? '',
    ...{ from: values.from ?? '', to: values.to ?? '', folder: values.provisioning ?? '', answers: values.answers },
    mostNightPages: most === undefined ? null : Number(most),
    ...{ noUnanswered: values['no-unanswered'], json: values.json },
  };
}

function wrongValue({ vigie, from, to, answers }: ReturnType<typeof parsed>): string | null {
  if (!/^https?:$/.test(URL.parse(vigie ?? '')?.protocol ?? '')) {
    return '--vigie must be an address such as https://vigie.example.com.';
  }
  const wrong = Object.entries({ from, to }).find(([, value]) => !instant.safeParse(value).success);
  if (wrong !== undefined) {
    return `--${wrong[0]} must be an instant such as 2026-10-01T00:00:00Z.`;
  }
  return ANSWERS.safeParse(answers).success ? null : '--answers must be median or never.';
}

function parsed(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
}

async function resultOf(
  deps: ReplayCommandDeps,
  settings: ReplaySettings,
): Promise<{ result: ReplayResultWire; exactSince: string | null }> {
  const loaded = await deps.load(settings.folder);
  if (!loaded.ok) {
    throw new Error(`the files have problems:\n${loaded.problems.join('\n')}`);
  }
  const token = await readFile(settings.tokenFile, 'utf8').then(
    (text) => text.trim(),
    () => {
      throw new Error(`--token-file ${settings.tokenFile} cannot be read`);
    },
  );
  const { from, to, answers } = settings;
  const api = `${settings.url}/api/v1/replays`;
  const ask = async (method: string, url: string, body?: unknown) =>
    replayOf(await deps.request(method, url, token, body));
  let replay = await ask('POST', api, { from, to, answers, draft: draftOf(loaded.config) });
  while (replay.state === 'running') {
    await deps.wait(LOOK_EVERY_MS);
    if (deps.interrupted.aborted) {
      await deps.request('DELETE', `${api}/${replay.id}`, token);
      throw new Error('the replay was cancelled');
    }
    replay = await ask('GET', `${api}/${replay.id}`);
  }
  if (replay.result === null) {
    throw new Error(`the replay ended without a result (${replay.state}); the log of the sidecar says more`);
  }
  return { result: replay.result, exactSince: replay.exactSince };
}

/** People's own settings and tokens of integrations are no part of it. */
function draftOf(config: Config): Partial<Record<DraftKind, unknown[]>> {
  const kinds = DRAFT_KINDS.filter((kind) => kind !== 'users');
  return {
    ...Object.fromEntries(kinds.map((kind) => [kind, config[kind]])),
    integrations: config.integrations.map((one) => ({ ...one, token: null, hmac: null })),
  };
}

const refusal = z.object({
  error: z.object({
    message: z.string(),
    details: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  }),
});

function refusedWith({ message, details }: z.output<typeof refusal>['error']): string {
  const problems = details.map((one) => `${one.path} ${one.message}`.trim());
  return problems.length > 0 && problems[0] !== message
    ? [message, ...problems].join('\n')
    : problems.join('\n') || message;
}

function replayOf({ status, body }: { status: number; body: unknown }): ReplayWire {
  if (status >= 300) {
    const refused = refusal.safeParse(body);
    throw new Error(refused.success ? refusedWith(refused.data.error) : `Vigie answered with status ${status}`);
  }
  return replayWire.parse(body);
}

function brokenRule({ mostNightPages, noUnanswered }: ReplaySettings, result: ReplayResultWire): string | null {
  const most = result.mostNightPages.after;
  if (mostNightPages !== null && most > mostNightPages) {
    return `--max-night-pages ${mostNightPages}: somebody would have had ${most}`;
  }
  const [first] = result.unanswered.after;
  return noUnanswered && first !== undefined
    ? `--no-unanswered: nobody would have answered ${result.unanswered.after.length}, first of all ${named(result, first)}`
    : null;
}

/** By what people know it, and by the id for links. */
function named({ incidents }: ReplayResultWire, id: string): string {
  const title = incidents.find((incident) => incident.id === id)?.title;
  return title === undefined ? id : `“${title}” ${id}`;
}

function inWords(result: ReplayResultWire, exactSince: string | null): string {
  const { alerts, more, fewer, changed, interruptions, unanswered, unreached, first, reproduced, problems } = result;
  const leftOut = Object.entries(result.leftOut).flatMap(([cause, count]) => (count > 0 ? [`${count} ${cause}`] : []));
  return [
    `${alerts} alerts; the unchanged configuration gives ${reproduced.same} of ${reproduced.pages} pages again`,
    `pages: ${more} more, ${fewer} fewer, ${changed} changed`,
    `interruptions of sleep: ${interruptions.before} before, ${interruptions.after} after`,
    `unanswered: ${unanswered.before.length} before, ${unanswered.after.length} after`,
    `reached nobody: ${unreached.before.length} before, ${unreached.after.length} after`,
    first === null
      ? 'no difference'
      : `first difference: ${first.at} ${first.user}, ${named(result, first.incident)} (${first.reason})`,
    ...(exactSince === null ? [] : [`exact since ${exactSince}: the configuration before was kept in no versions`]),
    ...(leftOut.length === 0 ? [] : [`left out: ${leftOut.join(', ')}`]),
    ...problems.map(({ reason, kind, id }) => ['problem:', reason, kind, id].join(' ').trim()),
  ].join('\n');
}
