/** Asks what schedules become of which no rota gives the same, so that everybody else can move. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { RotaChoicesWire } from '#modules/importing/contract/wizard';
import { ROTA_CHOICES } from '#modules/importing/domain/model';
import type { RotaChoice } from '#modules/importing/domain/model';
import { chooseRotas, commandImport, useRotaChoices } from '../../../api/imports.ts';
import { Combobox } from '../../../../../components/form/fields/combobox.tsx';
import { useGuardedDraft } from '../../../../../components/form/leave-guard.tsx';
import { useSending } from '../../../../../components/form/use-sending.ts';
import { FailureNote } from '../../../../../components/page/failure-note.tsx';
import { Section } from '../../../../../components/page/section.tsx';
import { t } from '../../../../../language.ts';
import type { ImportPartProps } from '../part-props.ts';

type Item = RotaChoicesWire['items'][number];
type Choices = Readonly<Record<string, RotaChoice | null>>;

/** As planned: no choice. */
const NONE = 'none';

/** Short enough for a box on a phone. */
const NAMES: Record<RotaChoice, () => string> = {
  frozen: () => t('import-rotas.frozen-name', 'Frozen'),
  empty: () => t('import-rotas.empty-name', 'Empty'),
  'left-out': () => t('import-rotas.left-out-name', 'Left out'),
};

const MEANINGS: Record<RotaChoice, () => string> = {
  frozen: () =>
    t(
      'import-rotas.frozen',
      'Frozen: what the pager says, written down until the compared range ends; nobody is on call after that',
    ),
  empty: () => t('import-rotas.empty', 'Empty: a rota that you fill yourself'),
  'left-out': () => t('import-rotas.left-out', 'Left out: no rota, and no step that names it'),
};

const titleText = () => t('import-rotas.title', 'Rotas that are not the same');

/** Where none is asked for there is no section; one that cannot be asked for says so, since it may hold everything back. */
export function RotasSection(props: ImportPartProps) {
  const { data, failure, reload } = useRotaChoices(props.one.id);
  if (data === null) {
    return failure === null ? null : (
      <Section title={titleText()}>
        <FailureNote failure={failure} onRetry={reload} />
      </Section>
    );
  }
  return data.items.length === 0 ? null : <RotaForm {...props} items={data.items} />;
}

function RotaForm({ one, onChanged, items }: ImportPartProps & { items: readonly Item[] }) {
  const [choices, setChoices] = useState<Choices>({});
  const { isSending, failure, send } = useSending();
  const choiceOf = ({ schedule, choice }: Item) =>
    (Object.hasOwn(choices, schedule) ? choices[schedule] : choice) ?? null;
  const hasNews = items.some((item) => choiceOf(item) !== item.choice);
  useGuardedDraft(hasNews);
  const save = async () => {
    const rotas = items.flatMap((item) => {
      const choice = choiceOf(item);
      return choice === null ? [] : [{ schedule: item.schedule, choice }];
    });
    const saved = await chooseRotas(one.id, { rotas });
    return saved.ok ? commandImport(one.id, 'plan') : saved;
  };
  return (
    <Section title={titleText()}>
      <Stack direction="column" gap={2}>
        <div>
          {t(
            'import-rotas.intro',
            'Nothing is applied while one of them differs in a way that nobody can explain. Choose what becomes of each; everything else moves as it is.',
          )}
        </div>
        <ul style={{ margin: 0, paddingLeft: 24 }}>
          {ROTA_CHOICES.map((one) => (
            <li key={one}>{MEANINGS[one]()}</li>
          ))}
        </ul>
        <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12 }}>
          {items.map((item) => (
            <li key={item.schedule} style={{ display: 'grid', gap: 4 }}>
              <strong style={{ overflowWrap: 'anywhere' }}>{item.name}</strong>
              <div style={{ maxWidth: 360 }}>
                <Combobox
                  aria-label={t('import-rotas.choice', 'What becomes of {{rota}}', { rota: item.name })}
                  value={choiceOf(item) ?? NONE}
                  options={[
                    { value: NONE, label: t('import-rotas.none', 'As planned, which differs') },
                    ...ROTA_CHOICES.map((value) => ({ value: value as string, label: NAMES[value]() })),
                  ]}
                  onChange={({ value }) =>
                    setChoices({ ...choices, [item.schedule]: ROTA_CHOICES.find((one) => one === value) ?? null })
                  }
                />
              </div>
            </li>
          ))}
        </ul>
        {failure !== null && <FailureNote failure={failure} what={t('import-rotas.failed', 'Nothing was saved')} />}
        <div>
          <Button disabled={one.steps.length > 0 || isSending || !hasNews} onClick={() => void send(save, onChanged)}>
            {t('import-rotas.save', 'Save the choice, plan and compare')}
          </Button>
        </div>
      </Stack>
    </Section>
  );
}
