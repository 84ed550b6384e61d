/** Offers colleagues the shifts that an absence leaves uncovered. */
import { Button, Icon, Stack } from '@grafana/ui';
import type { z } from 'zod';
import type { ListPage } from '#contract/list';
import type { coverNeeded } from '#contract/rotas/swap';
import { segment } from '../../api/client/client.ts';
import { useApi } from '../../api/client/use-api.ts';
import { offerShifts } from '../../api/resources/swaps.ts';
import { t } from '../../language.ts';
import { toast } from '../browser/toast.ts';
import { useSending } from '../form/use-sending.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { useName } from '../people/directory.tsx';
import { clockTime, dayText } from '../time/format.ts';
import { useNow } from '../time/use-now.ts';
import { useZone } from '../time/zone.tsx';

const MOST = 8;

type Cover = z.output<typeof coverNeeded>;

export function CoverOffer({ absence }: { absence: string }) {
  const asked = useApi<ListPage<Cover>>({ path: `absences/${segment(absence)}/cover` }, { live: ['rota'] });
  const { isSending, failure, send } = useSending();
  const name = useName();
  const now = useNow(60_000);
  const zone = useZone();
  const items = asked.data?.items ?? [];
  if (items.length === 0) {
    return failure === null ? null : <FailureNote failure={failure} />;
  }
  const at = (text: string) => `${dayText(Date.parse(text), now, zone)} ${clockTime(Date.parse(text), zone)}`;
  const offer = () =>
    send(
      () => offerShifts(absence),
      () => {
        toast(t('cover.offered', 'Colleagues are asked to take these shifts'));
        asked.reload();
      },
    );
  return (
    <Stack direction="column" gap={1}>
      <div>
        <Icon name="exclamation-triangle" size="sm" />{' '}
        {t('cover.title', '', {
          count: items.length,
          defaultValue_one: 'Still on call for {{count}} shift:',
          defaultValue_other: 'Still on call for {{count}} shifts:',
        })}
      </div>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {items.slice(0, MOST).map(({ rota, start, end }) => (
          <li key={`${rota} ${start}`}>
            {name('rotas', rota)}: {t('timeline.span', '{{from}} to {{to}}', { from: at(start), to: at(end) })}
          </li>
        ))}
        {items.length > MOST && (
          <li>
            {t('diff.more', '', {
              count: items.length - MOST,
              defaultValue_one: 'and {{count}} more',
              defaultValue_other: 'and {{count}} more',
            })}
          </li>
        )}
      </ul>
      <div>
        <Button size="sm" variant="secondary" icon="exchange-alt" disabled={isSending} onClick={() => void offer()}>
          {t('cover.offer', 'Offer them to colleagues')}
        </Button>
      </div>
      {failure !== null && <FailureNote failure={failure} what={t('cover.failed', 'The shifts were not offered')} />}
    </Stack>
  );
}
