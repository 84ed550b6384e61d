/** A hook for the views that the reader saved in this browser. */
import { useState } from 'react';
import { myLogin } from '../../../components/people/me.ts';
import type { ListView } from './views.ts';
import { readViews, withView } from './views.ts';

export function useSavedViews() {
  const key = `vigie.incident-views.${myLogin()}`;
  const [views, setViews] = useState(() => readViews(window.localStorage.getItem(key)));
  const keep = (next: ListView[]) => {
    setViews(next);
    window.localStorage.setItem(key, JSON.stringify(next));
  };
  return {
    views,
    save: (view: ListView) => keep(withView(views, view)),
    remove: (name: string) => keep(views.filter((one) => one.name !== name)),
  };
}
