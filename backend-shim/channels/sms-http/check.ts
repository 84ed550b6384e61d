/** Tries the gateway's templates on an example, so that a misspelt name is found before the first SMS. */
import type { ChannelService, ChannelSettingProblem } from '../../ports/channel.ts';
import { textSetting, wrongUrl } from '../shared/fields/destination.ts';
import { badFormat } from '../shared/fields/field-checks.ts';
import { renderSms } from './render.ts';

const EXAMPLE = {
  to: '+33612345678',
  idempotencyKey: 'example',
  user: 'user',
  password: 'password',
  token: 'token',
  receiptUrl: 'https://vigie.example.com/receipt',
};

export function checkTemplates({ settings }: Pick<ChannelService, 'settings'>): ChannelSettingProblem[] {
  const url = textSetting(settings, 'url');
  if (url === null) {
    return [];
  }
  const rendered = renderSms('CRITICAL #42: disk full', { url, body: textSetting(settings, 'body') }, EXAMPLE);
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
  return wrong === null ? [] : [{ field: 'url', ...badFormat('web-address', wrong) }];
}
