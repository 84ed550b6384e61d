/** The card with the contact methods of a person. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { PUSH } from '#contract/people/device';
import type { ListPage } from '#contract/list';
import type { ChannelField, ChannelKind } from '../../../api/resources/channels.ts';
import type { StoredPerson } from '../../../api/resources/people.ts';
import { useApi } from '../../../api/client/use-api.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { problemText } from '../../../components/words/problem-words.ts';
import { inOwnLanguage, t } from '../../../language.ts';
import { MethodRow } from './method-row.tsx';
import { kindName } from '../../../components/people/kind-name.ts';
import { methodsOf, ownMethods, withMethod, withoutMethod } from '../../../components/people/person-reach.ts';
import type { SavePerson } from '../use-save.ts';
import { useSave } from '../use-save.ts';
import { Form } from '../../../components/form/form.tsx';
import { ComboboxField, InputField } from '../../../components/form/fields/labelled-fields.tsx';

interface Props {
  person: StoredPerson;
  isTheirs: boolean;
  onChanged: () => void;
}

interface AddProps {
  person: StoredPerson;
  kinds: ChannelKind[];
  saving: SavePerson;
  onDone: () => void;
}

/** The field for what a method signs its messages or asks for access with. Rooms of the same kind have it, too. */
function secretField(kind: ChannelKind | undefined): ChannelField | undefined {
  return kind?.fields.find(({ name, secret }) => name === 'secret' && secret);
}

function AddForm({ person, kinds, saving, onDone }: AddProps) {
  const [type, setType] = useState(kinds[0]?.kind ?? 'email');
  const [to, setTo] = useState('');
  const [secret, setSecret] = useState('');
  const kind = kinds.find((one) => one.kind === type);
  const forSecret = secretField(kind);
  const what = t('method.type', 'Contact method');
  const wrong =
    saving.failure?.kind === 'validation' ? saving.failure.details.find(({ path }) => path.endsWith('.to')) : undefined;
  const problem = wrong && problemText(wrong);
  return (
    <Form
      onSubmit={() =>
        void saving
          .save({ contactMethods: withMethod(person, type, to.trim(), secret.trim() === '' ? null : secret.trim()) })
          .then(onDone)
      }
    >
      <Stack gap={1} wrap="wrap" alignItems="flex-start">
        <ComboboxField
          id="method-type"
          label={what}
          width={28}
          options={kinds.map((one) => ({ value: one.kind, label: inOwnLanguage(one.names) }))}
          value={type}
          onChange={(option) => setType(option.value)}
        />
        <InputField
          id="method-to"
          label={kind ? inOwnLanguage(kind.address.labels) : t('method.address', 'Address')}
          description={kind && inOwnLanguage(kind.address.hints)}
          invalid={problem !== undefined}
          error={problem}
          width={34}
          value={to}
          onChange={setTo}
        />
        {forSecret !== undefined && (
          <InputField
            id="method-secret"
            label={t('method.secret', '{{name}} (optional)', { name: inOwnLanguage(forSecret.labels) })}
            description={inOwnLanguage(forSecret.hints)}
            type="password"
            autoComplete="off"
            width={32}
            value={secret}
            onChange={setSecret}
          />
        )}
      </Stack>
      <Stack gap={1}>
        <div style={{ marginTop: 8 }}>
          <Button type="submit" disabled={saving.isSending || to.trim() === ''}>
            {t('method.save', 'Add method')}
          </Button>
        </div>
      </Stack>
    </Form>
  );
}

export function MethodsCard({ person, isTheirs, onChanged }: Props) {
  const kinds = useApi<ListPage<ChannelKind>>({ path: 'channel-kinds' }).data?.items ?? [];
  const saving = useSave(person, () => {
    setAdding(false);
    onChanged();
  });
  const [isAdding, setAdding] = useState(false);
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
            onRemove={isOwn && method.type !== PUSH ? () => void saving.save(withoutMethod(person, method.id)) : null}
            onChanged={onChanged}
          />
        ))}
        {isAdding && served.length > 0 && (
          <AddForm person={person} kinds={served} saving={saving} onDone={() => undefined} />
        )}
        {saving.failure !== null && (
          <FailureNote
            failure={saving.failure}
            what={t('person.not-saved', 'Nothing was changed')}
            onClose={saving.forget}
          />
        )}
      </Stack>
    </Section>
  );
}
