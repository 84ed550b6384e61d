import type { IncidentWire } from '#contract/incident';
import type { List } from '#contract/list';
import type { RotaOnCall } from '#contract/on-call';
import { segment } from '../../api/client/client.ts';
import { useAsk } from '../../api/client/use-ask.ts';
import { Answer } from '../../components/page/answer.tsx';
import { useDirectory } from '../../components/people/directory.tsx';
import { LiveBadge } from '../../components/page/live-badge.tsx';
import { myLogin } from '../../components/people/me.ts';
import { Page } from '../../components/page/page.tsx';
import { PageSomeoneButton } from '../../components/incident/page-someone.tsx';
import { Columns } from '../../components/page/section.tsx';
import { t } from '../../language.ts';
import { CareSection } from './care-section.tsx';
import type { FirstSteps } from './checklist.tsx';
import { Checklist, isComplete } from './checklist.tsx';
import { IncidentsSection } from './my-incidents.tsx';
import { OnCallSection } from './on-call-section.tsx';

interface Methods {
  contactMethods: unknown[] | null;
  email?: string | null;
}

/** null while one of the answers is missing: a checklist that blinks helps nobody. */
function useFirstSteps(rotas: RotaOnCall[] | null): FirstSteps | null {
  const { integrations, policies } = useDirectory();
  const me = useAsk<Methods>({ path: `users/${segment(myLogin())}` });
  const any = useAsk<List<IncidentWire>>({ path: 'incidents', query: { limit: 1 } }, { live: ['incident'] });
  if (rotas === null || any.data === null || (me.data === null && me.failure === null)) {
    return null;
  }
  return {
    hasIntegration: integrations.length > 0,
    hasContactMethod: (me.data?.contactMethods?.length ?? 0) > 0 || Boolean(me.data?.email),
    hasRota: rotas.length > 0,
    hasPolicy: policies.length > 0,
    hasIncident: any.data.items.length > 0,
  };
}

export default function HomePage() {
  const asked = useAsk<List<RotaOnCall>>({ path: 'on-call' }, { live: ['rota'] });
  const steps = useFirstSteps(asked.data?.items ?? null);
  const me = myLogin();
  return (
    <Page title={t('home.title', 'On-call')} beside={<LiveBadge />} actions={<PageSomeoneButton />}>
      <Answer asked={asked}>
        {({ items }) => (
          <Columns
            main={
              <>
                {steps !== null && !isComplete(steps) && <Checklist steps={steps} />}
                <IncidentsSection isMine title={t('home.mine', 'My open incidents')} nothing={t('home.none-mine', 'Nothing is open that you are paged for.')} />
                {items.length > 0 && <OnCallSection rotas={items} me={me} />}
              </>
            }
            side={
              <>
                <IncidentsSection isMine={false} title={t('home.open', 'All open incidents')} nothing={t('incidents.none', 'Nothing is open')} />
                {items.length > 0 && <CareSection rotas={items} />}
              </>
            }
          />
        )}
      </Answer>
    </Page>
  );
}
