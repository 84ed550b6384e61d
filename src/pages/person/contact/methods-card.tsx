/** The card with the contact methods of a person. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { PUSH } from '#contract/people/push';
import type { ListPage } from '#contract/list';
import type { ChannelKind } from '../../../api/resources/channels.ts';
import type { MethodAnswer, StoredPerson } from '../../../api/resources/people.ts';
import { useApi } from '../../../api/client/use-api.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { t } from '../../../language.ts';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { AddMethod, isOfAddress } from './add-method.tsx';
import { MethodRow } from './method-row.tsx';
import { PageMe } from './page-me.tsx';
import { RemoveMethod } from './remove-method.tsx';
import { kindName } from '../../../components/people/kind-name.ts';
import { methodsOf, ownMethods, reachOf, withoutMethod } from '../../../components/people/person-reach.ts';
import { useSave } from '../use-save.ts';

interface Props {
  person: StoredPerson;
  isTheirs: boolean;
  onChanged: () => void;
}

export function MethodsCard({ person, isTheirs, onChanged }: Props) {
  const kinds = useApi<ListPage<ChannelKind>>({ path: 'channel-kinds' }).data?.items ?? [];
  const [before, setBefore] = useState<ReadonlySet<string> | null>(null);
  const saving = useSave(person, () => {
    setBefore(new Set(methodsOf(person).map(({ id }) => id)));
    setAdding(false);
    onChanged();
  });
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<MethodAnswer | null>(null);
  const isMe = useMe()?.login === person.login;
  const methods = methodsOf(person);
  const isOwn = ownMethods(person).length > 0;
  // Push is left out, since a phone adds itself. Kinds that serve other types are services, not contact methods.
  const served = kinds.filter(({ kind, serves }) => kind !== PUSH && serves.length === 0);
  return (
    <Section
      title={t('methods.title', 'Contact methods')}
      actions={
        isTheirs &&
        !isAdding && (
          <Button size="sm" variant="secondary" icon="plus" onClick={() => setAdding(true)}>
            {t('methods.add', 'Add a contact method')}
          </Button>
        )
      }
    >
      <Stack direction="column" gap={2}>
        {methods.length === 0 && (
          <div>
            {isTheirs
              ? t('methods.none', 'There’s no way to reach you yet. Add one and test it.')
              : t('methods.none-known', 'None of their own; Grafana may know their mail address.')}
          </div>
        )}
        {methods.map((method) => (
          <MethodRow
            key={method.id}
            login={person.login}
            method={method}
            typeName={kindName(kinds, method.type)}
            isTheirs={isTheirs}
            isJustAdded={isMe && before !== null && !before.has(method.id)}
            onRemove={isOwn && method.type !== PUSH ? () => setRemoved(method) : null}
            onChanged={onChanged}
          />
        ))}
        {isAdding && served.length > 0 && (
          <AddMethod
            person={person}
            kinds={served}
            saving={saving}
            isMe={isMe}
            onCancel={() => {
              saving.forget();
              setAdding(false);
            }}
          />
        )}
        {isMe && !isAdding && reachOf(person) === 'well' && <PageMe login={person.login} />}
        {saving.failure !== null && !(isAdding && isOfAddress(saving.failure)) && (
          <FailureNote
            failure={saving.failure}
            what={t('person.not-saved', 'Nothing was changed')}
            onClose={saving.forget}
          />
        )}
      </Stack>
      {removed !== null && (
        <RemoveMethod
          person={person}
          method={removed}
          name={kindName(kinds, removed.type)}
          onConfirm={() => {
            setRemoved(null);
            void saving.save(withoutMethod(person, removed.id));
          }}
          onDismiss={() => setRemoved(null)}
        />
      )}
    </Section>
  );
}
