/** Dialogs of commands that need input, such as a person, a text or another incident. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button, Field, Modal, RadioButtonGroup, Stack } from '@grafana/ui';
import type { IncidentWire } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import type { Severity } from '#domain/incident/signal/alert';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { IncidentCommand } from '../../api/resources/incidents.ts';
import { useApi } from '../../api/client/use-api.ts';
import { severityText } from '../../components/incident/badges.tsx';
import { stateText } from '../../components/incident/incident-text.ts';
import { readerZone, timeText } from '../../components/time/format.ts';
import { now } from '../../api/live/clock.ts';
import type { DirectoryEntry } from '../../components/people/directory.tsx';
import { useDirectory } from '../../components/people/directory.tsx';
import { usePolicyOptions } from '../../components/escalation/use-policy-options.ts';
import { Combobox, MultiCombobox } from '../../components/form/fields/combobox.tsx';
import { Form } from '../../components/form/form.tsx';
import { useKeptDraft } from '../../components/form/kept-draft.ts';
import { WhoIsPaged } from './paging-question.tsx';
import { t } from '../../language.ts';
import { respondersHint } from './true-words.ts';
import { ComboboxField, MultiComboboxField } from '../../components/form/fields/labelled-fields.tsx';

export type DialogKind = 'reassign' | 'responders' | 'severity' | 'merge';

interface DialogProps {
  incident: IncidentWire;
  onRun: (name: IncidentCommand, body: object) => void;
  onClose: () => void;
}

const optionsOf = (entries: DirectoryEntry[]) => entries.map(({ key, text }) => ({ value: key, label: text }));

interface FrameProps {
  title: string;
  submit: string;
  isReady: boolean;
  onSubmit: () => void;
  onClose: () => void;
  /** Throws the draft away: it was sent, or cancelled by its button. Esc keeps it. */
  forget?: () => void;
  children: ReactNode;
}

