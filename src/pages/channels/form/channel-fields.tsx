/** The fields of a channel: its name, the few settings that its way asks for, and all others under “Advanced”. */
import { useState } from 'react';
import { Stack } from '@grafana/ui';
import type { ApiFailure } from '../../../api/client/failure.ts';
import type { ChannelField, ChannelKind, StoredChannel } from '../../../api/resources/channels.ts';
import { InputField } from '../../../components/form/fields/labelled-fields.tsx';
import { TeamField } from '../../../components/form/fields/team-field.tsx';
import { t } from '../../../language.ts';
import type { ChannelDraft } from '../draft.ts';
import { isFilled, problemOf } from '../draft.ts';
import type { AskedFields } from './asked-fields.ts';
import { FieldInput } from './field-input.tsx';

interface Props {
  draft: ChannelDraft;
  kind: ChannelKind;
  asked: AskedFields;
  /** All channels, among them those whose bot another one may use. */
  channels: readonly StoredChannel[];
  failure: ApiFailure | null;
  onChange: (change: (old: ChannelDraft) => ChannelDraft) => void;
}

function advancedText(count: number): string {
  return count === 0
    ? t('channels.advanced', 'Advanced')
    : t('channels.advanced-set', '', {
        count,
        defaultValue_one: 'Advanced ({{count}} setting)',
        defaultValue_other: 'Advanced ({{count}} settings)',
      });
}

export function ChannelFields({ draft, kind, asked, channels, failure, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const problems = failure?.details ?? [];
  const bots = channels.filter(({ type, secrets }) => type === kind.kind && 'token' in secrets);
  const set = ({ name, secret }: ChannelField, value: string) =>
    onChange((old) =>
      secret
        ? { ...old, secrets: { ...old.secrets, [name]: value } }
        : { ...old, settings: { ...old.settings, [name]: value } },
    );
  const one = (field: ChannelField, isMarked: boolean) => (
    <FieldInput
      key={field.name}
      field={field}
      value={valueOf(draft, field)}
      problem={problemOf(problems, field)}
      isMarked={isMarked}
      bots={bots}
      onChange={(value) => set(field, value)}
    />
  );
  const hasProblem = asked.advanced.some((field) => problemOf(problems, field) !== undefined);
  return (
    <>
      <InputField
        id="channel-label"
        label={t('form.name', 'Name')}
        description={t('channels.name-hint', 'The name that escalation policies use for it.')}
        value={draft.name}
        onChange={(name) => onChange((old) => ({ ...old, name }))}
      />
      {asked.main.map((field) => one(field, true))}
      <details open={isOpen || hasProblem} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary style={{ cursor: 'pointer' }}>
          {advancedText(asked.advanced.filter((field) => isFilled(draft, field)).length)}
        </summary>
        <div style={{ marginTop: 16 }}>
          <Stack direction="column" gap={2}>
            <TeamField
              id="channel-team"
              value={draft.team}
              onChange={(team) => onChange((old) => ({ ...old, team }))}
            />
            {asked.advanced.map((field) => one(field, false))}
          </Stack>
        </div>
      </details>
    </>
  );
}

/** null: the stored secret. */
function valueOf({ settings, secrets }: ChannelDraft, { name, secret }: ChannelField): string | null {
  return secret && secrets[name] === null ? null : ((secret ? secrets : settings)[name] ?? '');
}
