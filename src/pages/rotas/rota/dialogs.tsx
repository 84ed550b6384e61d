/** The dialogs of the rota page, of which one is open at a time. */
import { onCallAt } from '#domain/rota/on-call';
import { HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { zoneTable } from '#domain/time/zone';
import type { ListedOverride } from '../../../api/resources/rotas.ts';
import { useUrl } from '../../../components/browser/use-url.ts';
import { useDirectory } from '../../../components/people/directory.tsx';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { mayTakeOver } from '../data/shifts.ts';
import type { RotaData } from '../data/to-domain.ts';
import { OverrideDrawer } from '../overrides/override-drawer.tsx';
import type { OverrideForm } from '../overrides/override-form.ts';
import { formFor, formOf } from '../overrides/override-form.ts';
import { AskDrawer } from '../swaps/ask-drawer.tsx';
import { AwayDrawer } from '../swaps/away-drawer.tsx';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import type { TimeRange } from '../timeline/view.ts';
import { dateAt, viewAt, viewParams } from '../timeline/view.ts';
import type { OpenedBar } from './shift-drawer.tsx';
import { ShiftDrawer } from './shift-drawer.tsx';

export type RotaDialog =
  | { kind: 'shift'; opened: OpenedBar }
  | { kind: 'override'; form: OverrideForm; editing: ListedOverride | null }
  /** null for the reader's next shift. */
  | { kind: 'swap'; shift: Span | null }
  | { kind: 'away' };

/** @param range null for eight hours from the next full hour @param editing an existing override */
export function overrideFor(
  data: RotaData,
  now: number,
  range: TimeRange | null,
  editing: ListedOverride | null = null,
): RotaDialog {
  const { rota, history, facts } = data;
  const zone = zoneTable(facts.zones, rota.timeZone);
  if (editing !== null) {
    return { kind: 'override', form: formOf(editing, zone), editing };
  }
  const nextHour = Math.ceil(now / HOUR) * HOUR;
  const window = range ?? { from: nextHour, to: nextHour + 8 * HOUR };
  return {
    kind: 'override',
    form: formFor(
      window,
      zone,
      onCallAt(history, facts, window.from).map(({ user }) => user),
    ),
    editing: null,
  };
}

interface Props {
  data: RotaData;
  dialog: RotaDialog;
  wording: ShiftWording;
  mayEdit: boolean;
  onOpen: (dialog: RotaDialog | null) => void;
  onDone: () => void;
}

export function Dialogs({ data, dialog, wording, mayEdit, onOpen, onDone }: Props) {
  const me = useMe();
  const { people } = useDirectory();
  const [, setUrl] = useUrl();
  const close = () => onOpen(null);
  const login = me?.login ?? null;
  switch (dialog.kind) {
    case 'override':
      return (
        <OverrideDrawer
          data={data}
          initial={dialog.form}
          editing={dialog.editing}
          wording={wording}
          onClose={close}
          onSaved={onDone}
        />
      );
    case 'swap':
      return login === null ? null : (
        <AskDrawer data={data} wording={wording} me={login} shift={dialog.shift} onClose={close} onAsked={onDone} />
      );
    case 'away':
      return login === null ? null : (
        <AwayDrawer
          login={login}
          timeZone={people.find(({ key }) => key === login)?.timeZone ?? data.rota.timeZone}
          onAbsence={data.rota.onAbsence}
          onClose={onDone}
        />
      );
    case 'shift': {
      const zone = zoneTable(data.facts.zones, wording.zone);
      const zoomTo = (at: number) => {
        setUrl(viewParams(viewAt('day', dateAt(at, zone)), dateAt(wording.now, zone)));
        close();
      };
      const change = (id: string) => {
        const found = data.overrides.find((one) => one.id === id) ?? null;
        onOpen(found === null ? null : overrideFor(data, wording.now, null, found));
      };
      return (
        <ShiftDrawer
          {...dialog.opened}
          rota={data.rota.id}
          wording={wording}
          mayEdit={mayEdit}
          mayTake={mayTakeOver(data, me)}
          onOverride={(range) => onOpen(overrideFor(data, wording.now, range))}
          onChangeOverride={change}
          onAskSwap={(shift) => onOpen({ kind: 'swap', shift })}
          onZoom={zoomTo}
          onClose={close}
          onChanged={onDone}
        />
      );
    }
  }
}
