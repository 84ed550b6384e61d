/** The form that adds a contact method: only what can arrive, checked while somebody types. */
import { useState } from 'react';
import { Button, Stack, Text, TextLink } from '@grafana/ui';
import type { ChannelField, ChannelKind } from '../../../api/resources/channels.ts';
import type { StoredPerson } from '../../../api/resources/people.ts';
import { Form } from '../../../components/form/form.tsx';
import { useGuardedDraft } from '../../../components/form/leave-guard.tsx';
import { ComboboxField, InputField } from '../../../components/form/fields/labelled-fields.tsx';
import { tabPath } from '../../../components/menu/sections.ts';
import { methodsOf, withMethod } from '../../../components/people/person-reach.ts';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { problemText } from '../../../components/words/problem-words.ts';
import { inOwnLanguage, t } from '../../../language.ts';
import type { SavePerson } from '../use-save.ts';
import { firstKind } from './first-kind.ts';
import { isByNumber, numberState } from './phone-number.ts';

interface Props {
  person: StoredPerson;
  kinds: ChannelKind[];
  saving: SavePerson;
  /** Whoever adds a method of their own is sent its code at once. */
  isMe: boolean;
  onCancel: () => void;
}

/** The field for what a method signs its messages or asks for access with. Rooms of the same kind have it, too. */
function secretField(kind: ChannelKind | undefined): ChannelField | undefined {
  return kind?.fields.find(({ name, secret }) => name === 'secret' && secret);
}

/** What is wrong with the address as typed, before it is sent. */
function typedProblem(type: string, to: string): string | undefined {
  const state = isByNumber(type) ? numberState(to) : null;
  if (state?.kind !== 'wrong') {
    return undefined;
  }
  switch (state.why) {
    case 'country':
      return t('number.country', 'Begin with + and the country: +33 6 12 34 56 78');
    case 'characters':
      return t('number.characters', 'Only digits, after +');
    case 'too-long':
      return t('number.too-long', 'No number has more than 15 digits');
  }
}

function isComplete(type: string, to: string): boolean {
  return isByNumber(type) ? numberState(to).kind === 'complete' : to.trim() !== '';
}

/** The failure that belongs to the address is said there, and nowhere else. */
export function isOfAddress(failure: SavePerson['failure']): boolean {
  return (
    failure?.kind === 'validation' &&
    failure.details.length > 0 &&
    failure.details.every(({ path }) => path.endsWith('.to'))
  );
}

/** Names the ways that nobody has set up yet. */
function Missing({ kinds }: { kinds: ChannelKind[] }) {
  const isAdmin = useMe()?.can.administer === true;
  if (kinds.length === 0) {
    return null;
  }
  const names = kinds.map((one) => inOwnLanguage(one.names)).join(', ');
  return (
    <div>
      {t('method.not-set-up', 'Not set up here: {{names}}.', { names })}{' '}
      {isAdmin ? (
        <TextLink href={tabPath('integrations', 'channels')}>{t('method.set-up', 'Set them up')}</TextLink>
      ) : (
        t('method.ask-admin', 'An administrator can set them up.')
      )}
    </div>
  );
}

const HINT = 'method-hint';
const SECRET_HINT = 'method-secret-hint';

function Hint({ id, text }: { id: string; text: string }) {
  return text === '' ? null : (
    <div id={id}>
      <Text color="secondary">{text}</Text>
    </div>
  );
}

function useMethodDraft(kinds: ChannelKind[], person: StoredPerson) {
  const [type, setType] = useState(() =>
    firstKind(
      kinds.map(({ kind }) => kind),
      methodsOf(person).map(({ type }) => type),
    ),
  );
  const [to, setTo] = useState('');
  const [secret, setSecret] = useState('');
  return { type, setType, to, setTo, secret, setSecret, kind: kinds.find((one) => one.kind === type) };
}

export function AddMethod({ person, kinds, saving, isMe, onCancel }: Props) {
  const ready = kinds.filter((one) => one.ready !== false);
  const { type, setType, to, setTo, secret, setSecret, kind } = useMethodDraft(ready, person);
  useGuardedDraft(to !== '' || secret !== '');
  const forSecret = secretField(kind);
  const refused = isOfAddress(saving.failure) ? saving.failure?.details[0] : undefined;
  const problem = typedProblem(type, to) ?? (refused && problemText(refused));
  const save = () =>
    void saving.save({
      contactMethods: withMethod(person, type, to.trim(), secret.trim() === '' ? null : secret.trim()),
    });
  return (
    <Form onSubmit={save}>
      <Stack direction="column" gap={1}>
        <Stack gap={1} wrap="wrap" alignItems="flex-start">
          <ComboboxField
            id="method-type"
            label={t('method.type', 'Contact method')}
            width={28}
            options={ready.map((one) => ({ value: one.kind, label: inOwnLanguage(one.names) }))}
            value={type}
            onChange={(option) => setType(option.value)}
          />
          <InputField
            id="method-to"
            label={kind ? inOwnLanguage(kind.address.labels) : t('method.address', 'Address')}
            aria-describedby={HINT}
            invalid={problem !== undefined}
            error={problem}
            inputMode={isByNumber(type) ? 'tel' : undefined}
            width={34}
            value={to}
            onChange={(text) => {
              setTo(text);
              saving.forget();
            }}
          />
          {forSecret !== undefined && (
            <InputField
              id="method-secret"
              label={t('method.secret', '{{name}} (optional)', { name: inOwnLanguage(forSecret.labels) })}
              aria-describedby={SECRET_HINT}
              type="password"
              autoComplete="off"
              width={32}
              value={secret}
              onChange={setSecret}
            />
          )}
        </Stack>
        {/* Between a label and its field they would stand at another height than the field beside. */}
        {kind !== undefined && <Hint id={HINT} text={inOwnLanguage(kind.address.hints)} />}
        {forSecret !== undefined && <Hint id={SECRET_HINT} text={inOwnLanguage(forSecret.hints)} />}
        <Missing kinds={kinds.filter((one) => one.ready === false)} />
        <Stack gap={1}>
          <Button type="submit" disabled={saving.isSending || !isComplete(type, to)}>
            {isMe ? t('method.save-and-send', 'Add and send a code') : t('method.save', 'Add method')}
          </Button>
          <Button type="button" variant="secondary" onClick={onCancel}>
            {t('form.cancel', 'Cancel')}
          </Button>
        </Stack>
      </Stack>
    </Form>
  );
}
