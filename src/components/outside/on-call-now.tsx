/** Shows other plugins who is on call (`vigie-oncall-app/on-call-now/v1`). */
import type { ListPage } from '#contract/list';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { useApi } from '../../api/client/use-api.ts';
import { t } from '../../language.ts';
import { Answer } from '../page/answer.tsx';
import { DirectoryProvider } from '../people/directory.tsx';
import { myLogin } from '../people/me.ts';
import { OnCallSection } from '../rota/on-call-section.tsx';
import type { ExposedOnCallProps } from './exposed.ts';
import { OutsidePages } from './outside-pages.tsx';

function OnCall({ rota }: ExposedOnCallProps) {
  const asked = useApi<ListPage<RotaOnCall>>({ path: 'on-call' });
  return (
    <Answer asked={asked}>
      {({ items }) => {
        const shown = items.filter((one) => rota === undefined || one.rota === rota);
        return shown.length === 0 ? (
          <p>{t('panel.none', 'There is no rota yet, so nobody is on call.')}</p>
        ) : (
          <OnCallSection rotas={shown} me={myLogin()} />
        );
      }}
    </Answer>
  );
}

export default function OnCallNow(props: ExposedOnCallProps) {
  return (
    <OutsidePages>
      <DirectoryProvider>
        <OnCall {...props} />
      </DirectoryProvider>
    </OutsidePages>
  );
}
