/**
 * Makes Vigie's own titles, for alerts whose title from the monitor would name something else. They are stored as a
 * reason with its data beside the English, so that every reader sees them in their language.
 */
import type { Language } from '#domain/notify/responder';

/** `more`: the number of further alerts in the group. */
export type TitleReason =
  | { reason: 'no-data' | 'query-failed'; data: { rule: string; more: number } }
  | { reason: 'several'; data: { title: string; more: number } };

interface TitleWords {
  noData: (rule: string) => string;
  queryFailed: (rule: string) => string;
  more: (title: string, count: number) => string;
}

const WORDS: Record<Language, TitleWords> = {
  en: {
    noData: (rule) => `No data: ${rule}`,
    queryFailed: (rule) => `Query failed: ${rule}`,
    more: (title, count) => `${title} and ${count} more`,
  },
  fr: {
    noData: (rule) => `Données absentes\u00a0: ${rule}`,
    queryFailed: (rule) => `Échec de la requête\u00a0: ${rule}`,
    more: (title, count) => (count === 1 ? `${title} et 1 autre` : `${title} et ${count} autres`),
  },
};

export function titleIn(language: Language, { reason, data }: TitleReason): string {
  const words = WORDS[language];
  const named =
    reason === 'several' ? data.title : reason === 'no-data' ? words.noData(data.rule) : words.queryFailed(data.rule);
  return data.more > 0 ? words.more(named, data.more) : named;
}

const ABOUT_A_QUERY: ReadonlyMap<string, 'no-data' | 'query-failed'> = new Map([
  ['DatasourceNoData', 'no-data'],
  ['DatasourceError', 'query-failed'],
]);

/** Names alerts that Grafana makes in place of a rule's own, which say nothing about what the rule measures. */
export function queryTitle(labels: Readonly<Record<string, string>>): TitleReason | null {
  const reason = ABOUT_A_QUERY.get(labels['alertname'] ?? '');
  const rule = labels['rulename'];
  return reason === undefined || rule === undefined || rule === '' ? null : { reason, data: { rule, more: 0 } };
}
