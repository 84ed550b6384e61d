/** The menu and the breadcrumbs of the preview host are those that Grafana 12.4 makes of plugin.json. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { breadcrumbsOf, navOf, nodeOf } from './client/nav.ts';

type Described = Parameters<typeof navOf>[0];
const plugin = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../src/plugin.json'), 'utf8'),
) as Described;
const ROOT = '/a/vigie-oncall-app';
const admin = navOf(plugin, 'Admin');
const textsOf = (at: string, pageNav?: Parameters<typeof breadcrumbsOf>[2]) =>
  breadcrumbsOf(admin, at, pageNav).map(({ text }) => text);

describe('the menu', () => {
  test('the default page is the plugin’s own entry, with description and logo, and no entry below', () => {
    expect(admin.root).toEqual({
      text: 'Vigie on-call',
      url: `${ROOT}/home`,
      subTitle: plugin.info.description,
      img: 'public/plugins/vigie-oncall-app/img/logo.svg',
    });
    expect(admin.pages.map(({ text }) => text)).toEqual([
      'Incidents',
      'Rotas',
      'Escalation policies',
      'Integrations',
      'Maintenance',
      'Insights',
      'People',
      'Me',
    ]);
    expect(admin.section.text).toBe('More apps');
  });

  test('pages of a role that one does not have are left out', () => {
    const withAdmins = {
      ...plugin,
      includes: [
        ...(plugin.includes ?? []),
        { type: 'page', name: 'For Admins', path: '/plugins/%PLUGIN_ID%', role: 'Admin', addToNav: true },
      ],
    } as Described;
    const seenBy = (role: string) => navOf(withAdmins, role).pages.map(({ text }) => text);
    expect(seenBy('Admin')).toContain('For Admins');
    expect(seenBy('Viewer')).not.toContain('For Admins');
    expect(seenBy('Editor')).not.toContain('For Admins');
  });

  test('nine entries at most, the plugin’s own with them', () => {
    expect(plugin.includes?.filter(({ addToNav }) => addToNav === true).length).toBeLessThanOrEqual(9);
  });
});

describe('breadcrumbs', () => {
  test('of the default page end at the plugin, of others at their entry', () => {
    expect(textsOf(`${ROOT}/home`)).toEqual(['Home', 'More apps', 'Vigie on-call']);
    expect(textsOf(`${ROOT}/rotas`)).toEqual(['Home', 'More apps', 'Vigie on-call', 'Rotas']);
  });

  test('of a page below an entry name what it says of itself last, after what it says is above it', () => {
    expect(textsOf(`${ROOT}/rotas/sre`, { text: 'SRE primary' })).toEqual([
      'Home',
      'More apps',
      'Vigie on-call',
      'Rotas',
      'SRE primary',
    ]);
    expect(
      textsOf(`${ROOT}/rotas/sre/edit`, {
        text: 'Change',
        parentItem: { text: 'SRE primary', url: `${ROOT}/rotas/sre` },
      }),
    ).toEqual(['Home', 'More apps', 'Vigie on-call', 'Rotas', 'SRE primary', 'Change']);
  });

  test('of Grafana’s own pages are not the plugin’s', () => {
    expect(textsOf('/profile', { text: 'Profile' })).toEqual(['Home', 'Profile']);
  });

  test('of a page that no entry’s address begins, the plugin is not named: Grafana knows only the section', () => {
    expect(nodeOf(admin, `${ROOT}/elsewhere`).text).toBe('More apps');
    expect(textsOf(`${ROOT}/elsewhere`, { text: 'Elsewhere' })).toEqual(['Home', 'More apps', 'Elsewhere']);
  });
});
