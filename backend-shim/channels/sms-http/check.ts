/** Tries the gateway's templates on an example, so that a misspelt name is found before the first SMS. */
import type { ChannelService, ChannelSettingProblem } from '../../ports/channel.ts';
import { textSetting, wrongUrl } from '../shared/fields/destination.ts';
import { badFormat, missing } from '../shared/fields/field-checks.ts';
import { withPreset } from './presets.ts';
import { renderSms, typedValues } from './render.ts';

const EXAMPLE = {
  to: '+33612345678',
  idempotencyKey: 'example',
  user: 'user',
  password: 'password',
  token: 'token',
  receiptUrl: 'https://vigie.example.com/receipt',
};

const WITHOUT: ChannelSettingProblem = {
  field: 'url',
  ...missing('give the address of the gateway, or a preset', ['url', 'preset']),
};

export function checkTemplates(service: Pick<ChannelService, 'settings'>): ChannelSettingProblem[] {
  const { settings } = withPreset(service);
  const url = textSetting(settings, 'url');
  if (url === null) {
    return [WITHOUT];
  }
  const values = { ...EXAMPLE, ...typedValues(settings) };
  const rendered = renderSms('CRITICAL #42: disk full', { url, body: textSetting(settings, 'body') }, values);
  if (!rendered.ok) {
    return [
      {
        field: rendered.field,
        message: `is not a template that can be used: ${rendered.reason}`,
        reason: 'wrong-template',
        data: { detail: rendered.reason },
      },
    ];
  }
  const wrong = wrongUrl(rendered.url);
  // An address that begins with the server is wrong by it.
  const field = /^\s*\{\{\s*server\b/.test(url) ? 'server' : 'url';
  return wrong === null ? [] : [{ field, ...badFormat('web-address', wrong) }];
}
