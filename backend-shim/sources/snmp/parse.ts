/** Turns an SNMP trap into a signal. */
import type { Severity } from '#domain/incident/signal/alert';
import type { Integration, SnmpSettings, TrapRule } from '#domain/routing/integration';
import type { PayloadOrigin, ParseResult, SourcePayload } from '../../ports/source.ts';
import { rejected } from '../shared/define.ts';
import { alertFromFields } from '../shared/free-form.ts';
import { renderText, templateRenderer, withNote, type RenderedFields } from '../shared/templates.ts';
import { stableHash } from '../shared/values/hash.ts';
import { isRecord, kindOf, own, scalar, type RawFields } from '../shared/values/read.ts';
import { inWords, nameOf } from './names.ts';
import { TRAPS, type KnownTrap } from './table.ts';

const OID = /^\d{1,10}(?:\.\d{1,10}){1,127}$/;
const MOST_VALUES = 200;
const NO_SETTINGS: SnmpSettings = { traps: [], names: {}, perMinute: 0 };

interface Value {
  oid: string;
  name: string | null;
  index: string;
  value: string;
}

interface Trap {
  oid: string;
  agent: string;
  values: Value[];
}

/** The meaning of a trap, by the integration's own rules or by the table. */
interface TrapMeaning {
  name: string;
  title: string;
  severity: Severity;
  status: 'firing' | 'resolved' | 'info';
  problem: string;
  key: string;
}

type MeantTrap = { ok: true; meaning: TrapMeaning } | { ok: false; reason: string };

/**
 * Reads a trap as JSON: `{ trap, agent, source, version, kind, uptime, varbinds: [{ oid, type, value }] }`, with the
 * OIDs of v1 traps converted by RFC 3584 §3.1. One alert is one problem of one thing on one device; an unknown trap is
 * an alert of its own OID.
 */
export function parse({ body }: SourcePayload, integration: Integration): ParseResult {
  if (!isRecord(body)) {
    return rejected(`body: is ${kindOf(body)}, must be a trap: { trap, agent, varbinds }`);
  }
  const settings = integration.snmp ?? NO_SETTINGS;
  const trap = trapOf(body, settings.names);
  if (typeof trap === 'string') {
    return rejected(trap);
  }
  const vars = Object.fromEntries(
    trap.values.flatMap(({ name, value }) => (name === null ? [] : [[name, value]])).reverse(),
  );
  const scope = { ...body, ...vars, vars, agent: trap.agent, trap: trap.oid, body };
  const meant = meaningOf(trap, settings, scope);
  if (!meant.ok) {
    return rejected(meant.reason);
  }
  const { meaning } = meant;
  const result =
    integration.template === null
      ? null
      : templateRenderer(integration.template)({ ...scope, name: meaning.name, key: meaning.key });
  if (result?.ok === false) {
    return rejected(`template.${result.field}: ${result.message}`);
  }
  const fields: RawFields = {
    labels: { agent: trap.agent, trap: meaning.name, ...vars },
    description: valuesAsText(trap),
  };
  const rendered = { ...renderedFrom(meaning, trap), ...ownKey(result?.fields ?? {}), ...result?.fields };
  const alert = alertFromFields(fields, rendered, `Trap from ${trap.agent}`, body, result?.labels ?? null);
  const origin = originOf(body, trap);
  return {
    ok: true,
    alerts: [withNote(alert, result?.over ?? null)],
    ...(origin === null ? {} : { origin }),
  };
}

/** If a template sets the group, the end of that group ends the alert, as for the webhook. */
function ownKey({ groupKey }: RenderedFields): RenderedFields {
  return groupKey === undefined ? {} : { fingerprint: groupKey };
}

function trapOf(body: RawFields, names: Readonly<Record<string, string>>): Trap | string {
  const oid = scalar(own(body, 'trap'))?.replace(/^\./, '') ?? null;
  if (oid === null || !OID.test(oid)) {
    return 'trap: must be the OID of the trap in numbers, such as 1.3.6.1.6.3.1.1.5.3';
  }
  const varbinds = own(body, 'varbinds') ?? [];
  if (!Array.isArray(varbinds)) {
    return `varbinds: is ${kindOf(varbinds)}, must be a list of { oid, value }`;
  }
  const values = varbinds.slice(0, MOST_VALUES).flatMap((item) => valueOf(item, names) ?? []);
  return { oid, agent: scalar(own(body, 'agent')) ?? scalar(own(body, 'source')) ?? 'unknown', values };
}

