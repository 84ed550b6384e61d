/** Lists further Grafanas that send to the integration. Each signs with its own secret, which is shown once. */
import { useState } from 'react';
import { Button, IconButton, Stack } from '@grafana/ui';
import type { IntegrationWire } from '#contract/integrations/integration';
import { saveObject } from '../../../api/client/objects.ts';
import { newSecret } from '../../../api/grafana/secret.ts';
import type { StoredIntegration } from '../../../api/resources/integrations.ts';
import { ConfirmDialog } from '../../../components/form/confirm-dialog.tsx';
import { CopyText } from '../../../components/form/copy-text.tsx';
import { Form } from '../../../components/form/form.tsx';
import type { SendingState } from '../../../components/form/use-sending.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { t } from '../../../language.ts';
import { InputField } from '../../../components/form/fields/labelled-fields.tsx';

type Signed = StoredIntegration & { hmac: NonNullable<StoredIntegration['hmac']> };
type Other = NonNullable<Signed['hmac']['others']>[number];

/** Whether messages are signed and the reader may set the secrets. */
export function signsByItself(integration: StoredIntegration, mayEdit: boolean): integration is Signed {
  return mayEdit && integration.hmac?.others !== undefined && !integration.provisioned;
}

interface NamesProps {
  others: readonly Other[];
  onRemove: (name: string) => void;
}

function Names({ others, onRemove }: NamesProps) {
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {others.map(({ name }) => (
          <li key={name}>
            <Stack gap={1} alignItems="center">
              <span style={{ overflowWrap: 'anywhere' }}>{name}</span>
              <IconButton
                name="trash-alt"
                tooltip={t('others.remove', 'Remove the secret of {{name}}', { name })}
                onClick={() => setAsked(name)}
              />
            </Stack>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== null}
        title={t('others.remove', 'Remove the secret of {{name}}', { name: asked ?? '' })}
        body={t('others.remove-body', 'Anything it sends is rejected from then on.')}
        confirmText={t('others.remove-confirm', 'Remove')}
        dismissText={t('form.cancel', 'Cancel')}
        onConfirm={() => {
          onRemove(asked ?? '');
          setAsked(null);
        }}
        onDismiss={() => setAsked(null)}
      />
    </>
  );
}

interface Made {
  name: string;
  secret: string;
}

function useOthers(
  integration: Signed,
  onChanged: () => void,
): Pick<SendingState, 'isSending' | 'failure'> & {
  made: Made | null;
  make: (name: string, onDone: () => void) => void;
  remove: (name: string) => void;
} {
  const [made, setMade] = useState<Made | null>(null);
  const { isSending, failure, send } = useSending();
  const { id, version, hmac } = integration;
  const others = hmac.others ?? [];
  const save = (next: Other[], onDone: () => void) =>
    void send(
      () =>
        saveObject<IntegrationWire>({
          path: 'integrations',
          id,
          version,
          body: { ...integration, hmac: { ...hmac, others: next } },
        }),
      () => {
        onDone();
        onChanged();
      },
    );
  const make = (name: string, onDone: () => void) => {
    const secret = newSecret();
    save([...others, { name, secret }], () => {
      setMade({ name, secret });
      onDone();
    });
  };
  const remove = (name: string) =>
    save(
      others.filter((one) => one.name !== name),
      () => setMade((old) => (old?.name === name ? null : old)),
    );
  return { isSending, failure, made, make, remove };
}

export function OtherGrafanas({ integration, onChanged }: { integration: Signed; onChanged: () => void }) {
  const [name, setName] = useState('');
  const { isSending, failure, made, make, remove } = useOthers(integration, onChanged);
  return (
    <Section title={t('others.title', 'Secrets of other Grafanas')}>
      <Stack direction="column" gap={1}>
        <div>
          {t(
            'others.intro',
            'This integration accepts signed messages only. Another Grafana that sends to it signs with a secret of its own: VIGIE_HMAC in its environment.',
          )}
        </div>
        <Names others={integration.hmac.others ?? []} onRemove={remove} />
        <Form onSubmit={() => make(name.trim(), () => setName(''))}>
          <Stack gap={1} wrap="wrap" alignItems="flex-end">
            <InputField
              id="other-grafana"
              label={t('others.name', 'Name of the other Grafana')}
              width={32}
              value={name}
              onChange={setName}
            />
            <Button
              type="submit"
              variant="secondary"
              icon="key-skeleton-alt"
              disabled={isSending || name.trim() === ''}
            >
              {t('others.make', 'Create secret')}
            </Button>
          </Stack>
        </Form>
        {failure !== null && (
          <FailureNote failure={failure} what={t('others.failed', 'The secrets were not changed')} />
        )}
        {made !== null && (
          <>
            <div role="status">
              {t('others.once', 'The secret of {{name}}. It is shown only now.', { name: made.name })}
            </div>
            <CopyText name="VIGIE_HMAC" text={made.secret} />
          </>
        )}
      </Stack>
    </Section>
  );
}
