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
  'not-worse': { type: 'boolean', default: false },
  'max-more-wakings': { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const REPLAY_USAGE = `Usage: vigie replay --vigie <address> --token-file <file> --from <instant> --to <instant> --provisioning <folder>
       (in a clone of the repository: npm run replay -- …)

  --vigie <address>         of the Vigie whose past is gone through
  --token-file <file>       an API token of scope replay
  --from, --to <instant>    the period, such as 2026-10-01T00:00:00Z
  --provisioning <folder>   files whose objects are the draft; people are left out
  --answers median|never    when people answer who were not paged in truth; default median
  --max-night-pages <n>     nobody has more pages in their hours of sleep than this
  --no-unanswered           no incident is left that everybody was told of and nobody answered
  --not-worse               compared with the same period without the files: nobody is woken more often in all, nobody has
                            more night pages than anybody had, and no other incident is unanswered or reaches nobody
  --max-more-wakings <n>    people are woken at most this many times more than without the files
  --json                    print the result for programs

Exit status: 0 the rules are kept; 1 failed; 2 wrong usage; 3 a rule is broken, each of which is named.`;

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
  notWorse: boolean;
  mostMoreWakings: number | null;
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
    const broken = brokenRules(settings, result);
    print(
      settings.json
        ? JSON.stringify({ kept: broken.length === 0, broken, exactSince, result })
        : inWords(result, exactSince),
    );
    broken.forEach((rule) => printError(`vigie: ${rule}`));
    return broken.length === 0 ? 0 : 3;
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
  if (missing !== undefined) {
    return `--${missing} is missing. ${REPLAY_USAGE}`;
  }
  const wrong = wrongValue(values);
  if (wrong !== null) {
    return wrong;
  }
  const numberOf = (text: string | undefined) => (text === undefined ? null : Number(text));
  return {
    url: (values.vigie ?? '').replace(/\/+$/, ''),
    tokenFile: values['token-file'] ?? '',
    from: values.from ?? '',
    to: values.to ?? '',
    folder: values.provisioning ?? '',
    answers: values.answers,
    mostNightPages: numberOf(values['max-night-pages']),
    mostMoreWakings: numberOf(values['max-more-wakings']),
    noUnanswered: values['no-unanswered'],
    notWorse: values['not-worse'],
    json: values.json,
  };
}

const NUMBERS = ['max-night-pages', 'max-more-wakings'] as const;

function wrongValue(values: ReturnType<typeof parsed>): string | null {
  const { vigie, from, to, answers } = values;
  const noNumber = NUMBERS.find((name) => values[name] !== undefined && !/^\d+$/.test(values[name]));
  if (noNumber !== undefined) {
    return `--${noNumber} must be a number from 0 on.`;
  }
  if (!/^https?:$/.test(URL.parse(vigie ?? '')?.protocol ?? '')) {
    return '--vigie must be an address such as https://vigie.example.com.';
  }
  const wrong = Object.entries({ from, to }).find(([, value]) => !instant.safeParse(value).success);
  if (wrong !== undefined) {
    return `--${wrong[0]} must be an instant such as 2026-10-01T00:00:00Z.`;
  }
  if (Date.parse(to ?? '') <= Date.parse(from ?? '')) {
    return '--to must be after --from.';
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

/** @returns each rule that is broken, with the option that asks for it */
function brokenRules(settings: ReplaySettings, result: ReplayResultWire): string[] {
  const { mostNightPages, noUnanswered, notWorse, mostMoreWakings } = settings;
  const most = result.mostNightPages.after;
  const lost = result.unanswered.after;
  const more = result.interruptions.after - result.interruptions.before;
  return [
    ...(mostNightPages !== null && most > mostNightPages
      ? [`--max-night-pages ${mostNightPages}: somebody would have had ${most}`]
      : []),
    ...(noUnanswered && lost.length > 0 ? [`--no-unanswered: nobody would have answered ${named(result, lost)}`] : []),
    ...(notWorse ? worse(result).map((what) => `--not-worse: ${what}`) : []),
    ...(mostMoreWakings !== null && more > mostMoreWakings
      ? [`--max-more-wakings ${mostMoreWakings}: people would have been woken ${more} times more`]
      : []),
  ];
}

function worse(result: ReplayResultWire): string[] {
  const { interruptions, mostNightPages, unanswered, unreached } = result;
  const rises = ({ before, after }: { before: number; after: number }) => after > before;
  const added = ({ before, after }: ReplayResultWire['unanswered']) => after.filter((id) => !before.includes(id));
  const [lost, silent] = [added(unanswered), added(unreached)];
  return [
    ...(rises(interruptions)
      ? [`people would have been woken ${interruptions.after} times instead of ${interruptions.before}`]
      : []),
    ...(rises(mostNightPages)
      ? [
          `somebody would have had ${mostNightPages.after} night pages, and nobody had more than ${mostNightPages.before}`,
        ]
      : []),
    ...(lost.length > 0 ? [`nobody would have answered ${named(result, lost)} any more`] : []),
    ...(silent.length > 0 ? [`nobody would have been reached about ${named(result, silent)} any more`] : []),
  ];
}

/** The number of incidents, and the first ones. */
function named(result: ReplayResultWire, ids: readonly string[]): string {
  const rest = ids.length > MOST_NAMED ? ', …' : '';
  const names = ids.slice(0, MOST_NAMED).map((id) => nameOf(result, id));
  return `${ids.length}: ${names.join(', ')}${rest}`;
}

const MOST_NAMED = 5;

/** By what people know it, and by the id for links. */
function nameOf({ incidents }: ReplayResultWire, id: string): string {
  const title = incidents.find((incident) => incident.id === id)?.title;
  return title === undefined ? id : `“${title}” ${id}`;
}

function inWords(result: ReplayResultWire, exactSince: string | null): string {
  const { alerts, more, fewer, changed, interruptions, answers, supposed, unanswered, unreached } = result;
  const { first, reproduced, problems } = result;
  const leftOut = Object.entries(result.leftOut).flatMap(([cause, count]) => (count > 0 ? [`${count} ${cause}`] : []));
  return [
    `${alerts} alerts; without the files, ${reproduced.same} of ${reproduced.pages} pages come again`,
    `pages: ${more} more, ${fewer} fewer, ${changed} changed`,
    `interruptions of sleep: ${interruptions.before} before, ${interruptions.after} after`,
    `first answers: ${answers.sooner} sooner, ${answers.later} later, ${answers.lost} lost, ${answers.gained} gained`,
    `unanswered: ${unanswered.before.length} before, ${unanswered.after.length} after`,
    `reached nobody: ${unreached.before.length} before, ${unreached.after.length} after`,
    first === null
      ? 'no difference'
      : `first difference: ${first.at} ${first.user}, ${nameOf(result, first.incident)} (${first.reason})`,
    ...(supposed.answers === 0
      ? []
      : [
          `supposed: ${supposed.answers} answers that nobody gave then; ${supposed.pages} of the differences rest on them`,
        ]),
    ...(exactSince === null ? [] : [`exact since ${exactSince}: the configuration before was kept in no versions`]),
    ...(leftOut.length === 0 ? [] : [`left out: ${leftOut.join(', ')}`]),
    ...problems.map(({ reason, kind, id }) => ['problem:', reason, kind, id].join(' ').trim()),
  ].join('\n');
}
