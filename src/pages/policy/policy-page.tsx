/** The page that edits one policy. */
import { useEffect, useMemo, useState } from 'react';
import { goTo, useLeaveGuard } from '../../components/form/leave-guard.tsx';
import { Button, Stack } from '@grafana/ui';
import { useParams } from 'react-router';
import type { PolicyWire } from '#contract/paging/policy';
import { segment } from '../../api/client/client.ts';
import { saveObject } from '../../api/client/objects.ts';
import { useApi } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Page } from '../../components/page/page.tsx';
import { ReadOnlyNote, editorsOfTeam } from '../../components/page/read-only-note.tsx';
import { Columns, Section } from '../../components/page/section.tsx';
import { toast } from '../../components/browser/toast.ts';
import { useProposed } from '../../components/form/proposed-draft.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { useMayEdit, useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { Skeleton } from '../../components/loading/skeleton.tsx';
import { t } from '../../language.ts';
import { FileDraft } from '../../components/replay/file-draft.tsx';
import { PastNights } from '../../components/replay/past-nights.tsx';
import { targetsText } from '../../components/escalation/target-text.ts';
import type { PolicyDraft, StoredPolicy } from './draft.ts';
import { bodyOf, draftOf, newPolicy, previewBody } from './draft.ts';
import { EndFields, NameFields } from './policy-fields.tsx';
import { Simulator, useScenario, useSimulation } from './simulator.tsx';
import { ReadSteps, StepList } from './step-list.tsx';
import { spoken } from './step-text.ts';
import type { StepChoices } from './use-choices.ts';
import { useChoices } from './use-choices.ts';
import { readerZone } from '../../components/time/format.ts';

const LIST = `${PLUGIN_ROOT}/policies`;

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

function Editor({ stored, initial, proposed = null, newId, mayEdit, mayTry, onSaved }: EditorProps) {
  const choices = useChoices();
  const [draft, setDraft] = useState(mayEdit && proposed !== null ? proposed : initial);
  const { isSending, failure, send, forget } = useSending();
  const { scenario, setScenario, zone } = useScenario();
  const body = useMemo(() => previewBody(draft), [draft]);
  const simulated = useSimulation(body, scenario, zone);
  const change = (part: Partial<PolicyDraft>) => setDraft((old) => ({ ...old, ...part }));
  const isChanged = JSON.stringify(bodyOf(draft)) !== JSON.stringify(bodyOf(initial));
  const guard = useLeaveGuard((mayEdit || mayTry) && isChanged);
  const save = () =>
    send(
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
  const details = failure?.kind === 'validation' ? failure.details : simulated.details;

  const replayed = stored !== null && { escalationPolicies: [{ id: stored.id, ...bodyOf(draft) }] };
  const main =
    mayEdit || mayTry ? (
      <>
        {guard}
        <Section title={t('policy.about', 'Policy')}>
          <NameFields draft={draft} onChange={change} />
        </Section>
        <Section title={t('policy.steps', 'Steps')}>
          <StepList steps={draft.steps} choices={choices} details={details} onChange={(steps) => change({ steps })} />
        </Section>
        <Section title={t('policy.end', 'When nobody answers, and afterwards')}>
          <EndFields draft={draft} choices={choices} onChange={change} />
        </Section>
        {failure !== null && (
          <FailureNote failure={failure} what={t('policy.not-saved', 'The policy was not saved')} onClose={forget} />
        )}
        <Stack gap={1} wrap="wrap">
          {mayEdit && (
            <Button
              icon="save"
              disabled={isSending || draft.name.trim() === '' || (!isChanged && stored !== null)}
              onClick={() => void save()}
            >
              {stored === null ? t('policy.create', 'Create policy') : t('form.save', 'Save')}
            </Button>
          )}
          {isChanged && stored !== null && (
            <Button variant="secondary" onClick={() => setDraft(initial)}>
              {t('form.discard', 'Discard changes')}
            </Button>
          )}
          {draft.name.trim() === '' && (
            <span style={{ alignSelf: 'center' }}>{t('form.name-missing', 'Enter a name.')}</span>
          )}
        </Stack>
        {replayed &&
          (mayEdit ? <PastNights objects={replayed} /> : <FileDraft objects={replayed} isChanged={isChanged} />)}
      </>
    ) : (
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
  return (
    <Columns
      main={main}
      side={<Simulator scenario={scenario} zone={zone} onScenario={setScenario} asked={simulated.asked} />}
    />
  );
}

function NewPolicy() {
  const me = useMe();
  const proposed = useProposed<StoredPolicy>('policies', null);
  const [team] = me?.teams ?? [];
  if (me === null) {
    return <Skeleton />;
  }
  const initial = newPolicy(team ?? null);
  return (
    <Editor
      stored={null}
      initial={initial}
      proposed={proposed && draftOf({ ...initial, id: '', ...proposed })}
      newId={proposed?.id}
      mayEdit={me.can.edit}
      mayTry={false}
      onSaved={({ id }) => goTo(`${LIST}/${id}`)}
    />
  );
}

export default function PolicyPage() {
  const { id = '' } = useParams();
  const isNew = id === 'new';
  const asked = useApi<StoredPolicy>(isNew ? null : { path: `policies/${segment(id)}` });
  const stored = asked.data;
  const isOfTeam = useMayEdit(stored?.team ?? null);
  const mayEdit = isOfTeam && stored?.provisioned === false;
  // After saving, editing continues from the answer.
  const [saved, setSaved] = useState<StoredPolicy | null>(null);
  useEffect(() => setSaved(null), [id]);
  const shown = saved ?? stored;
  const proposed = useProposed<StoredPolicy>('policies', isNew ? '' : id);
  const title = isNew ? t('policy.new', 'New escalation policy') : (shown?.name ?? id);
  const remove = shown !== null && mayEdit && (
    <DeleteButton
      path="policies"
      id={shown.id}
      name={shown.name ?? shown.id}
      version={shown.version}
      consequence={t('policy.delete', 'Incidents running on it keep their copy; no new ones can use it.')}
      onDeleted={() => goTo(LIST)}
    />
  );
  return (
    <Page isDetail zone={readerZone()} title={title} danger={remove}>
      {isNew ? (
        <NewPolicy />
      ) : (
        <Answer asked={asked}>
          {(answer) => {
            const policy = saved ?? answer;
            return (
              <Editor
                key={`${policy.id} ${policy.version}`}
                stored={policy}
                initial={draftOf(policy)}
                proposed={saved === null && proposed !== null ? draftOf({ ...policy, ...proposed }) : null}
                mayEdit={mayEdit}
                mayTry={isOfTeam && policy.provisioned}
                onSaved={setSaved}
              />
            );
          }}
        </Answer>
      )}
    </Page>
  );
}
