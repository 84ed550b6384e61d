/** Lists the reader's next shifts, with a way to put them into a calendar. */
import { Button, Stack, TextLink } from '@grafana/ui';
import type { CommitmentsWire } from '#contract/people/commitments';
import { segment } from '../../api/client/client.ts';
import { useApi } from '../../api/client/use-api.ts';
import { now } from '../../api/live/clock.ts';
import { download } from '../browser/download.ts';
import { Badge } from '../page/badge.tsx';
import { LinkButton } from '../page/link-button.tsx';
import { Section } from '../page/section.tsx';
import { useName } from '../people/directory.tsx';
import { At, Span } from '../time/times.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import type { OwnShift } from './own-shifts.ts';
import { calendarOf, ownShifts } from './own-shifts.ts';

const SHOWN = 4;

function Shift({ shift: { rota, start, end } }: { shift: OwnShift }) {
  const name = useName();
  const isNow = Date.parse(start) <= now();
  return (
    <li>
      {isNow && <Badge color="orange" icon="user" text={t('shifts.now', 'Now')} />}{' '}
      <TextLink href={`${PLUGIN_ROOT}/rotas/${segment(rota)}`} color="primary">
        {name('rotas', rota)}
      </TextLink>
      <div>
        {!isNow && <Span start={start} end={end} />}
        {isNow && end !== null && (
          <>
            {t('shifts.until', 'until')} <At at={end} />
          </>
        )}
      </div>
      <LinkButton
        size="sm"
        variant="secondary"
        fill="text"
        icon="exchange-alt"
        href={`${PLUGIN_ROOT}/rotas/${segment(rota)}?swap=${encodeURIComponent(start)}`}
      >
        {t('shifts.swap', 'Swap…')}
      </LinkButton>
    </li>
  );
}

/** Nothing for people without a shift ahead. */
export function MyShifts({ login }: { login: string }) {
  const name = useName();
  const asked = useApi<CommitmentsWire>({ path: `users/${segment(login)}/commitments` }, { live: ['rota'] });
  const shifts = ownShifts(asked.data);
  if (shifts.length === 0) {
    return null;
  }
  const save = () =>
    download(
      'vigie-shifts.ics',
      'text/calendar',
      calendarOf(shifts, {
        at: now(),
        nameOf: (rota) => t('shifts.event', 'On call: {{rota}}', { rota: name('rotas', rota) }),
      }),
    );
  return (
    <Section title={t('shifts.title', 'My next shifts')}>
      <Stack direction="column" gap={1.5}>
        <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
          {shifts.slice(0, SHOWN).map((shift) => (
            <Shift key={`${shift.rota} ${shift.start}`} shift={shift} />
          ))}
        </ul>
        <Stack gap={1} wrap="wrap">
          <Button size="sm" variant="secondary" icon="calendar-alt" onClick={save}>
            {t('shifts.add', 'Add to calendar')}
          </Button>
          <LinkButton size="sm" variant="secondary" fill="text" href={`${PLUGIN_ROOT}/me`}>
            {t('shifts.subscribe', 'Subscribe to all…')}
          </LinkButton>
        </Stack>
      </Stack>
    </Section>
  );
}
