/** The editor of a policy: its fields, the save button, and who would be reached. */
import { useMemo, useState } from 'react';
import { Button } from '@grafana/ui';
import { useChromeHeaderHeight } from '@grafana/runtime';
import type { PolicyWire } from '#contract/paging/policy';
import type { FieldProblem } from '../../api/client/failure.ts';
import { saveObject } from '../../api/client/objects.ts';
import { toast } from '../../components/browser/toast.ts';
import { targetsText } from '../../components/escalation/target-text.ts';
import { useLeaveGuard } from '../../components/form/leave-guard.tsx';
import { SaveSection } from '../../components/form/save-section.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { LinkButton } from '../../components/page/link-button.tsx';
import { ReadOnlyNote, editorsOfTeam } from '../../components/page/read-only-note.tsx';
import { Columns, Section } from '../../components/page/section.tsx';
import { FileDraft } from '../../components/replay/file-draft.tsx';
import { PastNights } from '../../components/replay/past-nights.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import type { PolicyDraft, StoredPolicy } from './draft.ts';
import { bodyOf, previewBody } from './draft.ts';
import { EndFields, NameFields } from './policy-fields.tsx';
import { Simulator, useScenario, useSimulation } from './simulator.tsx';
import { ReadSteps, StepList } from './step-list.tsx';
import { spoken } from './step-text.ts';
import type { StepChoices } from './use-choices.ts';
import { useChoices } from './use-choices.ts';
import { PolicyUsersSection } from './policy-users.tsx';

function EndText({ draft, choices }: { draft: PolicyDraft; choices: StepChoices }) {
  const last =
    draft.onExhausted === null
      ? t('policy.managers', 'the managers of its team, else administrators')
      : targetsText(draft.onExhausted, choices.name);
  return (
    <ul style={{ paddingLeft: 20, margin: 0 }}>
      <li>
        {draft.repeat === 0
          ? t('policy.no-repeat', 'The steps run once.')
          : t('policy.repeats', '', {
              count: draft.repeat,
              defaultValue_one: 'Then the steps start again, once.',
              defaultValue_other: 'Then the steps start again, {{count}} times.',
            })}
      </li>
      <li>{t('policy.then-tells', 'Finally notified: {{who}}.', { who: last })}</li>
      <li>
        {draft.ackTimeout === 'none'
          ? t('policy.no-confirm', 'The acknowledger is never asked again.')
          : t('policy.confirms', 'The acknowledger is asked after {{duration}} whether they are still on it.', {
              duration: spoken(draft.ackTimeout),
            })}
      </li>
    </ul>
  );
}

interface EditorProps {
  stored: StoredPolicy | null;
  initial: PolicyDraft;
  /** What another page proposes; it is not saved. */
  proposed?: PolicyDraft | null;
  /** Of a new policy that others of the same proposal refer to. */
  newId?: string | undefined;
  mayEdit: boolean;
  /** A file states it, and the reader would edit it: they may try changes. */
  mayTry: boolean;
  onSaved: (saved: StoredPolicy) => void;
}

type DraftProps = Pick<EditorProps, 'stored' | 'initial' | 'proposed' | 'newId' | 'mayEdit' | 'mayTry' | 'onSaved'>;

function usePolicyDraft({ stored, initial, proposed = null, newId, mayEdit, mayTry, onSaved }: DraftProps) {
  const [draft, setDraft] = useState(mayEdit && proposed !== null ? proposed : initial);
  const { isSending, failure, send, forget } = useSending();
  const isChanged = JSON.stringify(bodyOf(draft)) !== JSON.stringify(bodyOf(initial));
  const guard = useLeaveGuard((mayEdit || mayTry) && isChanged);
  const save = () =>
    void send(
      () =>
        saveObject<PolicyWire>({
          path: 'policies',
          id: stored?.id ?? null,
          body: { ...bodyOf(draft), ...(newId !== undefined && { id: newId }) },
          version: stored?.version ?? null,
        }),
      (saved) => {
        toast(t('policy.saved', 'The policy is saved and applies to new incidents'));
        onSaved(saved);
      },
    );
  return {
    draft,
    change: (part: Partial<PolicyDraft>) => setDraft((old) => ({ ...old, ...part })),
    discard: () => setDraft(initial),
    isChanged,
    isSending,
    failure,
    forget,
    guard,
    save,
  };
}

type EditedPolicy = ReturnType<typeof usePolicyDraft>;