function Frame({ title, submit, isReady, onSubmit, onClose, forget, children }: FrameProps) {
  const finish = (next: () => void) => () => {
    forget?.();
    next();
  };
  return (
    <Modal title={title} isOpen onDismiss={onClose}>
      <Form onSubmit={finish(onSubmit)}>
        {children}
        <Stack gap={1} justifyContent="flex-end">
          <Button type="button" variant="secondary" onClick={finish(onClose)}>
            {t('form.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={!isReady}>
            {submit}
          </Button>
        </Stack>
      </Form>
    </Modal>
  );
}

type ReassignBy = 'users' | 'policy';

interface ReassignDraft {
  way: ReassignBy;
  users: string[];
  policy: string | null;
}

const TO_NOBODY: ReassignDraft = { way: 'users', users: [], policy: null };

function Reassign({ incident, onRun, onClose }: DialogProps) {
  const { people } = useDirectory();
  const policies = usePolicyOptions();
  const { draft, change, forget } = useKeptDraft(`reassign ${incident.id}`, TO_NOBODY);
  const { way, users, policy } = draft;
  const body = way === 'users' ? { users } : { policy };
  const isReady = way === 'users' ? users.length > 0 : policy !== null;
  return (
    <Frame
      title={t('reassign.title', 'Reassign')}
      submit={t('reassign.submit', 'Page them instead')}
      isReady={isReady}
      onSubmit={() => onRun('reassign', body)}
      forget={forget}
      onClose={onClose}
    >
      <Field
        label={t('reassign.to', 'To whom?')}
        description={
          way === 'users'
            ? t('reassign.users-hint', 'They are paged urgently; the escalation stops.')
            : t('reassign.policy-hint', 'The policy starts at its first step.')
        }
      >
        <RadioButtonGroup<ReassignBy>
          id="reassign-way"
          value={way}
          onChange={(chosen) => change({ way: chosen })}
          options={[
            { value: 'users', label: t('reassign.users', 'People') },
            { value: 'policy', label: t('incidents.policy', 'Escalation policy') },
          ]}
        />
      </Field>
      <Field label={way === 'users' ? t('reassign.users', 'People') : t('incidents.policy', 'Escalation policy')}>
        {way === 'users' ? (
          <MultiCombobox
            id="reassign-users"
            aria-label={t('reassign.users', 'People')}
            options={optionsOf(people)}
            value={users}
            onChange={(chosen) => change({ users: chosen.map(({ value }) => value) })}
          />
        ) : (
          <Combobox
            id="reassign-policy"
            aria-label={t('incidents.policy', 'Escalation policy')}
            options={policies}
            value={policy}
            onChange={({ value }) => change({ policy: value })}
          />
        )}
      </Field>
      {way === 'policy' && policy !== null && (
        <WhoIsPaged incident={incident} query={{ command: 'reassign', policy }} />
      )}
    </Frame>
  );
}

const NOBODY_ADDED = { users: [] as string[], rotas: [] as string[] };

function Responders({ incident, onRun, onClose }: DialogProps) {
  const { people, rotas } = useDirectory();
  const { draft, change, forget } = useKeptDraft(`responders ${incident.id}`, NOBODY_ADDED);
  const { users, rotas: chosenRotas } = draft;
  const body = { ...(users.length > 0 && { users }), ...(chosenRotas.length > 0 && { rotas: chosenRotas }) };
  return (
    <Frame
      title={t('responders.title', 'Add people')}
      submit={t('responders.submit', 'Page them too')}
      isReady={users.length + chosenRotas.length > 0}
      onSubmit={() => onRun('responders', body)}
      forget={forget}
      onClose={onClose}
    >
      <p>{respondersHint(incident.state)}</p>
      <MultiComboboxField
        id="responders-users"
        label={t('reassign.users', 'People')}
        noMargin={false}
        options={optionsOf(people)}
        value={users}
        onChange={(chosen) => change({ users: chosen.map(({ value }) => value) })}
      />
      <MultiComboboxField
        id="responders-rotas"
        label={t('responders.rotas', 'Whoever is on call on')}
        noMargin={false}
        options={optionsOf(rotas)}
        value={chosenRotas}
        onChange={(chosen) => change({ rotas: chosen.map(({ value }) => value) })}
      />
    </Frame>
  );
}

function ChangeSeverity({ incident, onRun, onClose }: DialogProps) {
  const [severity, setSeverity] = useState<Severity>(incident.severity);
  return (
    <Frame
      title={t('severity.title', 'Change severity')}
      submit={t('severity.submit', 'Change')}
      isReady={severity !== incident.severity}
      onSubmit={() => onRun('severity', { severity })}
      onClose={onClose}
    >
      <Field
        label={t('incidents.severity', 'Severity')}
        description={t('severity.hint', 'After this, the source can only raise it.')}
      >
        <RadioButtonGroup
          id="severity-choice"
          value={severity}
          onChange={setSeverity}
          options={[...SEVERITIES].reverse().map((value) => ({ value, label: severityText(value) }))}
        />
      </Field>
    </Frame>
  );
}

function Merge({ incident, onRun, onClose }: DialogProps) {
  const { draft, change, forget } = useKeptDraft<{ into: string | null }>(`merge ${incident.id}`, { into: null });
  const { into } = draft;
  const open =
    useApi<ListPage<IncidentWire>>({
      path: 'incidents',
      query: { state: ['open', 'acknowledged', 'snoozed'], limit: 200 },
    }).data?.items ?? [];
  const options = open
    .filter(({ id }) => id !== incident.id)
    .map(({ id, number, title, severity, state, openedAt }) => ({
      value: id,
      label: `#${number} ${title}`,
      description: [severityText(severity), stateText(state), timeText(Date.parse(openedAt), now(), readerZone())].join(
        ', ',
      ),
    }));
  return (
    <Frame
      title={t('merge.title', 'Merge into another incident')}
      submit={t('merge.submit', 'Merge')}
      isReady={into !== null}
      onSubmit={() => onRun('merge', { into })}
      forget={forget}
      onClose={onClose}
    >
      <p>{t('merge.hint', 'This incident is resolved and its alerts join the other one.')}</p>
      <ComboboxField
        id="merge-into"
        label={t('merge.into', 'Into')}
        noMargin={false}
        options={options}
        value={into}
        onChange={({ value }) => change({ into: value })}
      />
    </Frame>
  );
}

const DIALOGS: Record<DialogKind, (props: DialogProps) => ReactNode> = {
  reassign: Reassign,
  responders: Responders,
  severity: ChangeSeverity,
  merge: Merge,
};

export function CommandDialog({ kind, ...props }: DialogProps & { kind: DialogKind }) {
  const Dialog = DIALOGS[kind];
  return <Dialog {...props} />;
}
