/** Bodies that a schema takes, made from the schema itself: every field, present and absent, within its checks. */
import fc from 'fast-check';
import type { z } from 'zod';
import { definitionOf } from '../support/schema-parts.ts';
import type { Definition, Schema } from '../support/schema-parts.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
/** Of each form that some field asks for, common ones and the extremes. */
const TEXTS = [
  'ann',
  'ben@example.com',
  'Zoë Müller',
  'a',
  `a${'.'.repeat(99)}`,
  'x'.repeat(190),
  '漢字 👩🏽‍💻',
  '',
  'two\nlines',
  '@example.com',
  'UPS@Example.com',
  '0s',
  '30s',
  '1m',
  '5m',
  '1h30m',
  '24h',
  '2d',
  '7d',
  '30d',
  '2026-03-02',
  '2028-02-29',
  '2026-03-02T09:00',
  '2026-03-02T09:00:30',
  '1970-01-01T00:00',
  '2026-10-25T02:30:00+01:00',
  '2028-02-29T23:59:59Z',
  'Europe/Paris',
  'UTC',
  'Pacific/Apia',
  'FR',
  'FR-57',
  'DE-BY',
  '00:00',
  '09:00',
  '23:59',
  '24:00',
  'severity="critical"',
  'host=~"db.*"',
  'env!="test"',
  'job!~"a|b"',
  '{{ title }} on {{ host }}',
  '(?<host>[a-z]+)',
  'https://example.com/a/b.ics?key=1',
  'webcal://example.com/c.ics',
  'http://127.0.0.1:8080/zabbix',
  'X-Signature',
  '1.3.6.1.6.3.1.1.5.3',
  PEM,
];
const NUMBERS = [0, 1, 2, 7, 10, 100, 600, 100_000, -1, 1.5];

const takes = (schema: Schema, value: unknown) => (schema as z.ZodType).safeParse(value).success;
const inner = (schema: Schema | undefined) => anyOf(schema as Schema);

/** Whatever the schema takes, and nothing else. */
export function bodiesOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  return anyOf(schema);
}

/** Its fields are each of use for some types only, which chance does not find. */
const SYNC = {
  zabbix: ['url', 'token', 'ca'],
  icinga2: ['url', 'user', 'password'],
  alertmanager: ['url', 'silence', 'user', 'password', 'close'],
  grafana: ['url', 'token', 'silence'],
  nagios: [],
};
const SETTINGS: Readonly<Record<string, unknown>> = {
  url: 'https://example.com:5665',
  token: 'a b',
  user: 'vigie',
  password: 'é',
  ca: PEM,
  silence: '4h',
  close: false,
};

/** The same of integrations, with those that tell their source. */
export function integrationsOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const told = fc.tuple(anyOf(schema), fc.constantFrom(...Object.entries(SYNC))).map(([body, [type, fields]]) => {
    const {
      mail: _mail,
      snmp: _snmp,
      template: _template,
      product: _product,
      ...any
    } = body as Record<string, unknown>;
    return { ...any, type, sync: Object.fromEntries(fields.map((field) => [field, SETTINGS[field]])) };
  });
  return fc.oneof(
    { weight: 4, arbitrary: anyOf(schema) },
    { weight: 1, arbitrary: told.filter((body) => takes(schema, body)) },
  );
}

function anyOf(schema: Schema): fc.Arbitrary<unknown> {
  const form = formOf(schema, definitionOf(schema));
  const checks = (schema._zod.def as z.core.$ZodTypeDef).checks ?? [];
  return checks.length === 0 ? form : form.filter((value) => takes(schema, value));
}

function formOf(schema: Schema, definition: Definition): fc.Arbitrary<unknown> {
  switch (definition.type) {
    case 'object':
      return objectsOf(definition.shape ?? {});
    case 'array':
      return fc.array(inner(definition.element), { maxLength: 3 });
    case 'record':
      return fc.dictionary(inner(definition.keyType) as fc.Arbitrary<string>, inner(definition.valueType), {
        maxKeys: 3,
      });
    case 'nullable':
      return fc.oneof(
        { weight: 1, arbitrary: fc.constant(null) },
        { weight: 3, arbitrary: inner(definition.innerType) },
      );
    case 'optional':
    case 'default':
      return inner(definition.innerType);
    case 'union':
      return fc.oneof(...(definition.options ?? []).map(anyOf));
    case 'pipe':
      return inner(definition.in);
    default:
      return valuesOf(schema, definition);
  }
}

