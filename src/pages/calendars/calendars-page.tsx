/** The page of outside calendars: how current their data is, and which people their events name. */
import type { ReactElement } from 'react';
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, Stack, useStyles2 } from '@grafana/ui';
import { Badge } from '../../components/page/badge.tsx';
import type { CalendarStateWire } from '#contract/rotas/calendar';
import { segment, send as ask } from '../../api/client/client.ts';
import { useApi, useApiPages } from '../../api/client/use-api.ts';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Page } from '../../components/page/page.tsx';
import { absenceText } from '../../components/people/absence-form.tsx';
import { useName } from '../../components/people/directory.tsx';
import { useMayEdit, useMe } from '../../components/people/who-am-i.tsx';
import { Ago } from '../../components/time/times.tsx';
import { withSemicolons } from '../../components/text/punctuation.ts';
import { t } from '../../language.ts';
import { CalendarDrawer } from './calendar-drawer.tsx';
import type { StoredCalendar } from './calendar-drawer.tsx';
import { failureReason } from './failure-reason.ts';
import { MappingDrawer } from './mapping-drawer.tsx';
import { readerZone } from '../../components/time/format.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  minor: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
});

function State({ state }: { state: CalendarStateWire }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <div>
        {state.stale ? (
          <Badge color="orange" icon="exclamation-triangle" text={t('calendars.stale', 'Can’t be read')} />
        ) : (
          <Badge color="green" icon="check" text={t('calendars.fresh', 'Up to date')} />
        )}{' '}
        {state.unmatched > 0 && <Unmatched count={state.unmatched} />}
      </div>
      <div className={styles.minor}>
        {t('calendars.events', '', {
          count: state.events,
          defaultValue_one: '{{count}} current or upcoming event',
          defaultValue_other: '{{count}} current or upcoming events',
        })}
        {state.knownAt === null ? (
          `, ${t('calendars.never', 'never read')}`
        ) : (
          <>
            , {t('calendars.read', 'read')} <Ago at={state.knownAt} />
          </>
        )}
        {state.failure !== null && withSemicolons(['', failureReason(state.failure.reason)])}
      </div>
    </>
  );
}

function Unmatched({ count }: { count: number }) {
  return (
    <Badge
      color="orange"
      text={t('calendars.unmatched', '', {
        count,
        defaultValue_one: '{{count}} event names an unknown person',
        defaultValue_other: '{{count}} events name unknown people',
      })}
    />
  );
}

type OpenDrawer = { kind: 'edit'; calendar: StoredCalendar | null } | { kind: 'mapping'; calendar: StoredCalendar };

interface RowProps {
  calendar: StoredCalendar;
  onOpen: (open: OpenDrawer) => void;
}

function Row({ calendar, onOpen }: RowProps) {
  const { isSending, failure, send } = useSending();
  const asked = useApi<CalendarStateWire>({ path: `calendars/${segment(calendar.id)}/state` }, { live: ['rota'] });
  const fetchNow = () =>
    void send(
      () => ask<unknown>({ method: 'POST', path: `calendars/${segment(calendar.id)}/look`, body: {} }),
      () => {
        toast(t('calendars.looking', 'Refreshing now'));
        asked.reload();
      },
    );
  const name = useName();
  const { absences, team, provisioned } = calendar;
  const use =
    absences === null
      ? t('calendars.layers', 'for layers of rotas')
      : t('calendars.absences', 'absences: {{kind}}', { kind: absenceText(absences) });
  return (
    <ListRow
      name={calendar.name ?? calendar.id}
      nameMore={team === null ? use : `${use}, ${name('teams', team)}`}
      text={<Answer asked={asked}>{(state) => <State state={state} />}</Answer>}
      tools={
        <>
          {provisioned && <Badge color="darkgrey" icon="file-alt" text={t('teams.file', 'From a file')} />}
          <Buttons calendar={calendar} isSending={isSending} onFetch={fetchNow} onOpen={onOpen} />
        </>
      }
      below={failure !== null && <FailureNote failure={failure} />}
    />
  );
}

function Buttons({ calendar, isSending, onFetch, onOpen }: RowProps & { isSending: boolean; onFetch: () => void }) {
  const me = useMe();
  const mayEdit = useMayEdit(calendar.team);
  const name = calendar.name ?? calendar.id;
  const shared = { size: 'sm', variant: 'secondary' } as const;
  return (
    <Stack gap={1} wrap="wrap">
      {me?.can.edit === true && (
        <Button
          {...shared}
          icon="users-alt"
          aria-label={t('calendars.mapping-button', 'Match people: {{name}}', { name })}
          onClick={() => onOpen({ kind: 'mapping', calendar })}
        >
          {t('calendars.mapping', 'Match people')}
        </Button>
      )}
      {mayEdit && (
        <Button
          {...shared}
          icon="sync"
          disabled={isSending}
          aria-label={t('calendars.look-label', 'Refresh {{name}}', { name })}
          onClick={onFetch}
        >
          {t('calendars.look', 'Refresh')}
        </Button>
      )}
      {mayEdit && !calendar.provisioned && (
        <Button
          {...shared}
          icon="pen"
          aria-label={t('calendars.change-label', 'Edit {{name}}', { name })}
          onClick={() => onOpen({ kind: 'edit', calendar })}
        >
          {t('calendars.change', 'Edit')}
        </Button>
      )}
    </Stack>
  );
}

function NoCalendars({ add }: { add: ReactElement | false }) {
  return (
    <EmptyState variant="call-to-action" message={t('calendars.none', 'No calendars yet')} button={add || undefined}>
      {t(
        'calendars.none-more',
        'Add the .ics address of a shift plan, or of the calendar where people enter their leave.',
      )}
    </EmptyState>
  );
}

export default function CalendarsPage() {
  const me = useMe();
  const [open, setOpen] = useState<OpenDrawer | null>(null);
  const asked = useApiPages<StoredCalendar>({ path: 'calendars' }, { live: ['rota'] });
  const close = () => {
    setOpen(null);
    asked.reload();
  };
  const add = me?.can.edit === true && (
    <Button icon="plus" onClick={() => setOpen({ kind: 'edit', calendar: null })}>
      {t('calendars.add', 'Add a calendar')}
    </Button>
  );
  return (
    <Page zone={readerZone()} title={t('calendars.title', 'External calendars')} actions={add}>
      <p>
        {t(
          'calendars.intro',
          'Vigie reads these calendars regularly: the people their events name are on call in a layer, or away. While one can’t be read, its last known events count.',
        )}
      </p>
      <Answer asked={asked}>
        {(items) =>
          items.length === 0 ? (
            <NoCalendars add={add} />
          ) : (
            <RowList heads={[t('calendars.head-calendar', 'Calendar'), t('calendars.head-last', 'Last reading')]}>
              {items.map((calendar) => (
                <Row key={calendar.id} calendar={calendar} onOpen={setOpen} />
              ))}
            </RowList>
          )
        }
      </Answer>
      {open?.kind === 'edit' && <CalendarDrawer calendar={open.calendar} team={me?.teams[0] ?? null} onClose={close} />}
      {open?.kind === 'mapping' && <MappingDrawer calendar={open.calendar} onClose={close} />}
    </Page>
  );
}
