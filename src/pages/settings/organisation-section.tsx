/** The section that sets the organisation's time zone. */
import { useState } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import type { ListPage } from '#contract/list';
import { ORGANISATION } from '#contract/people/organisation';
import type { OrganisationWire } from '#contract/people/organisation';
import type { Stored } from '#contract/stored';
import { saveObject } from '../../api/client/objects.ts';
import { useApi } from '../../api/client/use-api.ts';
import { toast } from '../../components/browser/toast.ts';
import { ZoneField } from '../../components/form/fields/time/zone-field.tsx';
import { Form } from '../../components/form/form.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { Answer } from '../../components/page/answer.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { t } from '../../language.ts';

type StoredOrganisation = Stored<OrganisationWire>;

export function OrganisationSection() {
  const asked = useApi<ListPage<StoredOrganisation>>({ path: 'organisations' });
  return (
    <Section title={t('organisation.title', 'Time zone of the organisation')}>
      <Answer asked={asked}>
        {({ items: [stored] }) => (
          <ZoneForm key={stored?.version ?? 0} stored={stored ?? null} onSaved={asked.reload} />
        )}
      </Answer>
    </Section>
  );
}

interface Props {
  /** null: nobody has set it. */
  stored: StoredOrganisation | null;
  onSaved: () => void;
}

function ZoneForm({ stored, onSaved }: Props) {
  const [timeZone, setZone] = useState(stored?.timeZone ?? 'UTC');
  const { isSending, failure, send } = useSending();
  const isFromFile = stored?.provisioned === true;
  const save = () =>
    send(
      () =>
        saveObject<OrganisationWire>({
          path: 'organisations',
          id: stored?.id ?? null,
          version: stored?.version ?? null,
          body: { ...(stored === null && { id: ORGANISATION }), timeZone },
        }),
      () => {
        toast(t('organisation.saved', 'The time zone is saved'));
        onSaved();
      },
    );
  return (
    <Form onSubmit={() => void save()}>
      <Stack direction="column" gap={2} alignItems="flex-start">
        <div>
          {t(
            'organisation.what',
            'People read times in their own zone. This one is for what nobody reads as a person: messages to chat rooms and shared addresses, comments in monitors, and reviews. A channel can have a zone of its own.',
          )}
        </div>
        {isFromFile && (
          <Alert severity="info" title={t('organisation.file', 'A provisioning file sets it; change it there.')} />
        )}
        {failure !== null && (
          <FailureNote failure={failure} what={t('organisation.not-saved', 'The time zone was not saved')} />
        )}
        <ZoneField id="organisation-zone" value={timeZone} disabled={isFromFile} onChange={setZone} />
        {!isFromFile && (
          <Button type="submit" disabled={isSending || timeZone === stored?.timeZone}>
            {t('organisation.save', 'Save time zone')}
          </Button>
        )}
      </Stack>
    </Form>
  );
}
