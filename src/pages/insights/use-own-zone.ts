/** A hook for the zone by which a person's own nights and hours count. */
import { useDirectory } from '../../components/people/directory.tsx';
import { myLogin } from '../../components/people/me.ts';
import { readerZone } from '../../components/time/format.ts';

/** The zone in which Vigie knows the reader, else that of their Grafana. */
export function useOwnZone(): string {
  const login = myLogin();
  return useDirectory().people.find(({ key }) => key === login)?.timeZone ?? readerZone();
}