export function PolicyEditor(props: EditorProps) {
  const { stored, mayEdit, mayTry } = props;
  const edited = usePolicyDraft(props);
  const { draft, failure } = edited;
  const choices = useChoices();
  const { scenario, setScenario, zone } = useScenario();
  const body = useMemo(() => previewBody(draft), [draft]);
  const simulated = useSimulation(body, scenario, zone);
  const header = useChromeHeaderHeight() ?? 0;
  const details = failure?.kind === 'validation' ? failure.details : simulated.details;
  return (
    <Columns
      isSideSticky
      stickyBelow={header}
      main={
        <>
          {edited.guard}
          {mayEdit || mayTry ? (
            <DraftFields edited={edited} choices={choices} details={details} />
          ) : (
            <ReadFields stored={stored} draft={draft} choices={choices} />
          )}
          {stored !== null && <PolicyUsersSection policy={stored.id} />}
          {stored !== null && (mayEdit || mayTry) && <PastPages {...props} edited={edited} />}
        </>
      }
      side={
        <>
          {mayEdit && <PolicySaveSection stored={stored} edited={edited} />}
          <Simulator scenario={scenario} zone={zone} onScenario={setScenario} asked={simulated.asked} />
        </>
      }
    />
  );
}

interface FieldsProps {
  edited: EditedPolicy;
  choices: StepChoices;
  details: FieldProblem[];
}

function DraftFields({ edited: { draft, change }, choices, details }: FieldsProps) {
  return (
    <>
      <Section title={t('policy.about', 'Policy')}>
        <NameFields draft={draft} onChange={change} />
      </Section>
      <Section title={t('policy.steps', 'Steps')}>
        <StepList steps={draft.steps} choices={choices} details={details} onChange={(steps) => change({ steps })} />
      </Section>
      <Section title={t('policy.end', 'When nobody answers, and afterwards')}>
        <EndFields draft={draft} choices={choices} onChange={change} />
      </Section>
    </>
  );
}

interface ReadProps {
  stored: StoredPolicy | null;
  draft: PolicyDraft;
  choices: StepChoices;
}

function ReadFields({ stored, draft, choices }: ReadProps) {
  return (
    <>
      <ReadOnlyNote isProvisioned={stored?.provisioned ?? false} who={editorsOfTeam()} />
      <Section title={t('policy.steps', 'Steps')}>
        <ReadSteps steps={draft.steps} choices={choices} />
      </Section>
      <Section title={t('policy.end', 'When nobody answers, and afterwards')}>
        <EndText draft={draft} choices={choices} />
      </Section>
    </>
  );
}

type OwnProps = Pick<EditorProps, 'stored'> & { edited: EditedPolicy };

function DiscardButton({ edited: { isChanged, discard } }: Pick<OwnProps, 'edited'>) {
  return (
    <Button variant="secondary" disabled={!isChanged} onClick={discard}>
      {t('form.discard', 'Discard changes')}
    </Button>
  );
}

function PolicySaveSection({ stored, edited }: OwnProps) {
  const { draft, isSending, isChanged, failure, forget, save } = edited;
  const isNamed = draft.name.trim() !== '';
  return (
    <SaveSection
      failure={failure}
      notSaved={t('policy.not-saved', 'The policy was not saved')}
      onForget={forget}
      isNamed={isNamed}
      create={stored === null ? t('policy.create', 'Create policy') : null}
      canSave={!isSending && isNamed && (isChanged || stored === null)}
      onSave={save}
      otherwise={
        stored === null ? (
          <LinkButton variant="secondary" href={`${PLUGIN_ROOT}/policies`}>
            {t('form.cancel', 'Cancel')}
          </LinkButton>
        ) : (
          <DiscardButton edited={edited} />
        )
      }
    />
  );
}

/** Shows how the draft would have paged; for one from a file, also the text to put there. */
function PastPages({ stored, mayEdit, edited }: OwnProps & Pick<EditorProps, 'mayEdit'>) {
  const { draft, isChanged } = edited;
  if (stored === null) {
    return null;
  }
  const objects = { escalationPolicies: [{ id: stored.id, ...bodyOf(draft) }] };
  return mayEdit ? (
    <PastNights objects={objects} />
  ) : (
    <>
      {isChanged && (
        <div>
          <DiscardButton edited={edited} />
        </div>
      )}
      <FileDraft objects={objects} isChanged={isChanged} />
    </>
  );
}
