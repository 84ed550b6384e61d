/** Simulates minute by minute who would be reached, for the policy on the screen, saved or not. */
import { useMemo, useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { PolicyWire } from '#contract/paging/policy';
import type { Severity } from '#domain/incident/signal/alert';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { ZoneTable } from '#domain/time/zone';
import { zoneTable } from '#domain/time/zone';
import { now } from '../../api/live/clock.ts';
import { useZones } from '../../api/resources/calendar.ts';
import type { FieldProblem } from '../../api/client/failure.ts';
import { useApi } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { severityText } from '../../components/incident/badges.tsx';
import { EscalationPreview } from '../../components/escalation/escalation-preview.tsx';
import { readerZone } from '../../components/time/format.ts';
import { instantOf, localText } from '../../components/time/local-time.ts';
import type { EscalationPreviewWire } from '../../components/escalation/preview-words.ts';
import { Section } from '../../components/page/section.tsx';
import { useDebounced } from '../../components/browser/use-debounced.ts';
import { t } from '../../language.ts';
import type { PreviewScenario } from './scenario.ts';
import { labelsOf, nextNight, nextSunday } from './scenario.ts';
import { ComboboxField, TextAreaField } from '../../components/form/fields/labelled-fields.tsx';
import { MomentField } from '../../components/form/fields/time/moment-field.tsx';

interface FormProps {
  scenario: PreviewScenario;
  zone: ZoneTable | null;
  onChange: (scenario: PreviewScenario) => void;
}

function ScenarioForm({ scenario, zone, onChange }: FormProps) {
  const change = (part: Partial<PreviewScenario>) => onChange({ ...scenario, ...part });
  const jump = (to: (at: number, zone: ZoneTable) => number) =>
    zone !== null && change({ at: localText(to(now(), zone), zone) });
  const severity = t('incidents.severity', 'Severity');
  const areLabelsWrong = labelsOf(scenario.labels) === null;
  return (
    <Stack direction="column" gap={1}>
      <MomentField
        id="simulator-at"
        label={t('simulator.at', 'An alert arrives at')}
        description={t('simulator.zone', 'Your time, {{zone}}', { zone: readerZone() })}
        type="datetime-local"
        value={scenario.at}
        onChange={(text) => change({ at: text })}
      />
      <Stack gap={0.5} wrap="wrap">
        <Button size="sm" variant="secondary" fill="outline" onClick={() => change({ at: '' })}>
          {t('simulator.now', 'Now')}
        </Button>
        <Button size="sm" variant="secondary" fill="outline" onClick={() => jump(nextNight)}>
          {t('simulator.night', 'Next night, 3:00')}
        </Button>
        <Button size="sm" variant="secondary" fill="outline" onClick={() => jump(nextSunday)}>
          {t('simulator.sunday', 'Next Sunday, 3:00')}
        </Button>
      </Stack>
      <ComboboxField<Severity>
        id="simulator-severity"
        label={severity}
        options={[...SEVERITIES].reverse().map((value) => ({ value, label: severityText(value) }))}
        value={scenario.severity}
        onChange={({ value }) => change({ severity: value })}
      />
      <TextAreaField
        id="simulator-labels"
        label={t('simulator.labels', 'Labels')}
        description={t('simulator.labels-hint', 'One per line: team=db')}
        invalid={areLabelsWrong}
        error={t('simulator.labels-wrong', 'Each line needs a name, = and a value.')}
        rows={2}
        value={scenario.labels}
        onChange={(text) => change({ labels: text })}
      />
    </Stack>
  );
}

/** The answer also contains the draft's problems, which are shown beside the steps. */
export function useSimulation(
  policy: Omit<PolicyWire, 'id'> | null,
  scenario: PreviewScenario,
  zone: ZoneTable | null,
) {
  const at = scenario.at === '' || zone === null ? null : instantOf(scenario.at, zone);
  const labels = labelsOf(scenario.labels);
  const body = useMemo(
    () =>
      policy === null || labels === null
        ? null
        : {
            policy,
            ...(at !== null && { at: new Date(at).toISOString() }),
            alert: { severity: scenario.severity, labels },
          },
    [policy, at, labels, scenario.severity],
  );
  const text = useDebounced(body === null ? null : JSON.stringify(body));
  const asked = useApi<EscalationPreviewWire>(
    text === null ? null : { method: 'POST', path: 'policies/preview', body: JSON.parse(text) as unknown },
    { keep: true, live: ['rota'] },
  );
  const details: FieldProblem[] = asked.failure?.kind === 'validation' ? asked.failure.details : [];
  return { asked, details };
}

export function useScenario() {
  const [scenario, setScenario] = useState<PreviewScenario>({ at: '', severity: 'critical', labels: '' });
  const zones = useZones([readerZone()]);
  const zone = zones.data === null ? null : zoneTable(zones.data.zones, readerZone());
  return { scenario, setScenario, zone };
}

interface SimulatorProps {
  scenario: PreviewScenario;
  zone: ZoneTable | null;
  onScenario: (scenario: PreviewScenario) => void;
  asked: ReturnType<typeof useSimulation>['asked'];
}

export function Simulator({ scenario, zone, onScenario, asked }: SimulatorProps) {
  return (
    <Section title={t('simulator.title', 'What would happen')}>
      <Stack direction="column" gap={2}>
        <div>{t('simulator.intro', 'Shows who would be paged if nobody answered. Nobody is paged now.')}</div>
        <ScenarioForm scenario={scenario} zone={zone} onChange={onScenario} />
        <div>
          <Answer asked={asked}>
            {(preview) => <EscalationPreview preview={preview} from={preview.entries[0]?.at ?? preview.endsAt} />}
          </Answer>
        </div>
      </Stack>
    </Section>
  );
}
