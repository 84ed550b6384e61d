/** A drawer with the details of a timeline bar and the reader's actions on it. */
import { Button, Stack } from '@grafana/ui';
import { GuardedDrawer } from '../../../components/form/drawer-form.tsx';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { durationText } from '../../../components/time/format.ts';
import { t } from '../../../language.ts';
import type { TimelineLane, Shift } from '../timeline/lanes/lanes.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { shiftText, spanText, whyText } from '../timeline/lanes/shift-text.ts';
import type { TimeRange } from '../timeline/view.ts';
import { TakeOverButton } from './now-card.tsx';

/** The opened bar. */
export interface OpenedBar {
  lane: TimelineLane;
  shifts: readonly Shift[];
}

interface Props extends OpenedBar {
  rota: string;
  wording: ShiftWording;
  mayEdit: boolean;
  mayTake: boolean;
  onOverride: (range: TimeRange) => void;
  /** Opens an override that a person made. */
  onChangeOverride: (id: string) => void;
  onAskSwap: (shift: Shift) => void;
  onZoom: (at: number) => void;
  onClose: () => void;
  onChanged: () => void;
}

const MOST = 20;

function Facts({ lane, shift, wording }: { lane: TimelineLane; shift: Shift; wording: ShiftWording }) {
  const made = shift.override?.origin;
  return (
    <div>
      <strong>{shiftText(shift, wording)}</strong>
      <div>
        {spanText(shift, wording)} ({durationText(shift.end - shift.start)})
      </div>
      {lane.kind === 'final' && shift.sources.length > 0 && <div>{whyText(shift, wording)}</div>}
      {lane.kind === 'layer' && (
        <div>{t('timeline.by-layer', 'by layer {{layer}}', { layer: wording.layer(lane.id) })}</div>
      )}
      {made?.kind === 'person' && <div>{t('shift.made-by', 'made by {{who}}', { who: wording.name(made.by) })}</div>}
      {made?.kind === 'swap' && <div>{t('timeline.by-swap', 'by a swap')}</div>}
      {made?.kind === 'file' && <div>{t('shift.stated', 'defined by the rota itself')}</div>}
    </div>
  );
}

function Actions({
  lane,
  shift,
  rota,
  wording,
  mayEdit,
  mayTake,
  onOverride,
  onChangeOverride,
  onAskSwap,
  onChanged,
}: Props & { shift: Shift }) {
  const me = useMe();
  const { now, name } = wording;
  const isOver = shift.end <= now;
  const isPerson = me?.kind === 'person' && me.login !== null;
  const isMine = me?.login !== null && me?.login !== undefined && shift.users.includes(me.login);
  const isRunning = shift.start <= now && !isOver;
  if (isOver) {
    return <div>{t('shift.over', 'This shift is over; the past of a rota can’t be changed.')}</div>;
  }
  const { override } = shift;
  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      {lane.kind === 'final' && isPerson && isMine && (
        <Button variant="secondary" icon="exchange-alt" onClick={() => onAskSwap(shift)}>
          {t('swap.ask', 'Ask for a swap')}
        </Button>
      )}
      {lane.kind === 'final' &&
        isRunning &&
        mayTake &&
        !isMine &&
        shift.users.map((user) => (
          <TakeOverButton key={user} rota={rota} user={user} wording={wording} onDone={onChanged} />
        ))}
      {(lane.kind === 'final' || lane.kind === 'layer') && mayEdit && (
        <Button
          variant="secondary"
          icon="pen"
          onClick={() => onOverride({ from: Math.max(shift.start, now), to: shift.end })}
        >
          {shift.users.length === 0
            ? t('shift.fill', 'Put somebody on call')
            : t('shift.change', 'Put somebody else on call')}
        </Button>
      )}
      {override?.origin.kind === 'person' && mayEdit && (
        <Button variant="secondary" icon="pen" onClick={() => onChangeOverride(override.id)}>
          {t('override.change', 'Edit override')}
        </Button>
      )}
      {lane.kind === 'absences' && mayEdit && (
        <Button
          variant="secondary"
          icon="pen"
          onClick={() => onOverride({ from: Math.max(shift.start, now), to: shift.end })}
        >
          {t('shift.cover', 'Cover for {{who}}', { who: shift.users.map(name).join(', ') })}
        </Button>
      )}
    </Stack>
  );
}

export function ShiftDrawer(props: Props) {
  const { lane, shifts, wording, onClose, onZoom } = props;
  const [first] = shifts;
  if (first === undefined) {
    return null;
  }
  return (
    <GuardedDrawer
      draft={null}
      title={
        lane.kind === 'absences'
          ? t('timeline.absences', 'Away')
          : lane.kind === 'overrides'
            ? t('override.title', 'Override')
            : t('shift.title', 'Shift')
      }
      subtitle={t('override.zone', 'Times are in {{zone}}', { zone: wording.zone })}
      size="sm"
      onClose={onClose}
    >
      <Stack direction="column" gap={2}>
        {shifts.slice(0, MOST).map((shift) => (
          <Facts key={`${shift.start} ${shift.override?.id ?? ''}`} lane={lane} shift={shift} wording={wording} />
        ))}
        {shifts.length > MOST && (
          <div>
            {t('diff.more', '', {
              count: shifts.length - MOST,
              defaultValue_one: 'and {{count}} more',
              defaultValue_other: 'and {{count}} more',
            })}
          </div>
        )}
        {shifts.length === 1 ? (
          <Actions {...props} shift={first} />
        ) : (
          <div>
            <Button variant="secondary" icon="search-plus" onClick={() => onZoom(first.start)}>
              {t('shift.closer', 'Zoom to that day')}
            </Button>
          </div>
        )}
      </Stack>
    </GuardedDrawer>
  );
}
