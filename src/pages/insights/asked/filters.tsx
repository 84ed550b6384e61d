/** The period, as Grafana's own picker offers it, and what figures are narrowed by. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { isDateTime } from '@grafana/data';
import { Button, Field, Stack, TimeRangeInput, useStyles2 } from '@grafana/ui';
import { labelsText } from '#contract/incidents/labels';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import type { UrlChange } from '../../../components/browser/use-url.ts';
import { ComboboxField, InputField, MultiComboboxField } from '../../../components/form/fields/labelled-fields.tsx';
import { severityText } from '../../../components/incident/badges.tsx';
import { FoldedFilters } from '../../../components/list/folded-filters.tsx';
import { useDirectory } from '../../../components/people/directory.tsx';
import { useNow } from '../../../components/time/use-now.ts';
import { t } from '../../../language.ts';
import { shownRange } from './range.ts';
import { filtersOf, labelsIn, NO_FILTERS, URGENCIES } from './request.ts';
import type { InsightChoice, AskedUrgency, RawPeriod } from './request.ts';
import { urgencyText } from '../words/population-text.ts';

interface Props {
  asked: InsightChoice;
  setUrl: (change: UrlChange) => void;
}

export function Filters({ asked, setUrl }: Props) {
  const { teams, rotas, integrations } = useDirectory();
  const options = (all: string, each: typeof teams) => [
    { value: '', label: all },
    ...each.map(({ key, text }) => ({ value: key, label: text })),
  ];
  const set = filtersOf(asked);
  return (
    <Stack gap={2} wrap="wrap" alignItems="flex-end">
      <PeriodField period={asked.period} setUrl={setUrl} />
      <FoldedFilters count={set}>
        <ComboboxField
          id="insights-team"
          label={t('insights.of-team', 'Team')}
          width={22}
          options={options(t('insights.all-teams', 'All teams'), teams)}
          value={asked.team ?? ''}
          onChange={({ value }) => setUrl({ team: value })}
        />
        <ComboboxField
          id="insights-rota"
          label={t('insights.of-rota', 'Rota')}
          width={22}
          options={options(t('insights.all-rotas', 'All rotas'), rotas)}
          value={asked.rota ?? ''}
          onChange={({ value }) => setUrl({ rota: value })}
        />
        <MultiComboboxField<Severity>
          id="insights-severity"
          label={t('insights.of-severity', 'Severity')}
          width={22}
          placeholder={t('insights.any', 'Any')}
          options={[...SEVERITIES].reverse().map((value) => ({ value, label: severityText(value) }))}
          value={[...asked.severities]}
          onChange={(chosen) => setUrl({ severity: chosen.map(({ value }) => value).join(',') })}
        />
        <ComboboxField<AskedUrgency | ''>
          id="insights-urgency"
          label={t('insights.of-urgency', 'Urgency')}
          width={16}
          options={[
            { value: '' as const, label: t('insights.any', 'Any') },
            ...URGENCIES.map((value) => ({ value, label: urgencyText(value) })),
          ]}
          value={asked.urgency ?? ''}
          onChange={({ value }) => setUrl({ urgency: value })}
        />
        <MultiComboboxField<string>
          id="insights-integration"
          label={t('insights.of-integration', 'Integration')}
          width={26}
          placeholder={t('insights.any', 'Any')}
          options={integrations.map(({ key, text }) => ({ value: key, label: text }))}
          value={[...asked.integrations]}
          onChange={(chosen) => setUrl({ integration: chosen.map(({ value }) => value).join(',') })}
        />
        <LabelField key={labelsText(asked.labels)} asked={asked} setUrl={setUrl} />
        {set > 0 && (
          <Stack alignItems="flex-end">
            <Button variant="secondary" fill="text" onClick={() => setUrl(NO_FILTERS)}>
              {t('insights.no-filters', 'Clear filters')}
            </Button>
          </Stack>
        )}
      </FoldedFilters>
    </Stack>
  );
}

/** What stands in the address for one end. */
function rawText(raw: TimeRange['raw']['from']): string {
  return isDateTime(raw) ? raw.toISOString() : raw;
}

/** The zone is orange in Grafana's field, which cannot be read in the light. */
const getPeriodStyle = (theme: GrafanaTheme2) => css({ '& button span span': { color: theme.colors.text.primary } });

function PeriodField({ period, setUrl }: { period: RawPeriod; setUrl: Props['setUrl'] }) {
  const style = useStyles2(getPeriodStyle);
  const now = useNow(60_000);
  return (
    <div className={style}>
      <Field label={t('insights.period', 'Period')} noMargin>
        <TimeRangeInput
          timeZone="utc"
          value={shownRange(period, now)}
          onChange={({ from, raw }) =>
            setUrl(from.isValid() ? { from: rawText(raw.from), to: rawText(raw.to) } : { from: null, to: null })
          }
        />
      </Field>
    </div>
  );
}

/** Taken once it is typed to its end: each letter would ask for other figures. */
function LabelField({ asked, setUrl }: Props) {
  const [text, setText] = useState(labelsText(asked.labels));
  const labels = labelsIn(text);
  const take = () => labels !== null && setUrl({ label: labelsText(labels) });
  return (
    <InputField
      id="insights-label"
      label={t('insights.of-label', 'Labels')}
      placeholder="env=prod,team=db"
      width={24}
      value={text}
      invalid={labels === null}
      error={t('insights.label-wrong', 'Write name=value, with commas between several.')}
      onChange={setText}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          take();
        }
      }}
    />
  );
}
