/** Describes a change of a rota in words. */
import type { LayerWire, OverrideWire } from '#contract/rotas/rota';
import { toOverride } from '#contract/rotas/rota';
import type { OnAbsence, RotationUnit } from '#domain/rota/model';
import { instantText, readerZone } from '../../../components/time/format.ts';
import { localTimeText } from '../../../components/time/format-local.ts';
import { windowsText } from '../../../components/form/fields/time/weekly-text.ts';
import { t } from '../../../language.ts';
import { layerName } from '../data/layer-name.ts';
import { overrideText } from '../timeline/lanes/shift-text.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import type { RotaChange, LayerField, RotaField } from './changes.ts';

type ChangeNames = Pick<ShiftWording, 'name'> & { team: (id: string) => string };

export function absenceModeText(mode: OnAbsence): string {
  switch (mode) {
    case 'flag':
      return t('on-absence.flag', 'still on call, shown as a conflict');
    case 'skip':
      return t('on-absence.skip', 'left out');
    case 'next':
      return t('on-absence.next', 'the next person stands in');
  }
}

/** “every week”, “every 2 days” */
export function everyText(every: number, unit: RotationUnit): string {
  const count = { count: every };
  switch (unit) {
    case 'hour':
      return t('every.hour', '', {
        ...count,
        defaultValue_one: 'every hour',
        defaultValue_other: 'every {{count}} hours',
      });
    case 'day':
      return t('every.day', '', {
        ...count,
        defaultValue_one: 'every day',
        defaultValue_other: 'every {{count}} days',
      });
    case 'week':
      return t('every.week', '', {
        ...count,
        defaultValue_one: 'every week',
        defaultValue_other: 'every {{count}} weeks',
      });
    case 'month':
      return t('every.month', '', {
        ...count,
        defaultValue_one: 'every month',
        defaultValue_other: 'every {{count}} months',
      });
  }
}

const FIELDS: Record<RotaField, () => string> = {
  name: () => t('form.name', 'Name'),
  team: () => t('incidents.team', 'Team'),
  timeZone: () => t('zone.label', 'Time zone'),
  holidays: () => t('rota-field.holidays', 'Public holidays'),
  onAbsence: () => t('rota-field.on-absence', 'When someone is away'),
  expected: () => t('rota-field.expected', 'Somebody must be on call'),
  frozenUntil: () => t('rota-field.frozen-until', 'Taken over as overrides until'),
};

const LAYER_PARTS: Record<LayerField, () => string> = {
  name: () => t('form.name', 'Name'),
  timeZone: () => t('zone.label', 'Time zone'),
  rotation: () => t('layer-field.rotation', 'Turns'),
  participants: () => t('layer-field.people', 'People'),
  restrictions: () => t('layer-field.hours', 'Hours'),
  effectiveFrom: () => t('layer-field.from', 'Effective from'),
  effectiveUntil: () => t('layer-field.until', 'Effective until'),
  calendar: () => t('layer-field.calendar', 'Calendar'),
  join: () => t('layer-field.join', 'Together with the layer below'),
};

const nothing = () => t('change.nothing', 'none');

/** “Ann, Ben + Cleo, nobody”, in the order of turns. */
export function turnsText(participants: readonly (readonly string[])[], name: ChangeNames['name']): string {
  return participants.length === 0
    ? nothing()
    : participants
        .map((slot) => (slot.length === 0 ? t('slot.nobody', 'nobody') : slot.map(name).join(' + ')))
        .join(', ');
}

export function rotationText(rotation: LayerWire['rotation']): string {
  return rotation === null
    ? t('rotation.none', 'no turns: the first are always on')
    : `${t('rotation.text', '{{every}} from {{start}}', { every: everyText(rotation.every, rotation.unit), start: localTimeText(rotation.start) })}${rotation.advance === 'covered' ? `, ${t('rotation.covered', 'turns without hours are skipped')}` : ''}`;
}

function partText(layer: LayerWire, field: LayerField, { name }: ChangeNames): string {
  switch (field) {
    case 'rotation':
      return rotationText(layer.rotation);
    case 'participants':
      return turnsText(layer.participants, name);
    case 'restrictions':
      return layer.restrictions.length === 0 ? t('hours.always', 'always') : windowsText(layer.restrictions);
    case 'effectiveFrom':
    case 'effectiveUntil': {
      const at = layer[field];
      return at === null ? nothing() : localTimeText(at);
    }
    case 'join':
      return layer.join === true ? t('change.yes', 'yes') : t('change.no', 'no');
    default:
      return layer[field] ?? nothing();
  }
}

function fieldText(field: RotaField, value: string | null | undefined, names: ChangeNames): string {
  return value === null || value === undefined
    ? field === 'expected'
      ? t('expected.always', 'always')
      : nothing()
    : field === 'team'
      ? names.team(value)
      : field === 'onAbsence'
        ? absenceModeText(value as OnAbsence)
        : field === 'frozenUntil'
          ? instantText(Date.parse(value), readerZone())
          : value;
}

function overrideWords(id: string, override: OverrideWire, names: ChangeNames): string {
  const text = overrideText(toOverride({ ...override, id }), names);
  return t('change.override-text', '{{text}}, {{from}} to {{to}}', {
    text,
    from: localTimeText(override.start),
    to: localTimeText(override.end),
  });
}

/** @param layers names of layers by id, for changes of their order */
export function changeText(change: RotaChange, names: ChangeNames, layers: ReadonlyMap<string, string>): string {
  const fromTo = (what: string, before: string, after: string) =>
    t('change.from-to', '{{what}}: {{before}} → {{after}}', { what, before, after });
  const order = (ids: readonly string[]) =>
    [...ids]
      .reverse()
      .map((id) => layers.get(id) ?? id)
      .join(', ');
  switch (change.kind) {
    case 'field':
      return fromTo(
        FIELDS[change.field](),
        fieldText(change.field, change.before, names),
        fieldText(change.field, change.after, names),
      );
    case 'layer-added':
      return t('change.layer-added', 'Layer “{{layer}}” added: {{people}}', {
        layer: layerName(change.layer),
        people: turnsText(change.layer.participants, names.name),
      });
    case 'layer-removed':
      return t('change.layer-removed', 'Layer “{{layer}}” removed', { layer: layerName(change.layer) });
    case 'layer-changed':
      return fromTo(
        t('change.layer-part', 'Layer “{{layer}}”, {{part}}', {
          layer: layerName(change.before),
          part: LAYER_PARTS[change.field](),
        }),
        partText(change.before, change.field, names),
        partText(change.layer, change.field, names),
      );
    case 'order':
      return fromTo(t('change.order', 'Order of layers, highest first'), order(change.before), order(change.after));
    case 'override-added':
      return t('change.override-added', 'Override added: {{text}}', {
        text: overrideWords(change.id, change.override, names),
      });
    case 'override-removed':
      return t('change.override-removed', 'Override removed: {{text}}', {
        text: overrideWords(change.id, change.override, names),
      });
    case 'override-changed':
      return t('change.override-changed', 'Override changed: {{text}}', {
        text: overrideWords(change.id, change.override, names),
      });
  }
}
