import { useParams } from 'react-router';
import { segment } from '../../api/client/client.ts';
import type { Person } from '../../api/resources/people.ts';
import { useAsk } from '../../api/client/use-ask.ts';
import { myLogin } from '../../components/people/me.ts';
import { Page } from '../../components/page/page.tsx';
import { reachOf } from '../../components/people/person-reach.ts';
import { ReachBadge } from '../../components/people/reach-badge.tsx';
import { SignInNote } from '../../components/people/sign-in-note.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { t } from '../../language.ts';
import { PersonCards } from './person-cards.tsx';

/** A person; without one in the address, the one who looks. */
export default function PersonPage() {
  const params = useParams();
  const me = useMe();
  const login = params.login ?? me?.login ?? myLogin();
  const isTheirs = login === (me?.login ?? myLogin()) || me?.can.administer === true;
  const asked = useAsk<Person>(login === '' ? null : { path: `users/${segment(login)}` });
  const person = asked.data;
  const title = params.login === undefined ? t('person.me', 'Me') : (person?.name ?? login);
  return (
    <Page isDetail={params.login !== undefined} title={title} subtitle={person === null ? undefined : [person.login, person.email].filter(Boolean).join(', ')} beside={person !== null && isTheirs && <ReachBadge reach={reachOf(person)} />}>
      {login === '' ? <SignInNote /> : <PersonCards asked={asked} isTheirs={isTheirs} />}
    </Page>
  );
}