function valuesOf(schema: Schema, { type, entries, values }: Definition): fc.Arbitrary<unknown> {
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...Object.values(entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(values ?? []));
    case 'string':
      return listed(schema, TEXTS);
    case 'number':
      return listed(schema, NUMBERS);
    case 'transform':
      return fc.anything();
    default:
      throw new Error(`say how a ${type} is made`);
  }
}

function listed(schema: Schema, all: readonly unknown[]): fc.Arbitrary<unknown> {
  const fitting = all.filter((value) => takes(schema, value));
  if (fitting.length === 0) throw new Error(`no value here fits ${JSON.stringify(schema._zod.def)}: add one`);
  return fc.constantFrom(...fitting);
}

const MAY_BE_ABSENT = new Set(['default', 'optional']);

/** How often a field that may be absent is there: objects that allow one of several are met often enough. */
const PRESENT = 4;

function objectsOf(shape: Readonly<Record<string, Schema>>): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(shape).map(([key, field]) => {
    const value = anyOf(field).map((made) => [[key, made]] as Array<[string, unknown]>);
    const absent = fc.constant<Array<[string, unknown]>>([]);
    return MAY_BE_ABSENT.has(definitionOf(field).type)
      ? fc.oneof({ weight: PRESENT, arbitrary: value }, { weight: 10 - PRESENT, arbitrary: absent })
      : value;
  });
  return fc.tuple(...fields).map((entries) => Object.fromEntries(entries.flat()));
}

/** Every field that objects of a schema have, by its path: `steps[].notify[].rota`. */
export function fieldsOf(schema: Schema, at = ''): string[] {
  const { shape, element, innerType, options, valueType, in: input } = definitionOf(schema);
  if (shape)
    return Object.entries(shape).flatMap(([key, field]) => [`${at}.${key}`, ...fieldsOf(field, `${at}.${key}`)]);
  if (element ?? valueType) return fieldsOf((element ?? valueType) as Schema, `${at}[]`);
  return [innerType, input, ...(options ?? [])].flatMap((one) => (one ? fieldsOf(one, at) : []));
}

/** The fields that a body states, by the same paths; those that are null or empty do not count. */
export function statedBy(value: unknown, schema: Schema, at = ''): string[] {
  const { shape, element, innerType, options, valueType, in: input } = definitionOf(schema);
  if (value === null || typeof value !== 'object') return [];
  if (shape)
    return Object.entries(value)
      .filter(([key, one]) => key in shape && one !== null)
      .flatMap(([key, one]) => [`${at}.${key}`, ...statedBy(one, shape[key] as Schema, `${at}.${key}`)]);
  if (element ?? valueType)
    return Object.values(value).flatMap((one) => statedBy(one, (element ?? valueType) as Schema, `${at}[]`));
  return [innerType, input, ...(options ?? [])].flatMap((one) => (one ? statedBy(value, one, at) : []));
}

/** The body without what the schema does not know, at any depth. */
export function knownTo(schema: Schema, value: unknown): unknown {
  const { shape, element, innerType, options, valueType, in: input } = definitionOf(schema);
  if (value === null || typeof value !== 'object') return value;
  if (shape)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key in shape)
        .map(([key, one]) => [key, knownTo(shape[key] as Schema, one)]),
    );
  if (element) return (value as unknown[]).map((one) => knownTo(element, one));
  if (valueType) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, knownTo(valueType, one)]));
  const branches = [innerType, input, ...(options ?? [])].filter((one) => one !== undefined);
  return branches.map((one) => knownTo(one, value)).find((one, i) => takes(branches[i] as Schema, one)) ?? value;
}
