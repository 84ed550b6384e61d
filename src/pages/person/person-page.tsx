import { useParams } from 'react-router';
import { segment } from '../../api/client/client.ts';
import type { Person } from '../../api/resources/people.ts';
import { useAsk } from '../../api/client/use-ask.ts';
import { Answer } from '../../components/page/answer.tsx';
import { myLogin } from '../../components/people/me.ts';
import { Page } from '../../components/page/page.tsx';
import { ReachBadge } from '../../components/people/reach-badge.tsx';
import { Columns } from '../../components/page/section.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { t } from '../../language.ts';
import { AbsencesCard } from './absences-card.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { DevicesCard } from './devices-card.tsx';
import { reachOf } from '../../components/people/person-reach.ts';
import { MethodsCard } from './methods-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import { QuietCard } from './quiet-card.tsx';
import { RulesCard } from './rules-card.tsx';

/** A person; without one in the address, the one who looks. */
export default function PersonPage() {
  const params = useParams();
  const me = useMe();
  const login = params.login ?? me?.login ?? myLogin();
  const isMe = login === (me?.login ?? myLogin());
  const isTheirs = isMe || me?.can.administer === true;
  const asked = useAsk<Person>({ path: `users/${segment(login)}` });
  const person = asked.data;
  const title = params.login === undefined ? t('person.me', 'Me') : (person?.name ?? login);
  return (
    <Page isDetail={params.login !== undefined} title={title} subtitle={person === null ? undefined : [person.login, person.email].filter(Boolean).join(', ')} beside={person !== null && isTheirs && <ReachBadge reach={reachOf(person)} />}>
      <Answer asked={asked}>
        {(one) => (
          <Columns
            main={
              <>
                <MethodsCard person={one} isTheirs={isTheirs} onChanged={asked.reload} />
                <RulesCard person={one} isTheirs={isTheirs} onChanged={asked.reload} />
                <QuietCard person={one} isTheirs={isTheirs} onChanged={asked.reload} />
                <ProfileCard key={`${one.login} ${one.version}`} person={one} isTheirs={isTheirs} onChanged={asked.reload} />
              </>
            }
            side={
              <>
                <AbsencesCard person={one} mayChange={isTheirs} />
                {isTheirs && <DevicesCard login={one.login} isMe={isMe} onChanged={asked.reload} />}
                {isTheirs && <CalendarCard login={one.login} />}
              </>
            }
          />
        )}
      </Answer>
    </Page>
  );
}
