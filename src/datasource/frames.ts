/** Makes Grafana's data frames of columns. */
import type { DataFrame, DataLink, ValueMapping } from '@grafana/data';
import { FieldType, MappingType, createDataFrame } from '@grafana/data';
import { config } from '@grafana/runtime';
import { PLUGIN_ROOT } from '../constants.ts';
import { t } from '../language.ts';
import type { QueryTable } from './answers.ts';
import type { ResultColumn } from './tables.ts';

const TYPES: Record<ResultColumn['type'], FieldType> = {
  time: FieldType.time,
  string: FieldType.string,
  number: FieldType.number,
};

function linkTo(page: string): DataLink {
  return {
    title: t('datasource.open', 'Open in Vigie'),
    url: `${config.appSubUrl}${PLUGIN_ROOT}/${page}/\${__data.fields.id}`,
  };
}

function mappingOf(colors: Readonly<Record<string, string>>): ValueMapping {
  return {
    type: MappingType.ValueToText,
    options: Object.fromEntries(Object.entries(colors).map(([value, color], index) => [value, { color, index }])),
  };
}

export function frameOf(refId: string, { columns, isCut }: QueryTable): DataFrame {
  const frame = createDataFrame({
    refId,
    fields: columns.map(({ name, type, values, unit, colors, width, linksTo }) => ({
      name,
      type: TYPES[type],
      values,
      config: {
        ...(unit !== undefined && { unit }),
        ...(colors !== undefined && { mappings: [mappingOf(colors)] }),
        ...((colors !== undefined || width !== undefined) && {
          custom: {
            ...(width !== undefined && { minWidth: width }),
            ...(colors !== undefined && { cellOptions: { type: 'color-text' } }),
          },
        }),
        // A number as an id is no amount.
        ...(linksTo !== undefined && { decimals: 0, unit: 'none', links: [linkTo(linksTo)] }),
      },
    })),
  });
  if (isCut) {
    const text = t('datasource.cut', 'There is more than is shown: choose a shorter time range, or filter.');
    frame.meta = { notices: [{ severity: 'warning', text }] };
  }
  return frame;
}
