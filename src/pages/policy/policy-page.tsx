/** The page of one policy. */
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { segment } from '../../api/client/client.ts';
import { useApi } from '../../api/client/use-api.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { goTo } from '../../components/form/leave-guard.tsx';
import { useProposed } from '../../components/form/proposed-draft.ts';
import { Skeleton } from '../../components/loading/skeleton.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { Page } from '../../components/page/page.tsx';
import { useMayEdit, useMe } from '../../components/people/who-am-i.tsx';
import { readerZone } from '../../components/time/format.ts';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import type { StoredPolicy } from './draft.ts';
import { draftOf, newPolicy } from './draft.ts';
import { PolicyEditor } from './policy-editor.tsx';
import { PolicyUsers } from './policy-users.tsx';

const LIST = `${PLUGIN_ROOT}/policies`;

function NewPolicy() {
  const me = useMe();
  const proposed = useProposed<StoredPolicy>('policies', null);
  const [team] = me?.teams ?? [];
  if (me === null) {
    return <Skeleton />;
  }
  const initial = newPolicy(team ?? null);
  return (
    <PolicyEditor
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
      more={
        <>
          <strong>{t('policy-used.title', 'Used by')}</strong>
          <PolicyUsers policy={shown.id} />
        </>
      }
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
              <PolicyEditor
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
