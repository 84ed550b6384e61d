/** Adopts a remedy: opens its drafts in their editors, or shows the text for the files. Nothing is saved by it. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { OfferedRemedy, RemedyObjectWire } from '#contract/insight/remedies';
import { CopyText } from '../../../components/form/copy-text.tsx';
import { goTo } from '../../../components/form/leave-guard.tsx';
import { propose } from '../../../components/form/proposed-draft.ts';
import { tabPath } from '../../../components/menu/sections.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { objectText, REMEDY_TEXTS } from './remedy-words.ts';

/** Opens the editor with the draft in it. */
function open({ kind, id, version, body }: RemedyObjectWire): void {
  const isNew = version === null;
  const place = encodeURIComponent(id);
  switch (kind) {
    case 'timeWindows':
      propose('time-windows', null, body);
      goTo(tabPath('policies', 'windows'));
      break;
    case 'escalationPolicies':
      propose('policies', isNew ? null : id, body);
      goTo(`${PLUGIN_ROOT}/policies/${isNew ? 'new' : place}`);
      break;
    case 'integrations':
      propose('integrations', id, body);
      goTo(`${PLUGIN_ROOT}/integrations/${place}?tab=routes`);
      break;
  }
}

interface Props {
  /** Of the alert. */
  name: string;
  offered: OfferedRemedy;
  mayEdit: boolean;
}

export function Adopt({ name, offered, mayEdit }: Props) {
  const { remedy, objects, yaml, isOutdated } = offered;
  const [isOpen, setOpen] = useState(false);
  const left = objects.filter(({ isDone }) => !isDone);
  const [first] = left;
  if (first === undefined) {
    return <span>{t('remedies.adopted', 'Adopted')}</span>;
  }
  if (isOutdated) {
    return <span>{t('remedies.outdated', 'Changed since; look again')}</span>;
  }
  if (!mayEdit) {
    return null;
  }
  const isAtOnce = yaml === null && objects.length === 1;
  return (
    <Stack direction="column" gap={1}>
      <div>
        <Button
          size="sm"
          variant="secondary"
          aria-label={t('remedies.adopt-of', 'Adopt: {{remedy}}, {{name}}', { remedy: REMEDY_TEXTS[remedy](), name })}
          {...(!isAtOnce && { 'aria-expanded': isOpen })}
          onClick={() => (isAtOnce ? open(first) : setOpen(!isOpen))}
        >
          {t('remedies.adopt', 'Adopt')}
        </Button>
      </div>
      {isOpen && (yaml === null ? <Steps objects={objects} next={first} /> : <ForFiles yaml={yaml} />)}
    </Stack>
  );
}

function ForFiles({ yaml }: { yaml: string }) {
  return (
    <Stack direction="column" gap={1}>
      <div>
        {t('remedies.in-files', 'These objects come from files. Put this there, in place of what they say now:')}
      </div>
      <CopyText name="vigie.yaml" text={yaml} />
    </Stack>
  );
}

/** Each refers to those before it, so one after the other is saved. */
function Steps({ objects, next }: { objects: readonly RemedyObjectWire[]; next: RemedyObjectWire }) {
  return (
    <ol style={{ margin: 0, paddingLeft: 20 }}>
      {objects.map((one) => (
        <li key={`${one.kind} ${one.id}`}>
          {one === next ? (
            <Button size="sm" fill="text" onClick={() => open(one)}>
              {objectText(one)}
            </Button>
          ) : one.isDone ? (
            t('remedies.saved', '{{what}}: saved', { what: objectText(one) })
          ) : (
            objectText(one)
          )}
        </li>
      ))}
    </ol>
  );
}
