/** Reads the command line of `vigie import`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { didYouMean } from '#contract/base/nearest';
import { IMPORT_SOURCES } from '#modules/importing/domain/model';
import type { ImportSource } from '#modules/importing/domain/model';
import { IMPORT_STEPS } from '../client/settings.ts';
import type { ImportSettings, ImportStep } from '../client/settings.ts';

const OPTIONS = {
  snapshot: { type: 'string' },
  url: { type: 'string' },
  'key-file': { type: 'string' },
  'from-backup': { type: 'string' },
  'from-database': { type: 'string' },
  vigie: { type: 'string' },
  'vigie-token-file': { type: 'string' },
  people: { type: 'string' },
  days: { type: 'string', default: '90' },
  to: { type: 'string', default: 'api' },
  'local-time': { type: 'boolean', default: false },
  redact: { type: 'boolean', default: false },
  again: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  live: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const IMPORT_USAGE = `Usage: vigie import <${IMPORT_SOURCES.join('|')}> [${IMPORT_STEPS.join('|')}] --snapshot <folder>
       (in a clone of the repository: npm run import -- …; without a step: all of them, asking before apply)

  --snapshot <folder>         where what was read is kept; it holds secrets
  --url <address>             of the pager to leave
  --key-file <file>           its key
  --from-backup <folder>      of Atlassian's backup tool, in place of Opsgenie
  --from-database <file>      SQLite file of Grafana OnCall, or its tables as JSON, in place of its API
  --vigie <address>           of the Vigie to move into, with
  --vigie-token-file <file>   an API token of scope admin
  --people <file>             whom the pager means; default: people.yaml in the snapshot
  --days <number>             how many days are compared, 1 to 365; default 90
  --to api|files:<folder>     where apply writes; default api
  --local-time                keep the wall clock where the pager counts in UTC (Grafana OnCall)
  --redact                    with fetch: a snapshot without names and secrets, for a bug report
  --again                     with prove: ask the pager anew, and compare with what Vigie has saved
  --live                      with apply: what is made pages at once; else it is in shadow until it is switched
  --yes                       do not ask; replace what was changed in Vigie
  --json                      print the result for programs

Exit status: 0 all explained; 1 failed; 2 wrong usage; 3 differences that nobody can explain; 4 needs a person.`;

export type ImportArguments = { ok: true; settings: ImportSettings } | { ok: false; problem: string } | { ok: 'help' };

export function readImportArguments(args: readonly string[]): ImportArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
  });
  if (values.help === true) {
    return { ok: 'help' };
  }
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(OPTIONS, name));
  if (unknown !== undefined) {
    return wrong(
      `--${unknown} is unknown.${didYouMean(
        `--${unknown}`,
        Object.keys(OPTIONS).map((name) => `--${name}`),
      )}`,
    );
  }
  const [source = '', step, ...more] = positionals;
  if (!isOneOf(IMPORT_SOURCES, source)) {
    return wrong(`"${source}" is no pager that a team can move from.${didYouMean(source, IMPORT_SOURCES)}`);
  }
  if (more.length > 0 || (step !== undefined && !isOneOf(IMPORT_STEPS, step))) {
    return wrong(`"${more[0] ?? step ?? ''}" is no step.${didYouMean(step ?? '', IMPORT_STEPS)}`);
  }
  return settingsOf(source, step ?? null, values);
}

function settingsOf(
  source: ImportSource,
  step: ImportStep | null,
  values: Record<string, string | boolean | undefined>,
): ImportArguments {
  const text = (name: string) => (typeof values[name] === 'string' && values[name] !== '' ? values[name] : null);
  const missing = Object.entries(OPTIONS).find(([name, { type }]) => type === 'string' && values[name] === true);
  const snapshot = text('snapshot');
  const days = Number(text('days'));
  const backup = text('from-backup');
  const database = text('from-database');
  const to = text('to') ?? 'api';
  if (missing !== undefined || snapshot === null) {
    return wrong(`--${missing?.[0] ?? 'snapshot'} needs a value.`);
  }
  if (backup !== null && step !== null && step !== 'fetch') {
    return wrong('--from-backup belongs to fetch.');
  }
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    return wrong('--days must be a whole number from 1 to 365.');
  }
  if (to !== 'api' && !/^files:.+/.test(to)) {
    return wrong('--to must be api, or files: and a folder, such as files:./provisioning/vigie.');
  }
  return {
    ok: true,
    settings: {
      source,
      step,
      snapshot,
      url: text('url'),
      keyFile: text('key-file'),
      ...(backup === null ? {} : { fromBackup: backup }),
      ...(database === null ? {} : { fromDatabase: database }),
      vigie: text('vigie'),
      vigieTokenFile: text('vigie-token-file'),
      people: text('people') ?? path.join(snapshot, 'people.yaml'),
      days,
      toFolder: to === 'api' ? null : to.slice('files:'.length),
      localTime: values['local-time'] === true,
      redact: values['redact'] === true,
      again: values['again'] === true,
      yes: values['yes'] === true,
      live: values['live'] === true,
      json: values['json'] === true,
    },
  };
}

function wrong(problem: string): ImportArguments {
  return { ok: false, problem: `${problem} ${IMPORT_USAGE}` };
}

function isOneOf<Word extends string>(words: readonly Word[], word: string): word is Word {
  return (words as readonly string[]).includes(word);
}
