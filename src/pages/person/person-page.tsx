/** The page of one person. */
import { useParams } from 'react-router';
import { segment } from '../../api/client/client.ts';
import type { StoredPerson } from '../../api/resources/people.ts';
import { useApi } from '../../api/client/use-api.ts';
import { myLogin } from '../../components/people/me.ts';
import { Page } from '../../components/page/page.tsx';
import { reachOf } from '../../components/people/person-reach.ts';
import { ReachBadge } from '../../components/people/reach-badge.tsx';
import { NobodyNote } from '../../components/people/sign-in-note.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { t } from '../../language.ts';
import { PersonCards } from './person-cards.tsx';

/** Shows the person in the URL, or the reader if there is none. */
export default function PersonPage() {
  const params = useParams();
  const me = useMe();
  // Uses Grafana's login until the sidecar has identified the reader.
  const mine = me === null ? myLogin() : (me.login ?? '');
  const login = params.login ?? mine;
  const isTheirs = login === mine || me?.can.administer === true;
  const asked = useApi<StoredPerson>(login === '' ? null : { path: `users/${segment(login)}` });
  const person = asked.data;
  const title = params.login === undefined ? t('person.me', 'Me') : (person?.name ?? login);
  return (
    <Page
      isDetail={params.login !== undefined}
      zone={person?.timeZone}
      title={title}
      subtitle={person === null ? undefined : [person.login, person.email].filter(Boolean).join(', ')}
      beside={person !== null && isTheirs && <ReachBadge reach={reachOf(person)} />}
    >
      {login === '' ? <NobodyNote /> : <PersonCards asked={asked} isTheirs={isTheirs} />}
    </Page>
  );
}
