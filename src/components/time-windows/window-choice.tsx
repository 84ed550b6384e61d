/** A form field that chooses a time window: one that exists, a preset, or a new one, without leaving the form. */
import { Suspense, useState } from 'react';
import type { TimeWindowWire } from '#contract/time/time-window';
import type { WeeklyWindow } from '#domain/time/weekly';
import { saveObject } from '../../api/client/objects.ts';
import { t } from '../../language.ts';
import { later } from '../../later.ts';
import { toast } from '../browser/toast.ts';
import { ComboboxField } from '../form/fields/labelled-fields.tsx';
import { windowsText } from '../form/fields/time/weekly-text.ts';
import { useSending } from '../form/use-sending.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { useMe } from '../people/who-am-i.tsx';
import { readerZone } from '../time/format.ts';
import type { WindowPreset } from './presets.ts';
import { windowPresets } from './presets.ts';

const WindowDrawer = later(() => import('./window-drawer.tsx'));

export interface ChosenWindow {
  value: string;
  label?: string | undefined;
}

interface Props {
  id: string;
  label: string;
  description?: string;
  width?: number;
  placeholder: string;
  /** Id of a window, or the value of an option in `inline`. */
  value: string | null;
  windows: readonly ChosenWindow[];
  /** The window that is written in place. */
  inline?: readonly ChosenWindow[];
  /** Where windows may be written in place, a preset is, instead of being made for all. */
  onInline?: (windows: WeeklyWindow[]) => void;
  onChange: (value: string | null) => void;
}

/** No id has a slash. */
const NEW = 'new/';
const PRESET = 'preset/';

/** The presets and *New window…*, for whoever may make what they stand for. */
function offersOf(presets: readonly WindowPreset[], known: readonly ChosenWindow[], mayMake: boolean) {
  const isKnown = ({ name }: WindowPreset) => known.some(({ value, label }) => (label ?? value) === name);
  return [
    ...presets
      .filter((one) => !isKnown(one))
      .map(({ key, name, windows }) => ({ value: PRESET + key, label: name, description: windowsText(windows) })),
    ...(mayMake ? [{ value: NEW, label: t('window-choice.new', 'New window…') }] : []),
  ];
}

export function WindowChoice({ windows, inline = [], value, onInline, onChange, ...field }: Props) {
  const mayMake = useMe()?.can.edit === true;
  const [made, setMade] = useState<ChosenWindow[]>([]);
  const [isNew, setNew] = useState(false);
  const { isSending, failure, send, forget } = useSending();
  // The list of all is read again only after the choice.
  const known = [...windows, ...made.filter((one) => !windows.some((other) => other.value === one.value))];
  const presets = mayMake || onInline !== undefined ? windowPresets() : [];
  const take = ({ id, name }: Pick<TimeWindowWire, 'id' | 'name'>) => {
    setMade((old) => [...old, { value: id, label: name ?? id }]);
    onChange(id);
  };
  const make = ({ name, windows: hours }: WindowPreset) => {
    if (onInline !== undefined) {
      onInline(hours);
      return;
    }
    const body = { name, timeZone: readerZone(), holidays: null, windows: hours };
    void send(
      () => saveObject<TimeWindowWire>({ path: 'time-windows', id: null, version: null, body }),
      (stored) => {
        toast(
          t('window-choice.made', 'The time window “{{name}}” is made: {{hours}}', { name, hours: windowsText(hours) }),
        );
        take(stored);
      },
    );
  };
  const choose = (chosen: string | null) => {
    const preset = presets.find(({ key }) => chosen === PRESET + key);
    forget();
    if (preset !== undefined) {
      make(preset);
    } else if (chosen === NEW) {
      setNew(true);
    } else {
      onChange(chosen);
    }
  };
  return (
    <div>
      <ComboboxField
        {...field}
        isClearable
        loading={isSending}
        options={[...inline, ...known, ...offersOf(presets, known, mayMake)]}
        value={value}
        onChange={(option: { value: string } | null) => choose(option?.value ?? null)}
      />
      {failure !== null && (
        <FailureNote
          failure={failure}
          what={t('windows.not-saved', 'The time window was not saved')}
          onClose={forget}
        />
      )}
      {isNew && (
        <Suspense fallback={null}>
          <WindowDrawer
            window={null}
            onClose={() => setNew(false)}
            onSaved={(saved) => {
              setNew(false);
              if (saved !== null) {
                take(saved);
              }
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
