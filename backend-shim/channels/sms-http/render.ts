/** Renders a gateway's request from its templates. An Admin wrote the templates; strangers wrote the text. */
import { Liquid, LiquidError } from 'liquidjs';
import { gsm7Parts } from '#domain/notify/render/gsm7';
import { SANDBOX, sandbox } from '#domain/template/sandbox';
import { textSetting } from '../shared/fields/destination.ts';

export interface SmsTemplates {
  url: string;
  body: string | null;
}

export interface SmsValues {
  /** `+33612345678` */
  to: string;
  idempotencyKey: string;
  /** For gateways that take credentials in the address or the body. */
  user: string;
  password: string;
  token: string;
  /** Without a slash at its end. */
  server: string;
  account: string;
  sender: string;
  /** Where the gateway can report on this message; empty without "callbackToken". */
  receiptUrl: string;
}

/** The values that are settings. */
export function typedValues(settings: Record<string, unknown>): Pick<SmsValues, 'server' | 'account' | 'sender'> {
  const text = (name: string) => textSetting(settings, name) ?? '';
  return { server: text('server').replace(/\/+$/, ''), account: text('account'), sender: text('sender') };
}

export type SmsRequest =
  | { ok: true; url: string; body: string | null; parts: number }
  | { ok: false; field: keyof SmsTemplates; reason: string };

function makeEngine() {
  const liquid = new Liquid({
    ...SANDBOX,
    // A misspelt name would send an empty SMS and count it as done.
    strictVariables: true,
    parseLimit: 10_000,
    renderLimit: 500,
    memoryLimit: 1_000_000,
  });
  // Keeps as many parsed templates as gateways may have.
  return { liquid, ...sandbox(liquid, LiquidError.is, { trees: 50, problem: 200 }) };
}

let engine: ReturnType<typeof makeEngine> | null = null;

export function renderSms(text: string, templates: SmsTemplates, values: SmsValues): SmsRequest {
  engine ??= makeEngine();
  const { liquid, parse, problemOf } = engine;
  const parts = gsm7Parts(text);
  const scope = { ...values, number: values.to.slice(1), text, parts, id: values.idempotencyKey };
  let field: keyof SmsTemplates = 'url';
  try {
    const url = String(liquid.renderSync(parse(templates.url), scope)).trim();
    field = 'body';
    const body = templates.body === null ? null : String(liquid.renderSync(parse(templates.body), scope));
    return { ok: true, url, body, parts };
  } catch (error) {
    return { ok: false, field, reason: problemOf(error) };
  }
}