function valueOf(item: unknown, names: Readonly<Record<string, string>>): Value | null {
  const oid = isRecord(item) ? (scalar(own(item, 'oid'))?.replace(/^\./, '') ?? '') : '';
  if (!isRecord(item) || !OID.test(oid)) {
    return null;
  }
  const named = nameOf(oid, names);
  return { oid, name: named?.name ?? null, index: named?.index ?? '', value: scalar(own(item, 'value')) ?? '' };
}

function meaningOf(trap: Trap, settings: SnmpSettings, scope: object): MeantTrap {
  const plain = withoutZero(trap.oid);
  const index = settings.traps.findIndex(({ oid }) => withoutZero(oid) === plain);
  const rule = settings.traps[index];
  const known = Object.hasOwn(TRAPS, plain) ? TRAPS[plain] : undefined;
  const base = known === undefined ? unknownTrap(trap, plain) : knownTrap(trap, known);
  return rule === undefined
    ? { ok: true, meaning: base }
    : byRule(rule, `snmp.traps[${index}]`, { ...base, name: known?.name ?? plain }, scope);
}

/** SMIv1 and SMIv2 write the same trap as `enterprise.0.7` and `enterprise.7`. */
export function withoutZero(oid: string): string {
  return oid.replace(/\.0\.(\d+)$/, '.$1');
}

/** An unknown trap does not say which part of a device it is about, so each device has one alert per unknown trap. */
function unknownTrap(trap: Trap, plain: string): TrapMeaning {
  return { name: plain, title: `Trap ${trap.oid}`, severity: 'error', status: 'firing', problem: plain, key: '' };
}

function knownTrap(trap: Trap, known: KnownTrap): TrapMeaning {
  const state = known.state === undefined ? undefined : known.state.values[find(trap, known.state.name)?.value ?? ''];
  const shown = known.shows?.map((name) => find(trap, name)?.value ?? '').find((text) => text !== '');
  const isState = state !== undefined && state !== 'resolved' && state !== 'info';
  return {
    name: known.name,
    title: shown === undefined ? known.title : `${known.title}: ${inWords(shown)}`,
    severity: isState ? state : state === 'info' ? 'info' : known.severity,
    status: state === 'resolved' ? 'resolved' : known.status,
    problem: known.problem,
    key: known.fixed ?? keyOf(trap, known.about),
  };
}

/** A value that identifies the thing (a port's number, an alarm's OID), else the index of this or another value. */
function keyOf(trap: Trap, about: string | undefined): string {
  const found = about === undefined ? undefined : find(trap, about);
  if (found === undefined) {
    return about === undefined
      ? ''
      : (trap.values.find(({ name, index }) => name !== null && !['', '0'].includes(index))?.index ?? '');
  }
  return /State$/.test(about ?? '') && found.index !== '' ? found.index : found.value;
}

function byRule(rule: TrapRule, path: string, base: TrapMeaning, scope: object): MeantTrap {
  const texts: Partial<Record<'title' | 'key', string>> = {};
  for (const field of ['title', 'key'] as const) {
    const source = rule[field];
    if (source !== null) {
      const result = renderText(source, scope);
      if (!result.ok && !result.isLimit) {
        return { ok: false, reason: `${path}.${field}: ${result.message}` };
      }
      // What takes too long is left to the usual names.
      if (result.ok) {
        texts[field] = result.text;
      }
    }
  }
  const { severity, status, problem } = rule;
  return {
    ok: true,
    meaning: {
      ...base,
      severity: severity ?? base.severity,
      status,
      problem: problem ?? base.problem,
      title: texts.title || base.title,
      key: texts.key ?? base.key,
    },
  };
}

function find({ values }: Trap, name: string): Value | undefined {
  return values.find((one) => one.name === name);
}

function renderedFrom({ title, severity, status, problem, key }: TrapMeaning, { agent }: Trap): RenderedFields {
  const fingerprint = [agent, problem, ...(key === '' ? [] : [key])].join('/');
  return { title: `${title} on ${agent}`, status, fingerprint, ...(status === 'firing' ? { severity } : {}) };
}

function valuesAsText({ values }: Trap): string | null {
  return (
    values
      .map(
        ({ oid, name, index, value }) =>
          `${name === null ? oid : `${name}${index === '' ? '' : `.${index}`}`} = ${inWords(value)}`,
      )
      .join('\n') || null
  );
}

/** An inform is repeated until it is acknowledged (RFC 3416 §4.2.7). */
function originOf(body: RawFields, trap: Trap): PayloadOrigin | null {
  const request = scalar(own(body, 'requestId'));
  if (own(body, 'kind') !== 'inform' || request === null) {
    return null;
  }
  return {
    once: stableHash([
      scalar(own(body, 'source')),
      request,
      trap.oid,
      scalar(own(body, 'uptime')),
      trap.values.map(({ value }) => value),
    ]),
    name: null,
    answers: [],
  };
}
