/** All cards about one person. */
import type { StoredPerson } from '../../api/resources/people.ts';
import type { QueryState } from '../../api/client/use-api.ts';
import { GuardedDrafts } from '../../components/form/leave-guard.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { GrafanaNote } from '../../components/people/grafana-note.tsx';
import { myLogin } from '../../components/people/me.ts';
import { Columns } from '../../components/page/section.tsx';
import { MyShifts } from '../../components/rota/my-shifts.tsx';
import { ZoneNote } from '../../components/time/zone-note.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { AccountCard } from './account/account-card.tsx';
import { AbsencesCard } from './absences-card.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { DevicesCard } from './contact/devices-card.tsx';
import { MethodsCard } from './contact/methods-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import { QuietCard } from './quiet-card.tsx';
import { RulesCard } from './contact/rules-card.tsx';
import { SendersCard } from './contact/senders-card.tsx';

interface Props {
  asked: QueryState<StoredPerson>;
  /** The reader's own, or the reader is an Admin. */
  isTheirs: boolean;
}

/** Shown on our page and in Grafana's profile. */
export function PersonCards({ asked, isTheirs }: Props) {
  const me = useMe();
  const myself = me?.login ?? myLogin();
  return (
    <Answer asked={asked}>
      {(one) => (
        <GuardedDrafts>
          <Columns
            main={
              <>
                {one.login === myself && <ZoneNote person={one} onChanged={asked.reload} />}
                {one.login === myself && <GrafanaNote person={one} onChanged={asked.reload} />}
                <MethodsCard person={one} isTheirs={isTheirs} onChanged={asked.reload} />
                <RulesCard person={one} isTheirs={isTheirs} onChanged={asked.reload} />
                <QuietCard person={one} isTheirs={isTheirs} onChanged={asked.reload} />
                <ProfileCard key={one.login} person={one} isTheirs={isTheirs} onChanged={asked.reload} />
              </>
            }
            side={
              <>
                {one.login === myself && <MyShifts login={one.login} />}
                <AbsencesCard person={one} mayChange={isTheirs} />
                {isTheirs && <DevicesCard login={one.login} isMe={one.login === myself} onChanged={asked.reload} />}
                {one.login === myself && <SendersCard />}
                {isTheirs && <CalendarCard login={one.login} isMe={one.login === myself} />}
                {isTheirs && <AccountCard person={one} onChanged={asked.reload} />}
              </>
            }
          />
        </GuardedDrafts>
      )}
    </Answer>
  );
}
