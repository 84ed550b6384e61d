/** Grafana's frame: bar at the top (here with switches for person, theme and language), menu, and the part of the page. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, PluginInclude } from '@grafana/data';
import { locationUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';

const styles = (theme: GrafanaTheme2) => ({
  shell: css({ display: 'flex', flexDirection: 'column', minHeight: '100vh', background: theme.colors.background.canvas }),
  top: css({ display: 'flex', gap: theme.spacing(2), alignItems: 'center', flexWrap: 'wrap', padding: theme.spacing(0.75, 2), background: theme.colors.background.primary, borderBottom: `1px solid ${theme.colors.border.weak}` }),
  brand: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'center', fontWeight: theme.typography.fontWeightMedium, marginRight: 'auto' }),
  choice: css({ display: 'flex', gap: theme.spacing(0.5), alignItems: 'center', fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary, '& select': { width: 'auto', height: 'auto', minHeight: 24, background: theme.components.input.background, color: theme.colors.text.primary, border: `1px solid ${theme.components.input.borderColor}`, borderRadius: theme.shape.radius.default, padding: theme.spacing(0.25, 0.5) } }),
  body: css({ display: 'flex', flex: 1 }),
  // As wide as Grafana's, and away where there is no room for it.
  nav: css({ width: 300, flexShrink: 0, padding: theme.spacing(1), borderRight: `1px solid ${theme.colors.border.weak}`, display: 'flex', flexDirection: 'column', [theme.breakpoints.down('lg')]: { display: 'none' } }),
  page: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }),
  section: css({ border: 'none', background: 'none', textAlign: 'left', padding: theme.spacing(0.75, 1.5), color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
  pages: css({ display: 'flex', flexDirection: 'column', paddingLeft: theme.spacing(2) }),
  link: css({ padding: theme.spacing(0.75, 1.5), borderRadius: theme.shape.radius.default, color: theme.colors.text.secondary, whiteSpace: 'nowrap', '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary }, '&[aria-current]': { background: theme.colors.action.selected, color: theme.colors.text.primary } }),
});

/** Changes how the host shows itself, as the server understands it, and loads the page anew. */
function choose(name: string, value: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  window.location.assign(url.toString());
}

function Choice({ label, name, value, options }: { label: string; name: string; value: string; options: Array<[string, string]> }) {
  const look = useStyles2(styles);
  return (
    <label className={look.choice}>
      {label}
      <select value={value} onChange={(event) => choose(name, event.target.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface LinkProps {
  /** Below Grafana's root. */
  url: string;
  name: string;
  path: string;
}

function MenuLink({ url, name, path }: LinkProps) {
  const look = useStyles2(styles);
  return (
    <a
      className={look.link}
      href={locationUtil.assureBaseUrl(url)}
      aria-current={path.startsWith(url) ? 'page' : undefined}
      onClick={(event) => {
        if (!event.ctrlKey && !event.metaKey) {
          event.preventDefault();
          locationService.push(url);
        }
      }}
    >
      {name}
    </a>
  );
}

interface Props {
  includes: PluginInclude[];
  path: string;
  children: ReactNode;
}

/** Sections of the menu are closed until one of their pages is open, or somebody opens them. */
function MenuSection({ includes, path }: Omit<Props, 'children'>) {
  const look = useStyles2(styles);
  const { person, pluginId } = window.hostBoot;
  const [isOpen, setOpen] = useState(false);
  const root = `/a/${pluginId}`;
  const isExpanded = isOpen || path.startsWith(root) || path.startsWith(`/plugins/${pluginId}`);
  const pages = includes.filter((one) => one.type === 'page' && one.path !== undefined && (one.role !== 'Admin' || person.role === 'Admin')).map((one) => [one.path?.replace('%PLUGIN_ID%', pluginId) ?? '', one.name] as const);
  return (
    <>
      <button type="button" className={look.section} aria-expanded={isExpanded} onClick={() => setOpen(!isOpen)}>
        Vigie on-call
      </button>
      {isExpanded && (
        <div className={look.pages}>
          {pages.map(([url, name]) => (
            <MenuLink key={url} url={url} name={name} path={path} />
          ))}
        </div>
      )}
    </>
  );
}

export function Chrome({ includes, path, children }: Props) {
  const look = useStyles2(styles);
  const { person, people, theme, language, languages, version, pluginId } = window.hostBoot;
  return (
    <div className={`${look.shell} main-view`}>
      <header className={look.top}>
        <div className={look.brand}>
          <img src={`public/plugins/${pluginId}/img/logo.svg`} alt="" width={22} height={22} />
          Vigie in a preview of Grafana {version}
        </div>
        <Choice label="Person" name="person" value={person.login} options={people.map((one) => [one.login, `${one.name} (${one.role})`])} />
        <Choice label="Theme" name="theme" value={theme} options={[['dark', 'Dark'], ['light', 'Light']]} />
        <Choice label="Language" name="language" value={language} options={languages.map((one) => [one, one])} />
      </header>
      <div className={look.body}>
        <nav className={look.nav} aria-label="Main menu">
          <MenuSection includes={includes} path={path} />
          <MenuLink url="/alerting/grafana/rule1/view" name="Alert rule" path={path} />
          <MenuLink url="/profile" name="Profile" path={path} />
          {/* Grafana's own menu has one, too. */}
          <button type="button" className={look.section}>More</button>
        </nav>
        <main id="pageContent" className={look.page}>
          {children}
        </main>
      </div>
    </div>
  );
}
