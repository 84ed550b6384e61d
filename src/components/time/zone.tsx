/** A page draws all its times in one zone, and names it. */
import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import { t } from '../../language.ts';
import { readerZone } from './format.ts';

const Context = createContext<string | null>(null);

/** Times in it are shown in this zone, an IANA name. */
export function ShownIn({ zone, children }: { zone: string; children: ReactNode }) {
  return <Context.Provider value={zone}>{children}</Context.Provider>;
}

/** The page's; the reader's where no page says another. */
export function useZone(): string {
  return useContext(Context) ?? readerZone();
}

export function zoneText(zone: string): string {
  return t('page.zone', 'Times are in {{zone}}', { zone });
}
