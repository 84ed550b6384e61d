/** Says that nothing is sent of one integration or one team, for whatever reason. */
import type { StatusWire } from '../../api/connection/connection-wire.ts';
import { useApi } from '../../api/client/use-api.ts';
import { ShadowAlert } from './shadow-alert.tsx';

interface Props {
  integration: string | null;
  team: string | null;
}

/** Nothing while both are real. */
export function OwnShadow({ integration, team }: Props) {
  const shadow = useApi<StatusWire>({ path: 'status' }).data?.shadow;
  if (shadow === undefined) {
    return null;
  }
  const own = {
    all: shadow.all,
    teams: shadow.teams.filter((one) => one === team),
    integrations: shadow.integrations.filter((one) => one === integration),
  };
  return <ShadowAlert shadow={own} />;
}
