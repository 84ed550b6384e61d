/** The pages beside each other below one entry of Grafana's menu, as tabs. */
import { locationUtil } from '@grafana/data';
import { Tab, TabsBar } from '@grafana/ui';
import { t } from '../../language.ts';
import { hasModule } from '../../slots/modules.ts';
import { useHasHours, useIsInCharge } from '../labour/concern.ts';
import { useMe } from '../people/who-am-i.tsx';
import { tabPath } from './sections.ts';

interface Props {
  /** Name of the entry. */
  section: string;
  /** The tab that is shown; null: the entry's own page. */
  tab: string | null;
}

interface ShownTab {
  tab: string | null;
  label: string;
  /** Whether it is for the reader; what they opened by its address is shown all the same. */
  isTheirs?: boolean;
}

export default function SectionTabs({ section, tab }: Props) {
  switch (section) {
    case 'people':
      return <PeopleTabs tab={tab} />;
    case 'me':
      return <OwnTabs tab={tab} />;
    case 'integrations':
      return <IntegrationTabs tab={tab} />;
    case 'policies':
      return (
        <Bar
          section={section}
          tab={tab}
          tabs={[
            { tab: null, label: t('policies.tab', 'Policies') },
            { tab: 'windows', label: t('windows.title', 'Time windows') },
          ]}
        />
      );
    default:
      return (
        <Bar
          section={section}
          tab={tab}
          tabs={[
            { tab: null, label: t('rotas.title', 'Rotas') },
            { tab: 'calendars', label: t('calendars.title', 'External calendars') },
          ]}
        />
      );
  }
}

type TabsProps = Pick<Props, 'tab'>;

function PeopleTabs({ tab }: TabsProps) {
  return (
    <Bar
      section="people"
      tab={tab}
      tabs={[
        { tab: null, label: t('people.title', 'People') },
        { tab: 'teams', label: t('teams.title', 'Teams') },
        { tab: 'compliance', label: t('compliance.title', 'Compliance'), isTheirs: useIsInCharge() },
      ]}
    />
  );
}

function OwnTabs({ tab }: TabsProps) {
  return (
    <Bar
      section="me"
      tab={tab}
      tabs={[
        { tab: null, label: t('person.reach-tab', 'How you are reached') },
        { tab: 'hours', label: t('menu.hours', 'On-call hours'), isTheirs: useHasHours() },
      ]}
    />
  );
}

function IntegrationTabs({ tab }: TabsProps) {
  return (
    <Bar
      section="integrations"
      tab={tab}
      tabs={[
        { tab: null, label: t('integrations.title', 'Integrations') },
        { tab: 'channels', label: t('channels.title', 'Channels') },
        { tab: 'status-updates', label: t('subscriptions.title', 'Status updates') },
        {
          tab: 'imports',
          label: t('imports.tab', 'Move in'),
          isTheirs: useMe()?.can.administer === true && hasModule('importing'),
        },
      ]}
    />
  );
}

/** Nothing where there is no choice. */
function Bar({ section, tab, tabs }: Props & { tabs: readonly ShownTab[] }) {
  const shown = tabs.filter((one) => one.isTheirs !== false || one.tab === tab);
  return shown.length < 2 ? null : (
    <div style={{ marginBottom: 16 }}>
      <TabsBar>
        {shown.map((one) => (
          <Tab
            key={one.tab}
            label={one.label}
            active={one.tab === tab}
            href={locationUtil.assureBaseUrl(tabPath(section, one.tab))}
          />
        ))}
      </TabsBar>
    </div>
  );
}
