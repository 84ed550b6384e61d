import { useParams } from 'react-router';
import { segment } from '../../api/client.ts';
import type { Person } from '../../api/people.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Answer } from '../../components/answer.tsx';
import { myLogin } from '../../components/me.ts';
import { Page } from '../../components/page.tsx';
import { ReachBadge } from '../../components/reach-badge.tsx';
import { Columns } from '../../components/section.tsx';
import { useMe } from '../../components/who-am-i.tsx';
import { t } from '../../language.ts';
import { AbsencesCard } from './absences-card.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { reachOf } from '../../components/person-reach.ts';
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
                {isTheirs && <CalendarCard login={one.login} />}
              </>
            }
          />
        )}
      </Answer>
    </Page>
  );
}
