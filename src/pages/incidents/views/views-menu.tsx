/** The menu of views of the list of incidents. */
import { useState } from 'react';
import { Button, Dropdown, Menu, Modal, Stack } from '@grafana/ui';
import { MenuItem } from '../../../components/touch/menu-item.tsx';
import type { UrlChange } from '../../../components/browser/use-url.ts';
import { useKeptDraft } from '../../../components/form/kept-draft.ts';
import { Form } from '../../../components/form/form.tsx';
import { InputField } from '../../../components/form/fields/labelled-fields.tsx';
import { t } from '../../../language.ts';
import type { ListView } from './views.ts';
import { useSavedViews } from './use-saved-views.ts';
import { changeTo, commonViews, searchOf } from './views.ts';

interface SaveViewProps {
  onSave: (name: string) => void;
  onClose: () => void;
}

function SaveDialog({ onSave, onClose }: SaveViewProps) {
  const { draft, change, forget } = useKeptDraft('view', { name: '' });
  const { name } = draft;
  const finish = (next: () => void) => () => {
    forget();
    next();
  };
  return (
    <Modal title={t('views.save-title', 'Save this view')} isOpen onDismiss={onClose}>
      <Form onSubmit={finish(() => onSave(name.trim()))}>
        <Stack direction="column" gap={2}>
          <InputField
            id="view-name"
            label={t('views.name', 'Name')}
            description={t(
              'views.name-hint',
              'Saved in this browser. To share it, send the page’s address to a colleague.',
            )}
            value={name}
            onChange={(text) => change({ name: text })}
          />
          <Stack gap={1} justifyContent="flex-end">
            <Button type="button" variant="secondary" onClick={finish(onClose)}>
              {t('form.cancel', 'Cancel')}
            </Button>
            <Button type="submit" disabled={name.trim() === ''}>
              {t('form.save', 'Save')}
            </Button>
          </Stack>
        </Stack>
      </Form>
    </Modal>
  );
}

interface ViewItemsProps {
  views: ListView[];
  current: string;
  onShow: (view: ListView) => void;
}

function ViewItems({ views, current, onShow }: ViewItemsProps) {
  return views.map((view) => (
    <MenuItem
      key={view.name}
      label={view.name}
      active={view.search === current}
      icon={view.search === current ? 'check' : undefined}
      onClick={() => onShow(view)}
    />
  ));
}

interface Props {
  params: URLSearchParams;
  onChange: (change: UrlChange) => void;
}

/** The button names the view that is shown. */
export function ViewsMenu({ params, onChange }: Props) {
  const saved = useSavedViews();
  const [isSaving, setSaving] = useState(false);
  const current = searchOf(params);
  const common = commonViews();
  const mine = saved.views.find(({ search }) => search === current);
  const shown = mine ?? common.find(({ search }) => search === current);
  const show = ({ search }: ListView) => onChange(changeTo(search));
  const menu = (
    <Menu>
      <ViewItems views={common} current={current} onShow={show} />
      {saved.views.length > 0 && <Menu.Divider />}
      <ViewItems views={saved.views} current={current} onShow={show} />
      <Menu.Divider />
      {mine === undefined ? (
        <MenuItem label={t('views.save', 'Save this view…')} icon="save" onClick={() => setSaving(true)} />
      ) : (
        <MenuItem
          label={t('views.remove', 'Remove “{{name}}”', { name: mine.name })}
          icon="trash-alt"
          onClick={() => saved.remove(mine.name)}
        />
      )}
    </Menu>
  );
  return (
    <>
      <Dropdown overlay={menu} placement="bottom-start">
        <Button variant="secondary" icon="angle-down" iconPlacement="right">
          {t('views.button', 'View: {{name}}', { name: shown?.name ?? t('views.own', 'custom') })}
        </Button>
      </Dropdown>
      {isSaving && (
        <SaveDialog
          onClose={() => setSaving(false)}
          onSave={(name) => {
            saved.save({ name, search: current });
            setSaving(false);
          }}
        />
      )}
    </>
  );
}
