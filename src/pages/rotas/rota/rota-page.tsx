/** The page of one rota. */
import { useMemo, useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import { useParams } from 'react-router';
import { segment } from '../../../api/client/client.ts';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { useUrl } from '../../../components/browser/use-url.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { LiveBadge } from '../../../components/page/live-badge.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Columns, Section } from '../../../components/page/section.tsx';
import { useMayEdit, useMe } from '../../../components/people/who-am-i.tsx';
import { CalendarLink } from '../../../components/rota/calendar-link.tsx';
import { readerZone } from '../../../components/time/format.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { Skeleton } from '../../../components/loading/skeleton.tsx';
import { t } from '../../../language.ts';
import { shiftsOf } from '../data/shifts.ts';
import type { RotaData } from '../data/to-domain.ts';
import { layerNames } from '../data/to-domain.ts';
import { useRota } from '../data/use-rota.ts';
import { useWording } from '../data/use-wording.ts';
import { OverridesCard } from '../overrides/overrides-card.tsx';
import { SwapsCard } from '../swaps/swaps-card.tsx';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { shownZone } from '../timeline/zone-choices.ts';
import { DeletedNote } from './deleted-note.tsx';
import type { RotaDialog } from './dialogs.tsx';
import { Dialogs, overrideFor } from './dialogs.tsx';
import { HealthCard } from '../health/health-card.tsx';
import { NowCard } from './now-card.tsx';
import { LinkButton } from '../../../components/page/link-button.tsx';
import { UsedBy } from '../used/used-by.tsx';
import { useAskedSwap } from './use-asked-swap.ts';
import { TimelineSection } from './timeline-section.tsx';

interface ActionsProps {
  data: RotaData;
  wording: ShiftWording;
  mayEdit: boolean;
  onOpen: (dialog: RotaDialog) => void;
}

function Actions({ data, wording, mayEdit, onOpen }: ActionsProps) {
  const me = useMe();
  const base = `${PLUGIN_ROOT}/rotas/${segment(data.rota.id)}`;
  return (
    <>
      {me?.kind === 'person' && me.login !== null && (
        <Button variant="secondary" icon="calendar-slash" onClick={() => onOpen({ kind: 'away' })}>
          {t('away.button', 'I’m away')}
        </Button>
      )}
      <LinkButton variant="secondary" icon="history" href={`${base}/history`}>
        {t('history.button', 'History')}
      </LinkButton>
      {mayEdit && (
        <Button
          variant={data.wire.provisioned ? 'primary' : 'secondary'}
          icon="plus"
          onClick={() => onOpen(overrideFor(data, wording.now, null))}
        >
          {t('override.add-button', 'Add an override')}
        </Button>
      )}
      {mayEdit && (
        <LinkButton
          icon={data.wire.provisioned ? 'history' : 'pen'}
          variant={data.wire.provisioned ? 'secondary' : 'primary'}
          href={`${base}/edit`}
        >
          {data.wire.provisioned ? t('replay.try', 'Try a change') : t('rota.edit', 'Edit rota')}
        </LinkButton>
      )}
    </>
  );
}

interface BodyProps extends ActionsProps {
  onChanged: () => void;
}

function Body(props: BodyProps) {
  const { data, wording, mayEdit, onOpen } = props;
  return (
    <Stack direction="column" gap={2}>
      <TimelineSection
        data={data}
        wording={wording}
        onSelect={mayEdit ? (range) => onOpen(overrideFor(data, wording.now, range)) : null}
        onOpen={(lane, shifts) => onOpen({ kind: 'shift', opened: { lane, shifts } })}
      />
      <Columns isSideFirst main={<MainCards {...props} />} side={<SideCards {...props} />} />
    </Stack>
  );
}

function MainCards({ data, wording, onOpen, onChanged }: BodyProps) {
  const me = useMe();
  // The timeline finds the reader's next shift, so here it matters only whether there is one.
  const isMine = useMemo(
    () => me?.kind === 'person' && me.login !== null && shiftsOf(data, me.login, wording.now).length > 0,
    [data, me, wording.now],
  );
  return (
    <>
      <HealthCard id={data.rota.id} wording={wording} />
      <SwapsCard
        swaps={data.swaps}
        wording={wording}
        onAsk={isMine ? () => onOpen({ kind: 'swap', shift: null }) : null}
        onChanged={onChanged}
      />
    </>
  );
}

function SideCards({ data, wording, mayEdit, onOpen, onChanged }: BodyProps) {
  const { id } = data.rota;
  return (
    <>
      <NowCard data={data} wording={wording} onChanged={onChanged} />
      <OverridesCard
        data={data}
        wording={wording}
        mayEdit={mayEdit}
        onChange={(override) => onOpen(overrideFor(data, wording.now, null, override))}
        onChanged={onChanged}
      />
      <Section title={t('used.title', 'Used by')}>
        <UsedBy rota={id} none={t('used.none', 'No policy pages this rota yet.')} />
      </Section>
      <CalendarLink
        path={`rotas/${segment(id)}/ical`}
        title={t('calendar.rota-title', 'This rota as a calendar feed')}
        mayChange={mayEdit}
      />
    </>
  );
}

function FromFileBadge() {
  return (
    <Badge
      color="darkgrey"
      icon="file-alt"
      text={t('teams.file', 'From a file')}
      tooltip={t('read-only.file-more', 'Change the file and reload the sidecar (SIGHUP). What you see is what runs.')}
    />
  );
}

/** The rota's data, and the wording for it. */
function useShown(id: string) {
  const { data: known, failure, reload } = useRota(id, readerZone());
  const data = failure?.kind === 'not-found' ? null : known;
  const [params] = useUrl();
  const names = useMemo(
    () => layerNames(data === null ? [] : [data.wire, ...data.versions.flatMap(({ rota }) => rota ?? [])]),
    [data],
  );
  const wording = useWording(shownZone(params, data?.rota.timeZone ?? 'UTC'), data?.rota ?? null, names);
  return { data, failure, reload, wording, mayEdit: useMayEdit(data?.rota.team ?? null) };
}

export default function RotaPage() {
  const { id = '' } = useParams();
  const { data, failure, reload, wording, mayEdit } = useShown(id);
  const [dialog, setDialog] = useState<RotaDialog | null>(null);
  useAskedSwap(data, wording.now, setDialog);
  const part = data && { data, wording, mayEdit, onOpen: setDialog };
  const done = () => {
    setDialog(null);
    reload();
  };
  return (
    <Page
      isDetail
      title={data?.rota.name ?? id}
      beside={
        <>
          {data?.wire.provisioned === true && <FromFileBadge />}
          <LiveBadge />
        </>
      }
      zone={data === null ? undefined : wording.zone}
      actions={part !== null && <Actions {...part} />}
    >
      {failure !== null && <NotShown id={id} failure={failure} onRetry={reload} />}
      {data === null && failure === null && <Skeleton lines={5} />}
      {part !== null && <Body {...part} onChanged={reload} />}
      {part !== null && dialog !== null && <Dialogs {...part} dialog={dialog} onDone={done} />}
    </Page>
  );
}

function NotShown({ id, failure, onRetry }: { id: string; failure: ApiFailure; onRetry: () => void }) {
  return failure.kind === 'not-found' ? (
    <DeletedNote id={id} failure={failure} />
  ) : (
    <FailureNote failure={failure} onRetry={onRetry} />
  );
}
