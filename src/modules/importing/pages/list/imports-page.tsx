/** The page of imports from other pagers, and the form that starts one. */
import { useState } from 'react';
import { locationService } from '@grafana/runtime';
import { Button, EmptyState, Stack, TextLink } from '@grafana/ui';
import type { ImportList, ImportWire } from '#modules/importing/contract/wizard';
import { useImports } from '../../api/imports.ts';
import { Answer } from '../../../../components/page/answer.tsx';
import { Badge } from '../../../../components/page/badge.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Section } from '../../../../components/page/section.tsx';
import { useMe } from '../../../../components/people/who-am-i.tsx';
import { At } from '../../../../components/time/times.tsx';
import { readerZone } from '../../../../components/time/format.ts';
import { PLUGIN_ROOT } from '../../../../constants.ts';
import { t } from '../../../../language.ts';
import { importBadge } from '../import-badge.ts';
import { pagerName } from '../words/import-words.ts';
import { NewImportForm } from './new-import-form.tsx';

function ImportRow({ one }: { one: ImportWire }) {
  return (
    <li style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'center' }}>
      <TextLink href={`${PLUGIN_ROOT}/integrations/imports/${one.id}`}>{pagerName(one.source)}</TextLink>
      <span style={{ overflowWrap: 'anywhere' }}>{one.url}</span>
      <Badge {...importBadge(one)} />
      <span>
        {one.createdBy}, <At at={one.createdAt} />
      </span>
    </li>
  );
}

function Imports({ list, onNew }: { list: ImportList; onNew: (() => void) | null }) {
  return (
    <Section
      title={t('imports.list', 'Imports')}
      actions={
        onNew && (
          <Button size="sm" icon="plus" variant="secondary" onClick={onNew}>
            {t('imports.another', 'New import')}
          </Button>
        )
      }
    >
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12 }}>
        {list.items.map((one) => (
          <ImportRow key={one.id} one={one} />
        ))}
      </ul>
    </Section>
  );
}

export default function ImportsPage() {
  const me = useMe();
  const isAdmin = me?.can.administer === true;
  return (
    <Page
      title={t('imports.title', 'Move from another pager')}
      zone={readerZone()}
      subtitle={t(
        'imports.subtitle',
        'Vigie reads the pager that you leave, plans the same here, and compares who is on call in every hour. Nothing is saved before you apply, and nothing is ever written to the other pager.',
      )}
    >
      {isAdmin && <AdminPart />}
      {me !== null && !isAdmin && (
        <EmptyState variant="not-found" message={t('imports.admins', 'Imports are for administrators')}>
          {t('imports.admins-more', 'Ask an administrator of this Grafana to move the team.')}
        </EmptyState>
      )}
    </Page>
  );
}

function AdminPart() {
  const asked = useImports();
  const [isNew, setNew] = useState(false);
  return (
    <Answer asked={asked}>
      {(list) => {
        const isForm = isNew || list.items.length === 0;
        return (
          <Stack direction="column" gap={2}>
            {list.items.length > 0 && <Imports list={list} onNew={isForm ? null : () => setNew(true)} />}
            {isForm && (
              <NewImportForm
                sources={list.sources}
                onStarted={({ id }) => locationService.push(`${PLUGIN_ROOT}/integrations/imports/${id}`)}
              />
            )}
          </Stack>
        );
      }}
    </Answer>
  );
}
