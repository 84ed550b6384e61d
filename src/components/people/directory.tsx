/** Names of people, rotas, policies and more, for pages that know only ids. Loaded once while the app is open. */
import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useEffect, useMemo } from 'react';
import type { ObjectPath } from '../../api/client/objects.ts';
import { objectsChanged$ } from '../../api/client/objects.ts';
import type { QueryState } from '../../api/client/use-api.ts';
import { useApiPages } from '../../api/client/use-api.ts';

/** An object as the API lists it, with an id or a login, and perhaps a name. */
interface ListedObject {
  id?: string;
  login?: string;
  name?: string | null;
  timeZone?: string;
  team?: string | null;
}

export interface DirectoryEntry {
  /** Id or login. */
  key: string;
  /** The name, or the key if there is none. */
  text: string;
  /** IANA name; only for people. */
  timeZone?: string | undefined;
  /** Id of the team; not for people and teams. */
  team?: string | null | undefined;
}

export interface NameDirectory {
  people: DirectoryEntry[];
  rotas: DirectoryEntry[];
  policies: DirectoryEntry[];
  integrations: DirectoryEntry[];
  teams: DirectoryEntry[];
}

export type DirectoryKind = keyof NameDirectory;

function entries(items: ListedObject[] | null): DirectoryEntry[] {
  return (items ?? [])
    .map(({ id, login, name, timeZone, team }) => ({
      key: login ?? id ?? '',
      text: name ?? login ?? id ?? '',
      timeZone,
      team,
    }))
    .sort((a, b) => a.text.localeCompare(b.text));
}

const Context = createContext<NameDirectory | null>(null);

/** The names of one kind, loaded again after a change in this app. */
function useNamed(path: ObjectPath): ListedObject[] | null {
  const { data, reload }: QueryState<ListedObject[]> = useApiPages<ListedObject>({ path });
  useEffect(() => {
    const subscription = objectsChanged$.subscribe((changed) => changed === path && reload());
    return () => subscription.unsubscribe();
  }, [path, reload]);
  return data;
}

export function DirectoryProvider({ children }: { children: ReactNode }) {
  const people = useNamed('users');
  const rotas = useApiPages<ListedObject>({ path: 'rotas' }, { live: ['rota'] }).data;
  const policies = useNamed('policies');
  const integrations = useNamed('integrations');
  const teams = useNamed('teams');
  const directory = useMemo<NameDirectory>(
    () => ({
      people: entries(people),
      rotas: entries(rotas),
      policies: entries(policies),
      integrations: entries(integrations),
      teams: entries(teams),
    }),
    [people, rotas, policies, integrations, teams],
  );
  return <Context.Provider value={directory}>{children}</Context.Provider>;
}

export function useDirectory(): NameDirectory {
  const directory = useContext(Context);
  if (directory === null) {
    throw new Error('useDirectory is used outside of DirectoryProvider');
  }
  return directory;
}

/** The name of an id or login, or the key itself if unknown (deleted, or not loaded yet). */
export function useName(): (kind: DirectoryKind, key: string) => string {
  const directory = useDirectory();
  return useCallback((kind, key) => directory[kind].find((entry) => entry.key === key)?.text ?? key, [directory]);
}
