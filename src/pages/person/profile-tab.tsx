/** The tab “Me” in Grafana's own profile, with its own providers, since it is not inside our pages. */
import type { PluginMeta } from '@grafana/data';
import { usePluginContext } from '@grafana/data';
import { Stack } from '@grafana/ui';
import type { PluginSettings } from '../../api/connection/settings.ts';
import { segment } from '../../api/client/client.ts';
import { useApi } from '../../api/client/use-api.ts';
import type { StoredPerson } from '../../api/resources/people.ts';
import { NotSetUpNote } from '../../components/page/not-set-up.tsx';
import { DirectoryProvider } from '../../components/people/directory.tsx';
import { myLogin } from '../../components/people/me.ts';
import { reachOf } from '../../components/people/person-reach.ts';
import { ReachBadge } from '../../components/people/reach-badge.tsx';
import { SignInNote } from '../../components/people/sign-in-note.tsx';
import { WhoAmIProvider } from '../../components/people/who-am-i.tsx';
import { readerZone } from '../../components/time/format.ts';
import { ShownIn, zoneText } from '../../components/time/zone.tsx';
import { PersonCards } from './person-cards.tsx';

function Mine() {
  const login = myLogin();
  const asked = useApi<StoredPerson>(login === '' ? null : { path: `users/${segment(login)}` });
  if (login === '') {
    return <SignInNote />;
  }
  const zone = asked.data?.timeZone ?? readerZone();
  return (
    <ShownIn zone={zone}>
      <Stack direction="column" gap={2}>
        {asked.data !== null && (
          <div>
            <ReachBadge reach={reachOf(asked.data)} /> {zoneText(zone)}
          </div>
        )}
        <PersonCards asked={asked} isTheirs />
      </Stack>
    </ShownIn>
  );
}

export default function ProfileTab() {
  const meta = usePluginContext()?.meta as PluginMeta<PluginSettings> | undefined;
  if (meta !== undefined && !meta.jsonData?.sidecarUrl) {
    return <NotSetUpNote />;
  }
  return (
    <WhoAmIProvider>
      <DirectoryProvider>
        <Mine />
      </DirectoryProvider>
    </WhoAmIProvider>
  );
}
