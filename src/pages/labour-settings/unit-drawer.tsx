/** A drawer in which an Admin makes a unit and names its HR, who do the rest. */
import { useState } from 'react';
import type { UnitWire } from '#contract/labour/unit';
import type { UnitLanguage } from '#domain/labour/facts/unit';
import type { PackId } from '#domain/labour/packs/index';
import { DAY } from '#domain/time/duration';
import { saveObject } from '../../api/client/objects.ts';
import { now } from '../../api/live/clock.ts';
import type { StoredUnit } from '../../api/labour/labour.ts';
import { toast } from '../../components/browser/toast.ts';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { ComboboxField, InputField, MultiComboboxField } from '../../components/form/fields/labelled-fields.tsx';
import { MomentField } from '../../components/form/fields/time/moment-field.tsx';
import { HolidaysField } from '../../components/form/fields/time/holidays-field.tsx';
import { ZoneField } from '../../components/form/fields/time/zone-field.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { useDirectory } from '../../components/people/directory.tsx';
import { readerZone } from '../../components/time/format.ts';
import { readerLanguage, t } from '../../language.ts';
import { firstOfNextMonth } from './set-up/set-up-draft.ts';

interface UnitDraft {
  name: string;
  pack: PackId;
  since: string;
  timeZone: string;
  holidays: string | null;
  language: UnitLanguage;
  hr: string[];
}

const newUnit = (): UnitDraft => ({
  name: '',
  pack: 'fr-default@1',
  since: firstOfNextMonth(Math.floor(now() / DAY)),
  timeZone: readerZone(),
  holidays: 'FR',
  language: readerLanguage().startsWith('fr') ? 'fr' : 'en',
  hr: [],
});

function bodyOf({ name, pack, since, ...rest }: UnitDraft) {
  return { ...rest, since, name: name.trim(), rules: [{ from: since, pack }] };
}

interface FieldsProps {
  draft: UnitDraft;
  change: (part: Partial<UnitDraft>) => void;
}

function UnitFields({ draft, change }: FieldsProps) {
  const { people } = useDirectory();
  return (
    <>
      <InputField
        id="unit-name"
        label={t('unit.name', 'Name of the company or site')}
        value={draft.name}
        onChange={(name) => change({ name })}
      />
      <MultiComboboxField
        id="unit-hr"
        label={t('unit.hr', 'HR')}
        description={t(
          'unit.hr-hint',
          'They write rules, pay and work profiles, and close months. Administrators read none of it.',
        )}
        options={people.map(({ key, text }) => ({ value: key, label: text }))}
        value={draft.hr}
        onChange={(chosen) => change({ hr: chosen.map(({ value }) => value) })}
      />
      <MomentField
        id="unit-since"
        label={t('unit.since', 'First day')}
        description={t('unit.since-hint', 'Nothing before it is judged or paid.')}
        type="date"
        width={22}
        value={draft.since}
        onChange={(since) => change({ since })}
      />
      <ComboboxField<PackId>
        id="unit-pack"
        label={t('unit.pack', 'Rules')}
        options={[
          { value: 'fr-default@1', label: packText('fr-default@1') },
          { value: 'eu@1', label: packText('eu@1') },
        ]}
        value={draft.pack}
        onChange={({ value }) => change({ pack: value })}
      />
      <ZoneField id="unit-zone" value={draft.timeZone} onChange={(timeZone) => change({ timeZone })} />
      <HolidaysField
        id="unit-holidays"
        value={draft.holidays}
        isNeeded={false}
        onChange={(holidays) => change({ holidays })}
      />
      <ComboboxField<UnitLanguage>
        id="unit-language"
        label={t('unit.language', 'Language of documents')}
        options={[
          { value: 'en', label: t('unit.english', 'English') },
          { value: 'fr', label: t('unit.french', 'French') },
        ]}
        value={draft.language}
        onChange={({ value }) => change({ language: value })}
      />
    </>
  );
}

export function packText(pack: PackId): string {
  return pack === 'eu@1'
    ? t('pack.eu', 'Directive 2003/88/EC alone')
    : t('pack.fr', 'France, without a collective agreement');
}

interface Props {
  onClose: () => void;
  onMade: (unit: StoredUnit) => void;
}

export function UnitDrawer({ onClose, onMade }: Props) {
  const [draft, setDraft] = useState(newUnit);
  const { isSending, failure, send } = useSending();
  const save = () =>
    send(
      () => saveObject<UnitWire>({ path: 'units', id: null, version: null, body: bodyOf(draft) }),
      (unit) => {
        toast(t('unit.made', 'The unit is made'));
        onMade(unit);
      },
    );
  return (
    <DrawerForm
      draft={draft}
      title={t('unit.new', 'New unit')}
      size="sm"
      canSave={!isSending && draft.name.trim() !== '' && draft.hr.length > 0 && draft.since !== ''}
      saveLabel={t('unit.make', 'Make the unit')}
      failure={failure}
      notSaved={t('unit.not-made', 'The unit was not made')}
      onSave={() => void save()}
      onClose={onClose}
    >
      <UnitFields draft={draft} change={(part) => setDraft((old) => ({ ...old, ...part }))} />
    </DrawerForm>
  );
}
