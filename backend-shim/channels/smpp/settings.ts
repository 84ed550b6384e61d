/** Turns the settings of an SMPP service into what the link needs. */
import type { ChannelService } from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { ID_FORMS } from './receipt.ts';
import type { IdForm } from './receipt.ts';
import type { SmsForm } from './render.ts';
import type { SmscSettings } from './link/session.ts';

export interface SmppSettings {
  link: SmscSettings & { window: number };
  form: SmsForm;
  source: { source_addr: string; source_addr_ton: number; source_addr_npi: number };
  /** Minutes. */
  validity: number;
  idForm: IdForm;
}

export type SmppSettingsRead = { ok: true; settings: SmppSettings } | { ok: false; problem: string };

function isOn(settings: Record<string, unknown>, name: string): boolean {
  return settings[name] === true || settings[name] === 'true';
}

/** Type of number and numbering plan (SMPP 3.4 §5.2.5, §5.2.6). */
function sourceOf(from: string | null): SmppSettings['source'] {
  const digits = (from ?? '').replace(/[ .()-]/g, '');
  if (/^\+\d+$/.test(digits)) {
    return { source_addr: digits.slice(1), source_addr_ton: 1, source_addr_npi: 1 };
  }
  if (/^\d+$/.test(digits)) {
    // Operators ask for "network specific" with short codes.
    return {
      source_addr: digits,
      source_addr_ton: digits.length <= 8 ? 3 : 0,
      source_addr_npi: digits.length <= 8 ? 0 : 1,
    };
  }
  return from === null
    ? { source_addr: '', source_addr_ton: 0, source_addr_npi: 0 }
    : { source_addr: from, source_addr_ton: 5, source_addr_npi: 0 };
}

export function wrongSender(from: string): string | null {
  return /^[\x20-\x7e]{1,20}$/.test(from) ? null : 'must be a number or up to 11 plain letters';
}

export function readSettings({ settings, secrets }: Pick<ChannelService, 'settings' | 'secrets'>): SmppSettingsRead {
  const text = (name: string) => textSetting(settings, name);
  const problems: string[] = [];
  const number = (name: string, usual: number, most: number) => {
    const value = Number(text(name) ?? usual);
    if (!Number.isInteger(value) || value < 1 || value > most) {
      problems.push(`"${name}" must be a whole number from 1 to ${most}`);
    }
    return value;
  };
  const host = text('host');
  const systemId = text('systemId');
  const tls = isOn(settings, 'tls');
  const from = text('from');
  const idForm = ID_FORMS.find((form) => form === (text('receiptIds') ?? 'same'));
  if (host === null || systemId === null) {
    problems.push(`"${host === null ? 'host' : 'systemId'}" is missing`);
  }
  const wrong = from === null ? null : wrongSender(from);
  if (wrong !== null) {
    problems.push(`"from" ${wrong}`);
  }
  if (idForm === undefined) {
    problems.push(`"receiptIds" must be one of ${ID_FORMS.join(', ')}`);
  }
  const link = {
    host: host ?? '',
    port: number('port', tls ? 3550 : 2775, 65_535),
    tls,
    ca: text('ca'),
    systemId: systemId ?? '',
    password: secrets['password'] ?? '',
    systemType: text('systemType') ?? '',
    window: number('window', 10, 100),
  };
  const form = { parts: number('parts', 1, 6), unicode: isOn(settings, 'unicode') };
  const validity = number('validity', 60, 1440);
  return problems.length > 0
    ? { ok: false, problem: problems.join('; ') }
    : { ok: true, settings: { link, form, source: sourceOf(from), validity, idForm: idForm ?? 'same' } };
}
