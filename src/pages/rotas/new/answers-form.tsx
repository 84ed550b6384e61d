/** The questions of a rota template. */
import { Button, IconButton, Stack } from '@grafana/ui';
import { ZoneField } from '../../../components/form/fields/time/zone-field.tsx';
import { useDirectory } from '../../../components/people/directory.tsx';
import { t } from '../../../language.ts';
import { HolidaysField } from '../../../components/form/fields/time/holidays-field.tsx';
import { NameFields } from '../edit/fields/rota-fields.tsx';
import type { RotaDraft } from '../edit/draft.ts';
import type { TemplateAnswers, TeamRegion, RotaTemplate } from './templates.ts';
import { MultiComboboxField } from '../../../components/form/fields/labelled-fields.tsx';

interface Props {
  template: RotaTemplate;
  answers: TemplateAnswers;
  /** Nobody chose the people yet. */
  isProposed: boolean;
  onChange: (part: Partial<TemplateAnswers>) => void;
}

function PeopleField({
  id,
  label,
  description,
  value,
  onChange,
}: {
  id: string;
  label: string;
  description?: string | undefined;
  value: string[];
  onChange: (people: string[]) => void;
}) {
  const { people } = useDirectory();
  return (
    <div style={{ width: 560, maxWidth: '100%' }}>
      <MultiComboboxField
        id={id}
        label={label}
        {...(description !== undefined && { description })}
        options={people.map(({ key, text }) => ({ value: key, label: text }))}
        value={value}
        onChange={(chosen) => onChange(chosen.map((one) => one.value))}
      />
    </div>
  );
}

function Regions({ regions, onChange }: { regions: TeamRegion[]; onChange: (regions: TeamRegion[]) => void }) {
  const change = (index: number, part: Partial<TeamRegion>) =>
    onChange(regions.map((one, i) => (i === index ? { ...one, ...part } : one)));
  return (
    <Stack direction="column" gap={1}>
      {regions.map((region, i) => (
        <Stack key={i} gap={1} wrap="wrap" alignItems="flex-end">
          <ZoneField
            id={`region-${i}-zone`}
            label={t('template.region', 'Region {{number}}', { number: i + 1 })}
            value={region.timeZone}
            onChange={(timeZone) => change(i, { timeZone })}
          />
          <PeopleField
            id={`region-${i}-people`}
            label={t('template.region-people', 'People of region {{number}}, in order of turn', { number: i + 1 })}
            value={region.people}
            onChange={(people) => change(i, { people })}
          />
          {regions.length > 2 && (
            <div style={{ paddingBottom: 8 }}>
              <IconButton
                name="trash-alt"
                tooltip={t('template.region-remove', 'Remove region {{number}}', { number: i + 1 })}
                onClick={() => onChange(regions.filter((_, other) => other !== i))}
              />
            </div>
          )}
        </Stack>
      ))}
      <div>
        <Button
          type="button"
          size="sm"
          variant="secondary"
          icon="plus"
          onClick={() => onChange([...regions, { timeZone: 'UTC', people: [] }])}
        >
          {t('template.region-add', 'Add a region')}
        </Button>
      </div>
    </Stack>
  );
}

export function AnswersForm({ template, answers, isProposed, onChange }: Props) {
  // The editor's fields expect a whole draft.
  const draft: RotaDraft = { ...answers, onAbsence: 'flag', expected: null, layers: [], overrides: [] };
  return (
    <Stack direction="column" gap={2}>
      <NameFields draft={draft} onChange={({ name = answers.name, team = answers.team }) => onChange({ name, team })} />
      {template === 'sun' ? (
        <Regions regions={answers.regions} onChange={(regions) => onChange({ regions })} />
      ) : (
        <PeopleField
          id="template-people"
          label={t('template.people', 'People, in order of turn')}
          description={
            isProposed
              ? t('template.people-of-team', 'Everyone in the team. Remove the people who take no part.')
              : undefined
          }
          value={answers.people}
          onChange={(people) => onChange({ people })}
        />
      )}
      <Stack gap={2} wrap="wrap">
        <ZoneField id="template-zone" value={answers.timeZone} onChange={(timeZone) => onChange({ timeZone })} />
        {template === 'nights' && (
          <HolidaysField
            id="template-holidays"
            value={answers.holidays}
            isNeeded
            onChange={(holidays) => onChange({ holidays })}
          />
        )}
      </Stack>
    </Stack>
  );
}
