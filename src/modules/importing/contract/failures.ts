/** Lists why an import ends without a result, and the sentence for each: what happened, and what to do. */
export const IMPORT_FAILURES = {
  unreachable: 'nothing answers at {url} ({detail}). Check the address and the network',
  'address-refused': '{url} may not be asked from here. VIGIE_OUTGOING_ALLOW lists the networks that may',
  'key-refused': '{url} refuses the key (HTTP {status}). {hint}',
  'key-too-weak': 'the key may not read {what} (HTTP {status}). {hint}',
  'key-missing': 'the key file holds no key for {what}. {hint}',
  'not-found': '{url} does not know {what} (HTTP 404). {hint}',
  'rate-limited':
    '{url} answered "too many requests" {tries} times; wait, and run this again: it goes on where it stopped',
  'http-error': '{url} answered HTTP {status} to {what}; run this again later: it goes on where it stopped',
  'not-json': '{url} answered {what} with something that is no JSON. Is it the address of the API?',
  'unexpected-shape': '{what} is not as expected: {detail}. Send a snapshot of `fetch --redact` with a bug report',
  'too-much':
    'what the pager answers takes more than {most}, which the sidecar does not give to an import. Move in by the command line, which reads without a limit',
  'changed-while-reading':
    'the configuration changed {tries} times while it was read; run this again when nobody edits it',
  'backup-missing': '{folder} is no backup of Opsgenie: it must hold files in {needed}',
  'snapshot-missing': '{folder} holds no snapshot of {source}. Run: fetch',
  'snapshot-damaged': '{file} of the snapshot is damaged or was changed ({detail}). Run: fetch',
  'snapshot-of-other': '{folder} holds a snapshot of {found}. Give another folder',
  'snapshot-unwritable': '{folder} cannot be written ({detail})',
  'database-unreadable': '{file} is no database that can be read ({detail})',
  'plan-missing': '{folder} holds no plan of this snapshot. Run: plan',
  'proof-missing': '{folder} holds no comparison of this plan, and nothing is applied without one. Run: prove',
  'ids-taken': '{ids} in Vigie is not of this import. Run plan again with --vigie, which gives other ids',
  'people-file': '{file} cannot be used: {detail}',
  'people-unmapped': '{count} people are not mapped: {people}. Write their logins in {file}, [] leaves a turn empty',
  'people-unconfirmed': '{file} is not confirmed. Read it, and write "confirmed: true" in it, or give --yes',
  'vigie-unreachable': 'no Vigie answers at {url} ({detail})',
  'vigie-refused': 'Vigie refuses {what} (HTTP {status}): {detail}',
  'vigie-conflict': '{what} was changed in Vigie since the last apply. Give --yes to replace it',
  'vigie-needed': 'give --vigie <url> and --vigie-token-file <file>, or --to files:<folder> besides',
  'folder-unwritable': '{folder} cannot be written ({detail})',
  'proof-failed':
    '{count} differences are unexplained, in {rotas}: see {report}. Nothing was applied. Next: if somebody edited the pager or the map of people meanwhile, run fetch, plan and prove again; else compare both timelines in the report, and change the schedule in the pager so that both agree, or choose frozen, empty or left-out for it in {choices}; then run plan and prove again: everything else moves as it is. A snapshot of fetch --redact in another folder belongs into a bug report',
  'not-compared':
    '{schedules} are not compared: the snapshot holds no answer of the source. Look at their coming weeks by hand; apply alone saves them all the same',
  'hours-not-compared':
    'in {hours} hours of {rotas} the source names no person, or gave no answer, so they are not compared. Look there who is meant, choose frozen, empty or left-out for them in rotas.yaml of the snapshot, and run plan and prove again; apply alone saves them as they are',
  declined: 'nothing was applied',
  'nobody-to-ask': 'nothing was applied: there is no terminal to ask on. Read {people} and the report, then give --yes',
  cancelled: 'stopped before its end',
  internal: 'Vigie failed unexpectedly. The log of the sidecar says why',
  'nothing-fresh': 'prove --again asks the source: give --url and --key-file',
  usage: '{detail}',
} as const;

export type ImportFailureCode = keyof typeof IMPORT_FAILURES;

export interface ImportFailure {
  ok: false;
  code: ImportFailureCode;
  data: Readonly<Record<string, string | number>>;
}

export type ImportResult<T> = { ok: true; value: T } | ImportFailure;

export function importFailure(code: ImportFailureCode, data: ImportFailure['data'] = {}): ImportFailure {
  return { ok: false, code, data };
}

export function done<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function failureSentence({ code, data }: Pick<ImportFailure, 'code' | 'data'>): string {
  return IMPORT_FAILURES[code].replace(/\{(\w+)\}/g, (_, name: string) => String(data[name] ?? '')).trim();
}

/** 1: failed; 2: usage; 3: unexplained; 4: needs a person. */
export function exitStatusOf(code: ImportFailureCode): 1 | 2 | 3 | 4 {
  switch (code) {
    case 'usage':
      return 2;
    case 'proof-failed':
      return 3;
    case 'people-unmapped':
    case 'people-unconfirmed':
    case 'vigie-conflict':
    case 'declined':
    case 'nobody-to-ask':
    case 'hours-not-compared':
    case 'not-compared':
      return 4;
    default:
      return 1;
  }
}
