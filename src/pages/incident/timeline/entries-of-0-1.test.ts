/** Tests that timeline entries of 0.1 are shown in the reader's language like current ones. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { TimelineEntryWire } from '#contract/incidents/incident';
import { oddInFrench, visible } from '../../../../tests/support/french.ts';
import { readIn } from '../../../../tests/locales/read-in.ts';
import { entryText } from './entry-text.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

/** The values of `('a', 'it''s', 3, NULL)`. */
function valuesOf(list: string): Array<string | null> {
  return [...list.matchAll(/'((?:[^']|'')*)'|NULL|-?\d+/g)].map(([whole, text]) =>
    text === undefined ? (whole === 'NULL' ? null : whole) : text.replaceAll("''", "'"),
  );
}

function rowsOf010(): TimelineEntryWire[] {
  const dump = gunzipSync(readFileSync(path.join(root, 'tests/upgrade/databases/0.1.0/postgres.sql.gz'))).toString(
    'utf8',
  );
  return [...dump.matchAll(/^INSERT INTO public\.timeline VALUES \((.*)\);$/gm)].map(([, list = '']) => {
    const [, , at, kind, actor, text, data] = valuesOf(list);
    return {
      at: new Date(Number(at)).toISOString(),
      kind: kind ?? '',
      actor: actor ?? null,
      text: text ?? '',
      data: JSON.parse(data ?? '{}') as TimelineEntryWire['data'],
    };
  });
}

const UNSAID = 'as 0.1 said it';
const words = { name: (_kind: string, key: string) => key, time: (at: number) => new Date(at).toISOString() };
const say = ({ kind, actor, data, at }: Omit<TimelineEntryWire, 'text'>) =>
  entryText({ at, kind, actor, text: UNSAID, data }, words);
/** Texts that people and sources wrote are not translated. */
const isOwnWords = ({ kind, data }: TimelineEntryWire) =>
  kind === 'note' && data['severity'] === undefined && data['reason'] === undefined;

afterAll(() => readIn('en-US'));

describe('the rows of a real database of 0.1.0', () => {
  const rows = rowsOf010().filter((row) => !isOwnWords(row));

  it('are many, of many kinds', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect([...new Set(rows.map(({ kind }) => kind))]).toEqual(
      expect.arrayContaining([
        'opened',
        'alert',
        'step',
        'waiting',
        'exhausted',
        'acknowledged',
        'resolved',
        'merged',
        'held',
        'delivery',
        'sync',
      ]),
    );
  });

  it.each(['en-US', 'fr-FR'] as const)('are said from their facts in %s', async (language) => {
    await readIn(language);
    expect(rows.filter((row) => say(row) === UNSAID)).toEqual([]);
  });

  it('are said in French as the French write, not in English', async () => {
    await readIn('en-US');
    const english = rows.map(say);
    await readIn('fr-FR');
    const french = rows.map(say);
    expect(french.filter((text, i) => text === english[i])).toEqual([]);
    // A service's own words are not translated.
    const own = rows.map((row, i) =>
      row.data['detail'] === undefined && row.data['answer'] === undefined ? (french[i] ?? '') : '',
    );
    expect(own.flatMap((text) => oddInFrench(text).map((odd) => `${odd} in “${visible(text)}”`))).toEqual([]);
  });
});

/** Entries as 0.1's code writes them that the database above lacks. */
const WRITTEN: ReadonlyArray<readonly [string, string | null, object, string, string]> = [
  [
    'resolved',
    'Zabbix',
    { resolution: 'source', reason: 'it stayed quiet', via: 'source' },
    'Zabbix says that it is over: it stayed quiet',
    'Zabbix dit que c’est terminé\u00a0: tout est resté calme',
  ],
  [
    'resolved',
    'Zabbix',
    { resolution: 'source', reason: 'by-person', via: 'source' },
    'Zabbix says that it is over: “by-person”',
    'Zabbix dit que c’est terminé\u00a0: «\u00a0by-person\u00a0»',
  ],
  [
    'resolved',
    'Zabbix',
    { resolution: 'source', reason: null, via: 'source' },
    'Zabbix says that it is over',
    'Zabbix dit que c’est terminé',
  ],
  [
    'resolved',
    'vigie',
    { resolution: 'timeout', reason: 'tests end by themselves' },
    'It was a test and ended by itself',
    'C’était un test\u00a0: il s’est terminé tout seul',
  ],
  [
    'resolved',
    'vigie',
    { resolution: 'timeout', reason: 'no signal came any more' },
    'It ended by itself',
    'Il s’est terminé tout seul',
  ],
  [
    'resolved',
    'vigie',
    { resolution: 'superseded', reason: 'superseded by a new problem' },
    'It gave way to a new problem',
    'Il a laissé la place à un nouveau problème',
  ],
  [
    'waiting',
    null,
    { test: true },
    'This is a test: it pages nobody and ends by itself after an hour',
    'C’est un test\u00a0: il n’alerte personne et se termine tout seul au bout d’une heure',
  ],
  ['waiting', null, { step: 2, pass: 1, wait: 300_000 }, 'Step 2 waits 5 min', 'Étape 2 attend 5\u00a0min'],
  [
    'exhausted',
    null,
    { reason: 'no-policy' },
    'There is no escalation policy to run: nobody is paged',
    'Il n’y a pas de politique d’escalade à suivre\u00a0: personne n’est alerté',
  ],
  [
    'exhausted',
    null,
    { users: [], channels: [] },
    'Nobody answered and all steps are done. There is nobody left to tell',
    'Personne n’a répondu et toutes les étapes sont passées. Il ne reste personne à prévenir',
  ],
  ['unacknowledged', 'ann', { via: 'grafana' }, 'ann took back the acknowledgement', 'ann a annulé la prise en charge'],
  [
    'repaired',
    null,
    { why: 'snoozed without an end' },
    'It was snoozed without an end; the watchdog started it again at step 1',
    'Il était en pause sans fin\u202f; la surveillance l’a relancé à l’étape 1',
  ],
  [
    'repaired',
    null,
    { why: 'open without a next step' },
    'Nothing would have happened any more; the watchdog started it again at step 1',
    'Plus rien n’était prévu\u202f; la surveillance l’a relancé à l’étape 1',
  ],
];

describe.each([
  ['en-US', 3],
  ['fr-FR', 4],
] as const)('what else 0.1 wrote, in %s', (language, column) => {
  it.each(WRITTEN)('%s of %s: %j', async (...row) => {
    await readIn(language);
    const [kind, actor, data] = row;
    expect(say({ at: '2026-01-05T09:00:00.000Z', kind, actor, data: data as TimelineEntryWire['data'] })).toBe(
      row[column],
    );
  });
});
