/** Lists the work profiles of a unit. */
import { useState } from 'react';
import { Button } from '@grafana/ui';
import type { StoredUnit, StoredWorkProfile } from '../../api/labour/labour.ts';
import type { QueryState } from '../../api/client/use-api.ts';
import { windowsText } from '../../components/form/fields/time/weekly-text.ts';
import { EditButton } from '../../components/list/edit-button.tsx';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { Badge } from '../../components/page/badge.tsx';
import { Section } from '../../components/page/section.tsx';
import { useName } from '../../components/people/directory.tsx';
import { dateText } from '../../components/time/format.ts';
import { t } from '../../language.ts';
import { contractText, onCallText } from './contract-text.ts';
import { ProfileDrawer } from './profile-drawer.tsx';

interface Props {
  unit: StoredUnit;
  asked: QueryState<StoredWorkProfile[]>;
  today: string;
  mayEdit: boolean;
}

function datesText(profile: StoredWorkProfile): string {
  const from = dateText(Date.parse(profile.from));
  const until = profile.until === null ? null : dateText(Date.parse(profile.until));
  return until === null
    ? t('profile.dates-from', 'from {{from}}', { from })
    : t('profile.dates', '{{from}} to {{until}}', { from, until });
}

export function ProfilesSection({ unit, asked, today, mayEdit }: Props) {
  const [edited, setEdited] = useState<StoredWorkProfile | 'new' | null>(null);
  const nameOf = useName();
  return (
    <Section
      title={t('profiles.title', 'Work profiles')}
      actions={
        mayEdit && (
          <Button size="sm" variant="secondary" icon="plus" onClick={() => setEdited('new')}>
            {t('profile.new', 'New work profile')}
          </Button>
        )
      }
    >
      <Answer asked={asked}>
        {(profiles) => (
          <RowList>
            {profiles.map((profile) => {
              const name = nameOf('people', profile.user);
              return (
                <ListRow
                  key={profile.id ?? name}
                  name={name}
                  nameMore={[contractText(profile), profile.payrollId].filter(Boolean).join(' · ')}
                  text={windowsText(profile.schedule)}
                  textMore={datesText(profile)}
                  tools={
                    <>
                      {profile.onCall !== 'yes' && (
                        <Badge
                          color="orange"
                          icon="clock-nine"
                          text={t('profile.on-call-badge', 'On call: {{choice}}', {
                            choice: onCallText(profile.onCall),
                          })}
                        />
                      )}
                      <EditButton
                        name={name}
                        isProvisioned={profile.provisioned}
                        onEdit={mayEdit ? () => setEdited(profile) : null}
                      />
                    </>
                  }
                />
              );
            })}
          </RowList>
        )}
      </Answer>
      {edited !== null && (
        <ProfileDrawer
          unit={unit}
          profile={edited === 'new' ? null : edited}
          today={today}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            asked.reload();
          }}
        />
      )}
    </Section>
  );
}
