/** What to do before switching on; what Vigie can know of it is marked. */
import { Icon, Stack } from '@grafana/ui';
import { peopleInCharge } from '#domain/labour/facts/unit';
import type { StoredUnit } from '../../api/labour/labour.ts';
import { Section } from '../../components/page/section.tsx';
import { dateText } from '../../components/time/format.ts';
import { t } from '../../language.ts';

interface Item {
  text: string;
  /** null: Vigie cannot know. */
  isDone: boolean | null;
}

function itemsOf(unit: StoredUnit, managers: readonly string[]): Item[] {
  const { counsel } = unit;
  return [
    {
      text: t(
        'checklist.council',
        'The works council (CSE) is informed, and consulted on means of control (L2312-38).',
      ),
      isDone: null,
    },
    { text: t('checklist.people', 'Each person is told (L1222-4).'), isDone: null },
    {
      text: t(
        'checklist.agreement',
        'Without a collective agreement: the council’s opinion, and word to the labour inspector (L3121-12).',
      ),
      isDone: null,
    },
    {
      text: counsel
        ? t('checklist.counsel-read', 'The numbers were read by {{name}} on {{date}}.', {
            name: counsel.name,
            date: dateText(Date.parse(counsel.on)),
          })
        : t('checklist.counsel', 'Counsel reads the numbers. So far: not read by counsel.'),
      isDone: Boolean(counsel),
    },
    { text: t('checklist.dpia', 'A data protection impact assessment, or a note why there is none.'), isDone: null },
    {
      text: t('checklist.second', 'There is a second person among managers and HR, who decides in HR’s own case.'),
      isDone: peopleInCharge({ managers: [...managers], hr: unit.hr }).length > 1,
    },
  ];
}

export function Checklist({ unit, managers }: { unit: StoredUnit; managers: readonly string[] }) {
  const states = {
    done: t('checklist.done', 'Done'),
    open: t('checklist.open', 'Still to do'),
    ask: t('checklist.ask', 'For you to check'),
  };
  return (
    <Section title={t('checklist.title', 'Before switching on')}>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
        {itemsOf(unit, managers).map(({ text, isDone }) => (
          <li key={text}>
            <Stack gap={1} alignItems="flex-start">
              <span role="img" aria-label={isDone === null ? states.ask : isDone ? states.done : states.open}>
                <Icon name={isDone === null ? 'circle' : isDone ? 'check-circle' : 'exclamation-circle'} />
              </span>
              <span>{text}</span>
            </Stack>
          </li>
        ))}
      </ul>
    </Section>
  );
}
