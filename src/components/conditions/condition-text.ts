/** Describes conditions on labels and severities in words: “team is “db” or “web””. */
import type { Severity } from '#domain/incident/signal/alert';
import { severityText } from '../incident/incident-text.ts';
import { quoted } from '../text/punctuation.ts';
import { readerLanguage, t } from '../../language.ts';
import type { LabelCondition, Relation } from './condition.ts';
import { conditionOf, isUnfinished } from './condition.ts';
import { leastOf } from './least-severity.ts';

/** Values of one condition that are written out. */
const MOST_VALUES = 10;

export function relationText(relation: Relation): string {
  switch (relation) {
    case 'is':
      return t('relation.is', 'is');
    case 'is-not':
      return t('relation.is-not', 'is not');
    case 'contains':
      return t('relation.contains', 'contains');
    case 'lacks':
      return t('relation.lacks', 'does not contain');
    case 'matches':
      return t('relation.matches', 'matches the pattern');
    case 'differs':
      return t('relation.differs', 'does not match the pattern');
    case 'set':
      return t('relation.set', 'has a value');
    case 'unset':
      return t('relation.unset', 'has no value');
  }
}

/** What Vigie knows of every alert is in the reader's language; labels are as their monitors call them. */
function nameText(name: string): string {
  switch (name) {
    case 'severity':
      return t('condition.severity', 'the severity');
    case 'title':
      return t('condition.title', 'the title');
    case 'source':
      return t('condition.source', 'the source');
    default:
      return name;
  }
}

function listed(values: readonly string[], type: Intl.ListFormatType): string {
  const shown = values.slice(0, MOST_VALUES).map(quoted);
  const left = values.length - shown.length;
  const more =
    left === 0
      ? []
      : [
          t('condition.more', '', {
            count: left,
            defaultValue_one: '{{count}} more',
            defaultValue_other: '{{count}} more',
          }),
        ];
  return new Intl.ListFormat(readerLanguage(), { type }).format([...shown, ...more]);
}

function labelText(condition: LabelCondition): string {
  const { relation, values } = condition;
  const name = nameText(condition.name);
  if (isUnfinished(condition)) {
    return t('condition.unfinished', '{{name}} {{relation}} …', { name, relation: relationText(relation) });
  }
  if (relation === 'is-not' && values.length > 1) {
    return t('condition.none-of', '{{name}} is none of {{values}}', { name, values: listed(values, 'unit') });
  }
  return t('condition.label', '{{name}} {{relation}} {{values}}', {
    name,
    relation: relationText(relation),
    values: listed(values, 'disjunction'),
  }).trimEnd();
}

/** “the severity is at least Error”; nothing is worse than critical. */
export function leastText(least: Severity): string {
  const severity = severityText(least);
  return least === 'critical'
    ? t('condition.critical', 'the severity is {{severity}}', { severity })
    : t('step.if-severity', 'the severity is at least {{severity}}', { severity });
}

/** One phrase for each matcher; what is none stands there as it was typed. */
export function conditionTexts(match: readonly string[]): string[] {
  return match
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const least = leastOf(text);
      const condition = conditionOf(text);
      return least !== null ? leastText(least) : condition === null ? text : labelText(condition);
    });
}
