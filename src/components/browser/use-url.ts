/** A hook for state in the URL, which survives a reload and can be sent to a colleague. */
import { useCallback, useMemo } from 'react';
import { locationService } from '@grafana/runtime';
import { useLocation } from 'react-router';

export type UrlChange = Record<string, string | null>;

/** @returns the query, and a function to change parts of it (null or empty removes a part) */
export function useUrl(): [URLSearchParams, (change: UrlChange) => void] {
  const { search } = useLocation();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const change = useCallback((parts: UrlChange) => {
    const emptied = Object.fromEntries(
      Object.entries(parts).map(([name, value]) => [name, value === '' ? null : value]),
    );
    locationService.partial(emptied, true);
  }, []);
  return [params, change];
}
