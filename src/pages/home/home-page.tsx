/** The home page. */
import { Suspense, useState } from 'react';
import type { ListPage } from '#contract/list';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { useApi } from '../../api/client/use-api.ts';
import type { StatusWire } from '../../api/connection/connection-wire.ts';
import { useStoreTrouble } from '../../api/connection/store-trouble.ts';
import { Answer } from '../../components/page/answer.tsx';
import { LinkButton } from '../../components/page/link-button.tsx';
import { LiveBadge } from '../../components/page/live-badge.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { myLogin } from '../../components/people/me.ts';
import { Page } from '../../components/page/page.tsx';
import { ShadowAlert } from '../../components/integration/shadow-alert.tsx';
import { PageSomeoneButton } from '../../components/incident/page-someone.tsx';
import { Columns } from '../../components/page/section.tsx';
import { SETTINGS_URL } from '../../constants.ts';
import { t } from '../../language.ts';
import { later } from '../../later.ts';
import { CareSection } from './care/care-section.tsx';
import { isComplete, isEmpty, useFirstSteps, useHidden } from './first-steps.ts';
import { Checklist } from './checklist.tsx';
import { AskedSwaps } from './asked-swaps.tsx';
import { BurningSection } from './burning-section.tsx';
import { MaintenanceItems } from '../../components/maintenance/maintenance-items.tsx';
import { homeCards } from '../../slots/modules.ts';
import { MyShifts } from '../../components/rota/my-shifts.tsx';
import { OnCallSection } from '../../components/rota/on-call-section.tsx';
import { readerZone } from '../../components/time/format.ts';

const StoreAlert = later(() => import('../../components/store/store-alert.tsx'));
const UnreadableAlert = later(() => import('../../components/page/unreadable-alert.tsx'));
const SilenceAccounts = later(() => import('./silence-accounts.tsx'));
const QuickStart = later(() => import('./quick-start/quick-start.tsx'));

/** As many as leave the open incidents on the first screen. */
const MOST_ROTAS = 6;

export default function HomePage() {
  const asked = useApi<ListPage<RotaOnCall>>({ path: 'on-call' }, { live: ['rota'] });
  const status = useApi<StatusWire>({ path: 'status' });
  const unreadable = status.data?.unreadable ?? [];
  const trouble = useStoreTrouble();
  const steps = useFirstSteps(asked.data?.items ?? null);
  const [isHidden, hide] = useHidden();
  // The checklist is only for people who may edit.
  const reader = useMe();
  const mayEdit = reader?.can.edit === true;
  const login = reader?.login ?? null;
  const me = myLogin();
  return (
    <Page
      title={t('home.title', 'On-call')}
      zone={readerZone()}
      subtitle={t('home.subtitle', 'Who is on call, what is open and what needs attention.')}
      beside={<LiveBadge />}
      actions={
        <>
          {reader?.can.administer === true && (
            <LinkButton variant="secondary" icon="cog" href={SETTINGS_URL}>
              {t('home.configuration', 'Configuration')}
            </LinkButton>
          )}
          <PageSomeoneButton />
        </>
      }
    >
      <Suspense fallback={null}>
        {trouble !== null && <StoreAlert trouble={trouble} />}
        {unreadable.length > 0 && <UnreadableAlert unreadable={unreadable} />}
        {reader?.can.administer === true && status.data !== null && status.data.grafana !== null && (
          <SilenceAccounts url={status.data.grafana} publicUrl={status.data.publicUrl} />
        )}
      </Suspense>
      <ShadowAlert shadow={status.data?.shadow} />
      <Answer asked={asked}>
        {({ items }) => (
          <Columns
            main={
              <>
                {items.length > 0 && <OnCallSection rotas={items} me={me} most={MOST_ROTAS} />}
                {mayEdit && steps !== null && (
                  <FirstRun isEmpty={isEmpty(steps) && !isHidden} isReachable={steps.isReachable} />
                )}
                {mayEdit && !isHidden && steps !== null && !isComplete(steps) && (
                  <Checklist steps={steps} onHide={hide} />
                )}
                <MaintenanceItems />
                <BurningSection />
              </>
            }
            side={
              <>
                {login !== null && <AskedSwaps login={login} />}
                {login !== null && <MyShifts login={login} />}
                {login !== null && <HomeCards />}
                <CareSection rotas={items} />
              </>
            }
          />
        )}
      </Answer>
    </Page>
  );
}

function HomeCards() {
  return (
    <Suspense fallback={null}>
      {homeCards().map((Card, index) => (
        <Card key={index} />
      ))}
    </Suspense>
  );
}

/** Stays once it was there: what it sets up ends the emptiness. */
function FirstRun({ isEmpty: isNow, isReachable }: { isEmpty: boolean; isReachable: boolean }) {
  const [was, setWas] = useState(isNow);
  if (isNow && !was) {
    setWas(true);
  }
  return was ? (
    <Suspense fallback={null}>
      <QuickStart isEmpty={isNow} isReachable={isReachable} />
    </Suspense>
  ) : null;
}
