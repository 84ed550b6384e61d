/** Lists the rules in force, each as a sentence with its article. */
import type { StoredUnit } from '../../api/labour/labour.ts';
import { toRulesEntry } from '#contract/labour/rules';
import { RULE_KINDS } from '#domain/labour/pack';
import { agreementText } from '../../components/labour/agreement-text.ts';
import { ruleName, ruleSentence } from '../../components/labour/rule-words.ts';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Badge } from '../../components/page/badge.tsx';
import { Section } from '../../components/page/section.tsx';
import { dateText } from '../../components/time/format.ts';
import { t } from '../../language.ts';
import { packText } from './unit-drawer.tsx';

interface Props {
  unit: StoredUnit;
  /** `2026-11-02` */
  today: string;
}

/** Of dated entries, the last whose date has come; before the first, the first. */
export function entryOn<T extends { from: string }>(entries: readonly T[], date: string): T | undefined {
  const sorted = entries.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.findLast(({ from }) => from <= date) ?? sorted[0];
}

export function RulesSection({ unit, today }: Props) {
  const wire = entryOn(unit.rules, today);
  if (wire === undefined) {
    return null;
  }
  const entry = toRulesEntry(wire);
  return (
    <Section title={t('rules.of-unit', 'Rules')}>
      <p>
        {t('rules.since', '{{pack}} ({{id}}), from {{date}} on.', {
          pack: packText(wire.pack),
          id: wire.pack,
          date: dateText(Date.parse(wire.from)),
        })}{' '}
        {wire.agreement ? agreementText(wire.agreement) : ''}
      </p>
      <RowList>
        {RULE_KINDS.map((kind) => {
          const sentence = ruleSentence(entry, kind);
          return (
            <ListRow
              key={kind}
              name={ruleName(kind)}
              nameMore={entry.pack.rules[kind].article}
              text={sentence ?? t('rules.off', 'Not looked at.')}
              tools={
                entry.changes[kind] !== undefined && (
                  <Badge color="blue" icon="file-alt" text={t('rules.changed', 'By the agreement')} />
                )
              }
            />
          );
        })}
      </RowList>
    </Section>
  );
}
