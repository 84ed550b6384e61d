/** Grafana's frame: bar at the top (here with switches for person, theme and language), menu, and the part of the page. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { IconButton, useStyles2 } from '@grafana/ui';
import { useBreadcrumbs } from './nav.ts';
import type { NavItem, PluginNav } from './nav.ts';

const styles = (theme: GrafanaTheme2) => ({
  shell: css({
    display: 'grid',
    gridTemplate: '"top top" auto "menu page" 1fr / auto minmax(0, 1fr)',
    // Grafana's own styles of the main view make a column of it.
    '&.main-view': { display: 'grid' },
    minHeight: '100vh',
    background: theme.colors.background.canvas,
  }),
  top: css({
    gridArea: 'top',
    display: 'flex',
    gap: theme.spacing(2),
    alignItems: 'center',
    flexWrap: 'wrap',
    padding: theme.spacing(0.75, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  brand: css({
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'center',
    fontWeight: theme.typography.fontWeightMedium,
    marginRight: 'auto',
  }),
  choice: css({
    display: 'flex',
    gap: theme.spacing(0.5),
    alignItems: 'center',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    '& select': {
      width: 'auto',
      height: 'auto',
      minHeight: 24,
      background: theme.components.input.background,
      color: theme.colors.text.primary,
      border: `1px solid ${theme.components.input.borderColor}`,
      borderRadius: theme.shape.radius.default,
      padding: theme.spacing(0.25, 0.5),
    },
  }),
  // As wide as Grafana's, and away where there is no room for it.
  dock: css({
    gridArea: 'menu',
    width: 300,
    padding: theme.spacing(1),
    borderRight: `1px solid ${theme.colors.border.weak}`,
    display: 'flex',
    flexDirection: 'column',
    [theme.breakpoints.down('lg')]: { display: 'none' },
  }),
  page: css({ gridArea: 'page', minWidth: 0, display: 'flex', flexDirection: 'column' }),
  list: css({ listStyle: 'none' }),
  section: css({ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }),
  pages: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', paddingLeft: theme.spacing(2) }),
  crumbs: css({
    display: 'flex',
    flexWrap: 'wrap',
    listStyle: 'none',
    fontSize: theme.typography.bodySmall.fontSize,
    '& li + li::before': { content: '"›"', padding: theme.spacing(0, 0.5) },
  }),
  link: css({
    display: 'block',
    flex: 1,
    padding: theme.spacing(0.75, 1.5),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
    '&[aria-current]': { background: theme.colors.action.selected, color: theme.colors.text.primary },
  }),
});

/** Changes how the host shows itself, as the server understands it, and loads the page anew. */
function choose(name: string, value: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  window.location.assign(url.toString());
}

function Choice({
  label,
  name,
  value,
  options,
}: {
  label: string;
  name: string;
  value: string;
  options: Array<[string, string]>;
}) {
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
      aria-current={path.startsWith(url) && url !== '/' ? 'page' : undefined}
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
  nav: PluginNav;
  path: string;
  children: ReactNode;
}

interface SectionProps {
  /** Null: it leads nowhere itself. */
  item: NavItem | null;
  name: string;
  path: string;
  isActive: boolean;
  children: ReactNode;
}

/** Sections of the menu are closed until one of their pages is open, or somebody opens them. */
function MenuSection({ item, name, path, isActive, children }: SectionProps) {
  const look = useStyles2(styles);
  const [isOpen, setOpen] = useState(false);
  const isExpanded = isOpen || isActive;
  return (
    <li>
      <div className={look.section}>
        {item === null ? (
          <span className={look.link}>{name}</span>
        ) : (
          <MenuLink url={item.url} name={name} path={path} />
        )}
        <IconButton
          name={isExpanded ? 'angle-up' : 'angle-down'}
          aria-label={`${isExpanded ? 'Collapse' : 'Expand'} section: ${name}`}
          aria-expanded={isExpanded}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {isExpanded && <ul className={look.pages}>{children}</ul>}
    </li>
  );
}

function Menu({ nav: { section, root, pages }, path }: Omit<Props, 'children'>) {
  const look = useStyles2(styles);
  const { pluginId } = window.hostBoot;
  const isFirst = path === root.url || path === `/a/${pluginId}`;
  const isOurs = path.startsWith(`/a/${pluginId}`) || path.startsWith(`/plugins/${pluginId}`);
  // Docked, it stands in the main view beside the bar, the page and the messages.
  return (
    <div className={look.dock} data-testid="data-testid navigation mega-menu">
      <IconButton name="angle-left" aria-label="Undock menu" />
      <nav aria-label="Navigation">
        <ul className={look.list}>
          <li>
            <MenuLink url="/" name="Home" path={path} />
          </li>
          <MenuSection item={null} name="Alerting" path={path} isActive={path.startsWith('/alerting')}>
            <li>
              <MenuLink url="/alerting/grafana/rule1/view" name="Alert rules" path={path} />
            </li>
          </MenuSection>
          <MenuSection item={section} name={section.text} path={path} isActive={isOurs}>
            {/* Open where a page below it is shown, which the first page is not. */}
            <MenuSection item={root} name={root.text} path={path} isActive={isOurs && !isFirst}>
              {pages.map(({ url, text }) => (
                <li key={url}>
                  <MenuLink url={url} name={text} path={path} />
                </li>
              ))}
            </MenuSection>
          </MenuSection>
          <li>
            <MenuLink url="/profile" name="Profile" path={path} />
          </li>
        </ul>
      </nav>
    </div>
  );
}

function Breadcrumbs() {
  const look = useStyles2(styles);
  const crumbs = useBreadcrumbs();
  return (
    <nav aria-label={window.hostBoot.language === 'fr-FR' ? 'Chemin de navigation' : 'Breadcrumbs'}>
      <ol className={look.crumbs}>
        {crumbs.map(({ text, url }, i) => (
          <li key={`${i} ${text}`}>
            {i === crumbs.length - 1 || url === undefined ? (
              <span aria-current={i === crumbs.length - 1 ? 'page' : undefined}>{text}</span>
            ) : (
              <a href={locationUtil.assureBaseUrl(url)}>{text}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export function Chrome({ nav, path, children }: Props) {
  const look = useStyles2(styles);
  const { person, people, theme, language, languages, version, pluginId } = window.hostBoot;
  return (
    <div className={`${look.shell} main-view`}>
      <header className={look.top}>
        <div className={look.brand}>
          <img src={`public/plugins/${pluginId}/img/logo.svg`} alt="" width={22} height={22} />
          Vigie in a preview of Grafana {version}
        </div>
        <Breadcrumbs />
        <Choice
          label="Person"
          name="person"
          value={person.login}
          options={people.map((one) => [one.login, `${one.name} (${one.role})`])}
        />
        <Choice
          label="Theme"
          name="theme"
          value={theme}
          options={[
            ['dark', 'Dark'],
            ['light', 'Light'],
          ]}
        />
        <Choice label="Language" name="language" value={language} options={languages.map((one) => [one, one])} />
      </header>
      <Menu nav={nav} path={path} />
      <main id="pageContent" className={look.page}>
        {children}
      </main>
    </div>
  );
}
