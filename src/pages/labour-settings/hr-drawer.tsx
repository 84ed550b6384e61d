/** A drawer in which an Admin names the HR of a unit; Admins read nothing else of it. */
import { useState } from 'react';
import type { UnitWire } from '#contract/labour/unit';
import { segment, send as request } from '../../api/client/client.ts';
import { toast } from '../../components/browser/toast.ts';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { MultiComboboxField } from '../../components/form/fields/labelled-fields.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { useDirectory } from '../../components/people/directory.tsx';
import { t } from '../../language.ts';

interface Props {
  unit: Pick<UnitWire, 'id' | 'name' | 'hr'> & { version: number };
  onClose: () => void;
  onSaved: () => void;
}

export function HrDrawer({ unit, onClose, onSaved }: Props) {
  const [hr, setHr] = useState(unit.hr);
  const { people } = useDirectory();
  const { isSending, failure, send } = useSending();
  const save = () =>
    send(
      () =>
        request<unknown>({
          method: 'PUT',
          path: `units/${segment(unit.id)}/hr`,
          ifMatch: unit.version,
          body: { hr },
        }),
      () => {
        toast(t('unit.hr-saved', 'HR is named'));
        onSaved();
      },
    );
  return (
    <DrawerForm
      draft={hr}
      title={t('unit.hr-of', 'HR of {{name}}', { name: unit.name })}
      size="sm"
      canSave={!isSending && hr.length > 0}
      failure={failure}
      notSaved={t('unit.hr-not-saved', 'HR was not named')}
      onSave={() => void save()}
      onClose={onClose}
    >
      <MultiComboboxField
        id="unit-hr"
        label={t('unit.hr', 'HR')}
        description={t('unit.hr-named', 'Whoever is or was HR is told of the change.')}
        options={people.map(({ key, text }) => ({ value: key, label: text }))}
        value={hr}
        onChange={(chosen) => setHr(chosen.map(({ value }) => value))}
      />
    </DrawerForm>
  );
}
