/** The tab with the settings of an integration. */
import { Button, Field, Input, Stack, TagsInput } from '@grafana/ui';
import type { StoredIntegration } from '../../api/resources/integrations.ts';
import { saveObject } from '../../api/client/objects.ts';
import { usePolicyOptions } from '../../components/escalation/use-policy-options.ts';
import { DurationField } from '../../components/form/fields/time/duration-field.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { FileDraft } from '../../components/replay/file-draft.tsx';
import { PastNights } from '../../components/replay/past-nights.tsx';
import { toast } from '../../components/browser/toast.ts';
import { useLeaveGuard } from '../../components/form/leave-guard.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { useStoredDraft } from '../../components/form/use-stored-draft.ts';
import { t } from '../../language.ts';
import type { SettingsDraft, EditedField } from './draft.ts';
import { TEMPLATE_FIELDS, replayedOf, settingsOf, withSettings } from './draft.ts';
import { SilencesFacts, SilencesSection } from './grafana/silences/silences-section.tsx';
import { LabelledSwitch } from '../../components/form/fields/labelled-switch.tsx';
import { TeamField } from '../../components/form/fields/team-field.tsx';
import { Form } from '../../components/form/form.tsx';
import { ComboboxField, InputField } from '../../components/form/fields/labelled-fields.tsx';

interface FieldsProps {
  draft: SettingsDraft;
  onChange: (part: Partial<SettingsDraft>) => void;
}

function AboutFields({ draft, onChange }: FieldsProps) {
  const policies = usePolicyOptions();
  const labels = { policy: t('integration.policy', 'Escalation policy') };
  return (
    <Stack gap={2} wrap="wrap">
      <InputField
        id="settings-name"
        label={t('form.name', 'Name')}
        width={32}
        value={draft.name}
        onChange={(text) => onChange({ name: text })}
      />
      <ComboboxField
        id="settings-policy"
        label={labels.policy}
        width={32}
        options={policies}
        value={draft.policy}
        onChange={({ value }) => onChange({ policy: value })}
      />
      <TeamField id="settings-team" width={24} value={draft.team} onChange={(team) => onChange({ team })} />
    </Stack>
  );
}

function HabitFields({ draft, onChange }: FieldsProps) {
  return (
    <Stack direction="column" gap={2}>
      <Field
        label={t('habits.group-by', 'One incident for each value of these labels')}
        description={t('habits.group-by-hint', 'Leave empty to group as the source does.')}
        noMargin
      >
        <TagsInput
          id="settings-group"
          tags={draft.groupBy}
          placeholder={t('habits.group-by-add', 'A label, then Enter')}
          onChange={(groupBy) => onChange({ groupBy })}
        />
      </Field>
      <Stack gap={2} wrap="wrap">
        <DurationField
          id="settings-delay"
          label={t('habits.delay', 'Resolve only after staying quiet for')}
          value={draft.resolveDelay}
          onChange={(resolveDelay) => onChange({ resolveDelay })}
        />
        <DurationField
          id="settings-reopen"
          label={t('habits.reopen', 'Reopen the same incident within')}
          value={draft.reopenWindow}
          onChange={(reopenWindow) => onChange({ reopenWindow })}
        />
        <DurationField
          id="settings-auto"
          isOptional
          label={t('habits.auto', 'Resolve after no signal for')}
          placeholder={t('habits.never', 'never')}
          value={draft.autoResolve}
          onChange={(autoResolve) => onChange({ autoResolve })}
        />
      </Stack>
    </Stack>
  );
}

function PingsField({ draft, onChange }: FieldsProps) {
  return (
    <Field
      label={t('beat.pings', 'Heartbeats that its key pings')}
      description={t(
        'beat.pings-hint',
        'Ids of heartbeat integrations. The key of an integration with a team pings those of the team.',
      )}
      noMargin
    >
      <TagsInput
        id="settings-pings"
        tags={draft.pings}
        disabled={draft.team !== null}
        placeholder={t('beat.pings-add', 'An id, then Enter')}
        onChange={(pings) => onChange({ pings })}
      />
    </Field>
  );
}

function ShadowField({ draft, onChange }: FieldsProps) {
  return (
    <>
      <p>
        {t(
          'integration.shadow-hint',
          'Its alerts open incidents, and everything is decided and shown, but nothing is sent. When this ends, what opened meanwhile pages nobody.',
        )}
      </p>
      <LabelledSwitch
        id="settings-shadow"
        label={t('entry.shadow', 'Shadow')}
        value={draft.shadow}
        onChange={(shadow) => onChange({ shadow })}
      />
    </>
  );
}

