/** A hook for what a step may name: rotas, people, teams, rooms and time windows. */
import { useMemo } from 'react';
import type { ComboboxOption } from '@grafana/ui';
import type { ChannelWire } from '#contract/paging/channel';
import type { TimeWindowWire } from '#contract/time/time-window';
import { useApiPages } from '../../api/client/use-api.ts';
import type { NameDirectory } from '../../components/people/directory.tsx';
import { useDirectory, useName } from '../../components/people/directory.tsx';
import { useTimeWindows, windowOptions } from '../../components/time-windows/use-time-windows.ts';
import { t } from '../../language.ts';
import type { StepNames } from './step-text.ts';

export interface StepChoices {
  targets: Array<ComboboxOption<string>>;
  people: Array<ComboboxOption<string>>;
  windows: Array<ComboboxOption<string>>;
  teams: Array<ComboboxOption<string>>;
  name: StepNames;
}

type NamedChannel = Pick<ChannelWire, 'id' | 'name'>;
type NamedWindow = Pick<TimeWindowWire, 'id' | 'name'>;

function targetOptions(
  { rotas, people, teams }: NameDirectory,
  rooms: readonly NamedChannel[],
): Array<ComboboxOption<string>> {
  return [
    ...rotas.map(({ key, text }) => ({
      value: `rota/current/${key}`,
      label: text,
      description: t('choice.current', 'Rota: whoever is on call'),
    })),
    ...people.map(({ key, text }) => ({
      value: `user/${key}`,
      label: text,
      description: t('choice.person', 'Person'),
    })),
    ...teams.map(({ key, text }) => ({
      value: `team/${key}`,
      label: text,
      description: t('choice.team', 'The whole team'),
    })),
    ...rooms.map(({ id, name }) => ({
      value: `channel/${id}`,
      label: name ?? id,
      description: t('choice.room', 'Chat room or service'),
    })),
    // Seldom chosen, so that the list begins with each rota once.
    ...rotas.flatMap(({ key, text }) => [
      {
        value: `rota/next/${key}`,
        label: t('choice.next-label', '{{rota}} (next)', { rota: text }),
        description: t('choice.next', 'Rota: whoever is next'),
      },
      {
        value: `rota/everyone/${key}`,
        label: t('choice.everyone-label', '{{rota}} (everyone)', { rota: text }),
        description: t('choice.everyone', 'Rota: everyone in it'),
      },
    ]),
  ];
}

export function useChoices(): StepChoices {
  const directory = useDirectory();
  const nameOf = useName();
  const rooms = useApiPages<NamedChannel>({ path: 'channels' }).data;
  const windows = useTimeWindows();
  return useMemo(() => {
    const named = (items: ReadonlyArray<NamedChannel | NamedWindow> | null, id: string) =>
      items?.find((one) => one.id === id)?.name ?? id;
    const name: StepNames = (kind, key) =>
      kind === 'channels' ? named(rooms, key) : kind === 'time-windows' ? named(windows, key) : nameOf(kind, key);
    return {
      targets: targetOptions(directory, rooms ?? []),
      people: directory.people.map(({ key, text }) => ({ value: key, label: text })),
      windows: windowOptions(windows),
      teams: directory.teams.map(({ key, text }) => ({ value: key, label: text })),
      name,
    };
  }, [directory, nameOf, rooms, windows]);
}
