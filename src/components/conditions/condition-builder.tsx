/**
 * Builds conditions on alerts out of what was received: a least severity, labels with their values, and hours. What it
 * changes are matchers, one text each, as files and the API have them.
 */
import { useState } from 'react';
import { Button, Field, RadioButtonGroup, Stack } from '@grafana/ui';
import type { Severity } from '#domain/incident/signal/alert';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { WindowOrIdWire } from '#contract/time/time-window';
import type { ReceivedLabelsWire } from '../../api/resources/integrations.ts';
import { MatchField } from '../form/fields/match-field.tsx';
import { WindowField } from '../form/fields/time/window-field.tsx';
import { severityText } from '../incident/incident-text.ts';
import { listText } from '../escalation/target-text.ts';
import { t } from '../../language.ts';
import { conditionOf, matcherOf } from './condition.ts';
import { LabelRow, TextRow } from './condition-row.tsx';
import { leastSeverity, withLeast, withoutLeast } from './least-severity.ts';
import type { ConditionRow } from './use-rows.ts';
import { emptyRow, useRows } from './use-rows.ts';
import { useReceived } from './use-received.ts';

/** null stands for any severity, which radio buttons cannot have as a value. */
const ANY = 'any';

interface SeverityProps {
  id: string;
  value: Severity | null;
  received: ReceivedLabelsWire | null;
  onChange: (severity: Severity | null) => void;
}

function severitiesText({ alerts, severities }: ReceivedLabelsWire): string {
  return t('received.severities', '', {
    count: alerts,
    defaultValue_one: 'Of the last alert: {{severities}}.',
    defaultValue_other: 'Of the last {{count}} alerts: {{severities}}.',
    severities: listText(severities.map((one) => `${one.alerts} ${severityText(one.severity)}`)),
  });
}

function LeastSeverityField({ id, value, received, onChange }: SeverityProps) {
  const label = t('condition.least', 'Severity at least');
  // Every alert that tells its severity is at least “info”, so that it is offered only where it was stored.
  const offered = SEVERITIES.filter((severity) => severity !== 'info' || value === 'info');
  return (
    <Field
      label={label}
      description={received !== null && received.severities.length > 0 ? severitiesText(received) : undefined}
      noMargin
    >
      <RadioButtonGroup<Severity | typeof ANY>
        id={id}
        aria-label={label}
        options={[
          { value: ANY, label: t('step.any-severity', 'any') },
          ...offered.map((severity) => ({ value: severity, label: severityText(severity) })),
        ]}
        value={value ?? ANY}
        onChange={(chosen) => onChange(chosen === ANY ? null : chosen)}
      />
    </Field>
  );
}

interface RowsProps {
  id: string;
  rows: readonly ConditionRow[];
  received: ReceivedLabelsWire | null;
  onChange: (rows: ConditionRow[]) => void;
}

function Rows({ id, rows, received, onChange }: RowsProps) {
  const put = (key: number, row: ConditionRow) => onChange(rows.map((one) => (one.key === key ? row : one)));
  return rows.map((row, i) => {
    const { key, condition, text } = row;
    const shared = {
      id: `${id}-${key}`,
      number: i + 1,
      onRemove: () => onChange(rows.filter((one) => one.key !== key)),
    };
    return condition === null ? (
      <TextRow
        key={key}
        {...shared}
        text={text}
        onChange={(typed) => put(key, { key, condition: null, text: typed })}
        onTyped={() => put(key, { key, condition: conditionOf(text), text })}
      />
    ) : (
      <LabelRow
        key={key}
        {...shared}
        condition={condition}
        received={received}
        onChange={(changed) => put(key, { key, condition: changed, text: matcherOf(changed) })}
      />
    );
  });
}

interface LabelsProps {
  id: string;
  match: readonly string[];
  received: ReceivedLabelsWire | null;
  onMatch: (match: string[]) => void;
  onText: () => void;
}

function LabelConditions({ id, match, received, onMatch, onText }: LabelsProps) {
  const { rows, setRows } = useRows(match, onMatch);
  return (
    <>
      <Rows id={id} rows={rows} received={received} onChange={setRows} />
      {rows.length > 0 && received?.alerts === 0 && (
        <div>{t('received.none', 'No alert has come yet: type the names and values that will come.')}</div>
      )}
      <Stack gap={1} wrap="wrap">
        <Button size="sm" variant="secondary" icon="plus" onClick={() => setRows([...rows, emptyRow(rows)])}>
          {t('condition.add', 'Add a condition')}
        </Button>
        <Button size="sm" variant="secondary" fill="text" onClick={onText}>
          {t('condition.as-text', 'Edit as text')}
        </Button>
      </Stack>
    </>
  );
}

/** All of the list, also the least severity. */
function TextConditions({
  id,
  match,
  onMatch,
  onForm,
}: Omit<LabelsProps, 'received' | 'onText'> & { onForm: () => void }) {
  return (
    <>
      <MatchField
        id={`${id}-text`}
        label={t('route.match', 'Labels that must match')}
        rows={3}
        lines={match}
        onChange={onMatch}
      />
      <div>
        <Button size="sm" variant="secondary" fill="text" onClick={onForm}>
          {t('condition.as-form', 'Edit as a form')}
        </Button>
      </div>
    </>
  );
}

interface Props {
  id: string;
  match: readonly string[];
  /** Whose alerts the conditions are about; null: those of all integrations. */
  integration: string | null;
  onMatch: (match: string[]) => void;
  /** Where a least severity is stored by itself; absent: it is a matcher. */
  severity?: { value: Severity | null; onChange: (severity: Severity | null) => void };
  /** Absent: there are none. */
  hours?: {
    width: number;
    window: WindowOrIdWire | null;
    windows: Array<{ value: string; label?: string | undefined }>;
    onChange: (window: WindowOrIdWire | null) => void;
  };
}

/** All conditions must hold. */
export function ConditionBuilder({ id, match, integration, onMatch, severity, hours }: Props) {
  const received = useReceived(integration);
  const [isText, setText] = useState(false);
  const least = severity === undefined ? leastSeverity(match) : null;
  return (
    <Stack direction="column" gap={2}>
      <LeastSeverityField
        id={`${id}-least`}
        value={severity === undefined ? least : severity.value}
        received={received}
        onChange={severity === undefined ? (value) => onMatch(withLeast(match, value)) : severity.onChange}
      />
      {isText ? (
        <TextConditions id={`${id}-match`} match={match} onMatch={onMatch} onForm={() => setText(false)} />
      ) : (
        <LabelConditions
          id={`${id}-match`}
          match={severity === undefined ? withoutLeast(match) : match}
          received={received}
          onMatch={(lines) => onMatch([...withLeast([], least), ...lines])}
          onText={() => setText(true)}
        />
      )}
      {hours !== undefined && <WindowField id={`${id}-when`} {...hours} />}
    </Stack>
  );
}
