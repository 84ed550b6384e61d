/** The card with the name, language and zone of a person. */
import { Button, Checkbox, Stack } from '@grafana/ui';
import type { NoticeTopic } from '#domain/notify/responder';
import { NOTICES } from '#domain/notify/responder';
import type { StoredPerson } from '../../api/resources/people.ts';
import { DurationField } from '../../components/form/fields/time/duration-field.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { ZoneField } from '../../components/form/fields/time/zone-field.tsx';
import { t } from '../../language.ts';
import { useSave } from './use-save.ts';
import { Form } from '../../components/form/form.tsx';
import { useGuardedDraft } from '../../components/form/leave-guard.tsx';
import { useStoredDraft } from '../../components/form/use-stored-draft.ts';
import { ComboboxField } from '../../components/form/fields/labelled-fields.tsx';

function noticeText(notice: NoticeTopic): string {
  switch (notice) {
    case 'acknowledged':
      return t('notice.acknowledged', 'Somebody acknowledged an incident I was paged for');
    case 'unacknowledged':
      return t('notice.unacknowledged', 'An acknowledgement was undone');
    case 'resolved':
      return t('notice.resolved', 'It was resolved');
    case 'reopened':
      return t('notice.reopened', 'It was reopened');
    case 'snoozed':
      return t('notice.snoozed', 'It was snoozed');
    case 'onCall':
      return t('notice.on-call', 'My shift starts or has ended');
    case 'swaps':
      return t('notice.swaps', 'Somebody wants to swap a shift');
    case 'health':
      return t('notice.health', 'Gaps in rotas I manage');
  }
}

export function ProfileCard({
  person,
  isTheirs,
  onChanged,
}: {
  person: StoredPerson;
  isTheirs: boolean;
  onChanged: () => void;
}) {
  const { save, isSending, failure, forget } = useSave(person, onChanged);
  // Other cards save the same person, which must not take away what is typed here.
  const fields = useStoredDraft({
    timeZone: person.timeZone,
    language: person.language,
    ahead: person.handoffAhead ?? '',
    mute: person.mute,
  });
  const { timeZone, language, ahead, mute } = fields.draft;
  useGuardedDraft(fields.isChanged);
  const speech = t('profile.language', 'Language of messages');
  const isFixed = person.provisioned || !isTheirs;
  const toggle = (notice: NoticeTopic, isWanted: boolean) =>
    fields.change({ mute: isWanted ? mute.filter((one) => one !== notice) : [...mute, notice] });
  return (
    <Section title={t('profile.title', 'Language, time and messages')}>
      <Form
        onSubmit={() =>
          void save({ timeZone, language, handoffAhead: ahead.trim() === '' ? null : ahead.trim(), mute }, () =>
            fields.saved(fields.draft),
          )
        }
      >
        <Stack direction="column" gap={2}>
          <Stack gap={2} wrap="wrap">
            <ComboboxField<'en' | 'fr'>
              id="profile-language"
              label={speech}
              width={20}
              disabled={isFixed}
              options={[
                { value: 'en', label: 'English' },
                { value: 'fr', label: 'Français' },
              ]}
              value={language}
              onChange={({ value }) => fields.change({ language: value })}
            />
            <ZoneField
              id="profile-zone"
              value={timeZone}
              onChange={(zone) => fields.change({ timeZone: zone })}
              disabled={isFixed}
            />
          </Stack>
          {person.provisioned && <div>{t('profile.file', 'Language and time zone are provisioned from a file.')}</div>}
          <DurationField
            id="profile-ahead"
            isOptional
            label={t('profile.ahead', 'Remind me before a shift')}
            description={t('profile.ahead-hint', 'In addition to when it starts. Leave empty for only then.')}
            value={ahead}
            onChange={(text) => fields.change({ ahead: text })}
          />
          <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
            <legend style={{ fontSize: 12, marginBottom: 8, border: 0 }}>
              {t('profile.mute', 'Messages besides pages; pages always arrive')}
            </legend>
            <Stack direction="column" gap={0.5}>
              {NOTICES.map((notice) => (
                <div key={notice}>
                  <Checkbox
                    label={noticeText(notice)}
                    value={!mute.includes(notice)}
                    disabled={!isTheirs}
                    onChange={(event) => toggle(notice, event.currentTarget.checked)}
                  />
                </div>
              ))}
            </Stack>
          </fieldset>
          {failure !== null && (
            <FailureNote failure={failure} what={t('person.not-saved', 'Nothing was changed')} onClose={forget} />
          )}
          {isTheirs && (
            <div>
              <Button type="submit" icon="save" disabled={isSending}>
                {t('form.save', 'Save')}
              </Button>
            </div>
          )}
        </Stack>
      </Form>
    </Section>
  );
}
