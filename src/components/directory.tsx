/** Names of people, rotas, policies… for pages that know only their ids. Asked once, kept while the app is open. */
import type { ReactNode } from 'react';
import { createContext, useContext, useMemo } from 'react';
import { useAskAll } from '../api/use-ask.ts';

interface Named {
  id?: string;
  login?: string;
  name?: string | null;
}

export interface Directory {
  /** The person's name; the login where the name is not known. */
  person(login: string): string;
  rota(id: string): string;
  policy(id: string): string;
  integration(id: string): string;
  team(id: string): string;
  people: Named[];
}

function names(items: Named[] | null): (key: string) => string {
  const byKey = new Map((items ?? []).map((item) => [item.login ?? item.id ?? '', item.name ?? item.login ?? item.id ?? '']));
  return (key) => byKey.get(key) ?? key;
}

const Context = createContext<Directory | null>(null);

export function DirectoryProvider({ children }: { children: ReactNode }) {
  const people = useAskAll<Named>({ path: 'users' }).data;
  const rotas = useAskAll<Named>({ path: 'rotas' }, { live: ['rota'] }).data;
  const policies = useAskAll<Named>({ path: 'policies' }).data;
  const integrations = useAskAll<Named>({ path: 'integrations' }).data;
  const teams = useAskAll<Named>({ path: 'teams' }).data;
  const directory = useMemo<Directory>(
    () => ({ person: names(people), rota: names(rotas), policy: names(policies), integration: names(integrations), team: names(teams), people: people ?? [] }),
    [people, rotas, policies, integrations, teams]
  );
  return <Context.Provider value={directory}>{children}</Context.Provider>;
}

export function useDirectory(): Directory {
  const directory = useContext(Context);
  if (directory === null) {
    throw new Error('useDirectory is used outside of DirectoryProvider');
  }
  return directory;
}
