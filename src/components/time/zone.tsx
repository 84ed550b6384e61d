/** Provides the zone in which a page shows all its times. */
import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import { t } from '../../language.ts';
import { readerZone } from './format.ts';

const Context = createContext<string | null>(null);

/** Shows the times inside in this zone, an IANA name. */
export function ShownIn({ zone, children }: { zone: string; children: ReactNode }) {
  return <Context.Provider value={zone}>{children}</Context.Provider>;
}

/** The page's zone, or the reader's if the page sets none. */
export function useZone(): string {
  return useContext(Context) ?? readerZone();
}

export function zoneText(zone: string): string {
  return t('page.zone', 'Times are in {{zone}}', { zone });
}