function HeartbeatFields({ draft, onChange, isNeeded }: FieldsProps & { isNeeded: boolean }) {
  const { heartbeat } = draft;
  if (heartbeat === null) {
    return (
      <Button
        variant="secondary"
        icon="plus"
        onClick={() => onChange({ heartbeat: { every: '5m', grace: '1m', arm: 'first' } })}
      >
        {t('beat.add', 'Expect a heartbeat')}
      </Button>
    );
  }
  const change = (part: Partial<typeof heartbeat>) => onChange({ heartbeat: { ...heartbeat, ...part } });
  const from = t('beat.from', 'Expected from');
  return (
    <Stack gap={2} wrap="wrap" alignItems="flex-end">
      <DurationField
        id="settings-every"
        label={t('beat.every', 'A signal every')}
        value={heartbeat.every}
        onChange={(every) => change({ every })}
      />
      <DurationField
        id="settings-grace"
        label={t('beat.grace', 'Grace period')}
        value={heartbeat.grace}
        onChange={(grace) => change({ grace })}
      />
      <ComboboxField<'first' | 'now'>
        id="settings-arm"
        label={from}
        width={24}
        options={[
          { value: 'first', label: t('beat.first', 'the first signal') },
          { value: 'now', label: t('beat.now', 'now') },
        ]}
        value={heartbeat.arm}
        onChange={({ value }) => change({ arm: value })}
      />
      {!isNeeded && (
        <Button variant="secondary" icon="times" onClick={() => onChange({ heartbeat: null })}>
          {t('beat.remove', 'Remove heartbeat')}
        </Button>
      )}
    </Stack>
  );
}

function templateText(field: EditedField): string {
  switch (field) {
    case 'title':
      return t('template.title', 'Title');
    case 'severity':
      return t('incidents.severity', 'Severity');
    case 'status':
      return t('template.status', 'Status: firing or resolved');
    case 'groupKey':
      return t('template.group', 'What belongs to one incident');
    case 'fingerprint':
      return t('template.fingerprint', 'What is the same alert');
    case 'description':
      return t('template.description', 'Description');
    case 'link':
      return t('template.link', 'Link');
  }
}

function TemplateFields({ draft, onChange }: FieldsProps) {
  return (
    <Stack direction="column" gap={2}>
      <div>
        {t(
          'template.intro',
          'How the body is read, in Liquid: {{example}}. Leave empty to look for the usual names (title, severity, status, id…).',
          { example: '{{ check }} on {{ host.name }}' },
        )}
      </div>
      {TEMPLATE_FIELDS.map((field) => (
        <Field key={field} label={templateText(field)} noMargin>
          <Input
            id={`template-${field}`}
            value={draft.template[field]}
            onChange={(event) => onChange({ template: { ...draft.template, [field]: event.currentTarget.value } })}
          />
        </Field>
      ))}
    </Stack>
  );
}

interface SettingsTabProps {
  integration: StoredIntegration;
  onSaved: (stored: StoredIntegration) => void;
}

export function SettingsTab({ integration, onSaved }: SettingsTabProps) {
  const { draft, change, isChanged, saved } = useStoredDraft(settingsOf(integration));
  const { isSending, failure, send } = useSending();
  const guard = useLeaveGuard(isChanged);
  const isFromFile = integration.provisioned;
  const edited = withSettings(integration, draft);
  const save = () =>
    send(
      () =>
        saveObject<StoredIntegration>({
          path: 'integrations',
          id: integration.id,
          version: integration.version,
          body: edited,
        }),
      (stored) => {
        toast(t('integration.saved', 'The integration is saved'));
        saved(draft);
        onSaved(stored);
      },
    );
  return (
    <Stack direction="column" gap={2}>
      <Form
        style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 16 }}
        onSubmit={() => (isFromFile ? undefined : void save())}
      >
        {guard}
        <Section title={t('integration.about', 'Integration')}>
          <AboutFields draft={draft} onChange={change} />
        </Section>
        <Section title={t('habits.title', 'Grouping and resolving')}>
          <HabitFields draft={draft} onChange={change} />
        </Section>
        <Section title={t('source.heartbeat', 'Heartbeat')}>
          <HeartbeatFields draft={draft} onChange={change} isNeeded={integration.type === 'heartbeat'} />
          {integration.type === 'opsgenie' && <PingsField draft={draft} onChange={change} />}
        </Section>
        <Section title={t('entry.shadow', 'Shadow')}>
          <ShadowField draft={draft} onChange={change} />
        </Section>
        {integration.type === 'webhook' && (
          <Section title={t('template.section', 'Templates')}>
            <TemplateFields draft={draft} onChange={change} />
          </Section>
        )}
        {integration.type === 'grafana' && isFromFile && <SilencesFacts stored={integration.sync} isProvisioned />}
        {integration.type === 'grafana' && !isFromFile && (
          <SilencesSection
            id={integration.id}
            stored={integration.sync}
            draft={draft.silences}
            problems={failure?.details ?? []}
            onChange={(silences) => change({ silences })}
          />
        )}
        {failure !== null && (
          <FailureNote failure={failure} what={t('integration.not-saved', 'The integration was not saved')} />
        )}
        <Stack gap={1}>
          {!isFromFile && (
            <Button type="submit" icon="save" disabled={isSending || draft.name.trim() === ''}>
              {t('form.save', 'Save')}
            </Button>
          )}
        </Stack>
      </Form>
      {isFromFile ? (
        <FileDraft objects={{ integrations: [replayedOf(edited)] }} isChanged={isChanged} />
      ) : (
        <PastNights objects={{ integrations: [replayedOf(edited)] }} />
      )}
    </Stack>
  );
}
