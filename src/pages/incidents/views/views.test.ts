import { expect, it } from 'vitest';
import { changeTo, readViews, searchOf, withView } from './views.ts';

it('a view is the filter and the order, whatever their places in the URL, without the page', () => {
  const search = searchOf(new URLSearchParams('sort=severity&cursor=3.17&state=open&q=&panel=2'));
  expect(search).toBe('state=open&sort=severity');
});

it('showing a view removes what it lacks', () => {
  expect(changeTo('mine=true')).toMatchObject({ mine: 'true', team: null, sort: null, cursor: null });
});

it('saving under a name that exists replaces that view', () => {
  const views = [{ name: 'Ours', search: 'team=sre' }];
  expect(withView(views, { name: 'Ours', search: 'team=db' })).toEqual([{ name: 'Ours', search: 'team=db' }]);
  expect(withView(views, { name: 'All', search: '' }).map(({ name }) => name)).toEqual(['All', 'Ours']);
});

it.each([null, 'broken', '{}', '[1, null, {"name": 2, "search": ""}]'])(
  'nothing usable stored (%s) is no view',
  (stored) => expect(readViews(stored)).toEqual([]),
);

it('stored views keep only what a view consists of', () => {
  expect(readViews(JSON.stringify([{ name: 'Ours', search: 'team=sre&cursor=9' }]))).toEqual([
    { name: 'Ours', search: 'team=sre' },
  ]);
});
