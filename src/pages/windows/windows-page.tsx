/** The page of the time windows that routes, steps and rules refer to. */
import { useState } from 'react';
import { Button, EmptyState } from '@grafana/ui';
import { useApiPages } from '../../api/client/use-api.ts';
import { useProposed } from '../../components/form/proposed-draft.ts';
import { windowsText } from '../../components/form/fields/time/weekly-text.ts';
import { EditButton } from '../../components/list/edit-button.tsx';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { Page } from '../../components/page/page.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import type { StoredTimeWindow } from '../../components/time-windows/window-drawer.tsx';
import WindowDrawer from '../../components/time-windows/window-drawer.tsx';
import { t } from '../../language.ts';

export default function WindowsPage() {
  const mayEdit = useMe()?.can.edit === true;
  const asked = useApiPages<StoredTimeWindow>({ path: 'time-windows' });
  const adopted = useProposed<StoredTimeWindow>('time-windows', null);
  const [proposed, setProposed] = useState(adopted);
  const [edited, setEdited] = useState<StoredTimeWindow | 'new' | null>(proposed === null ? null : 'new');
  const close = () => {
    setProposed(null);
    setEdited(null);
  };
  const add = mayEdit && (
    <Button icon="plus" onClick={() => setEdited('new')}>
      {t('windows.add', 'New time window')}
    </Button>
  );
  return (
    <Page title={t('windows.title', 'Time windows')} actions={add}>
      <Answer asked={asked}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState variant="call-to-action" message={t('windows.none', 'No time windows yet')}>
              {t(
                'windows.none-more',
                'A time window names weekly hours, such as office hours, that routes, steps and notification rules can refer to.',
              )}
            </EmptyState>
          ) : (
            <RowList heads={[t('windows.head-name', 'Time window'), t('windows.head-hours', 'Hours')]}>
              {items.map((one) => (
                <ListRow
                  key={one.id}
                  name={one.name ?? one.id}
                  text={windowsText(one.windows)}
                  textMore={[one.timeZone, one.holidays].filter(Boolean).join(', ')}
                  tools={
                    <EditButton
                      name={one.name ?? one.id}
                      isProvisioned={one.provisioned}
                      onEdit={mayEdit ? () => setEdited(one) : null}
                      onTry={mayEdit ? () => setEdited(one) : null}
                    />
                  }
                />
              ))}
            </RowList>
          )
        }
      </Answer>
      {mayEdit && edited !== null && (
        <WindowDrawer
          window={edited === 'new' ? null : edited}
          proposed={edited === 'new' ? proposed : null}
          onClose={close}
          onSaved={() => {
            close();
            asked.reload();
          }}
        />
      )}
    </Page>
  );
}
