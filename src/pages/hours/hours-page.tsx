/** The page "My on-call hours": what matters now, and interventions to confirm. */
import { useState } from 'react';
import { EmptyState, Stack } from '@grafana/ui';
import type { UpcomingRestWire } from '#contract/labour/rest';
import { DAY } from '#domain/time/duration';
import { useZones } from '../../api/resources/calendar.ts';
import type { StoredWorkProfile } from '../../api/labour/labour.ts';
import { useInterventions, useRests, useUnits, useWorkProfiles } from '../../api/labour/labour.ts';
import { useNotices } from '../../api/labour/notices.ts';
import { useStatements } from '../../api/labour/statements.ts';
import { now } from '../../api/live/clock.ts';
import { isCounted } from '../../components/labour/concern.ts';
import { GuardedDrafts } from '../../components/form/leave-guard.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { Page } from '../../components/page/page.tsx';
import { NobodyNote } from '../../components/people/sign-in-note.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { dateText, readerZone } from '../../components/time/format.ts';
import { t } from '../../language.ts';
import { ConfirmSection } from './confirm-section.tsx';
import { counselTexts } from '../../components/labour/counsel-text.ts';
import { DutiesSection } from './duties-section.tsx';
import { MonthSections } from './month-section.tsx';
import { NowSection } from './now-section.tsx';

export default function HoursPage() {
  const me = useMe();
  const login = me?.login ?? null;
  const profiles = useWorkProfiles(login);
  const isAsked = isCounted(profiles.data ?? []);
  return (
    <Page
      title={t('hours.title', 'My on-call hours')}
      subtitle={t('hours.indicative', 'Indicative check, not legal advice.')}
      zone={readerZone()}
    >
      {me !== null && login === null ? (
        <NobodyNote />
      ) : (
        <Answer asked={profiles}>
          {() =>
            login !== null && isAsked ? (
              <Hours login={login} profiles={profiles.data ?? []} />
            ) : (
              <EmptyState variant="completed" message={t('hours.none', 'You have no work profile')}>
                {t(
                  'hours.none-more',
                  'Vigie looks at rest after a night call once HR of your unit has added your work profile. Until then nothing is shown here.',
                )}
              </EmptyState>
            )
          }
        </Answer>
      )}
    </Page>
  );
}

interface AnsweredRests {
  /** The list that was shown when the person answered. */
  instead: UpcomingRestWire[] | null;
  rests: UpcomingRestWire[] | null;
}

interface HoursProps {
  login: string;
  profiles: readonly StoredWorkProfile[];
}

function Hours({ login, profiles }: HoursProps) {
  const units = useUnits(true).data ?? [];
  const own = readerZone();
  const zones = useZones([own, ...units.map(({ timeZone }) => timeZone)]).data?.zones ?? {};
  const interventions = useInterventions(login, Math.floor(now() / DAY) * DAY);
  const rests = useRests(login);
  const notices = useNotices({ user: login, from: new Date(Math.floor(now() / DAY) * DAY).toISOString() });
  const statements = useStatements({ user: login });
  const [answered, setAnswered] = useState<AnsweredRests | null>(null);
  // What an answer said holds until the list is read anew.
  const shown: UpcomingRestWire[] | null =
    answered?.instead === rests.data ? (answered?.rests ?? rests.data) : rests.data;
  return (
    <GuardedDrafts>
      <Stack direction="column" gap={2}>
        <NowSection asked={{ ...rests, data: shown }} units={units} zones={zones} />
        <ConfirmSection
          asked={interventions}
          zone={zones[own] ?? null}
          onConfirmed={(answer) => setAnswered({ instead: rests.data, rests: answer.rests })}
        />
        <DutiesSection asked={notices} />
        <MonthSections asked={statements} units={units} />
        {counselTexts(units, profiles, dateText).map((text) => (
          <div key={text}>{text}</div>
        ))}
      </Stack>
    </GuardedDrafts>
  );
}
