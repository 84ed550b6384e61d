/**
 * Requests of known gateways, so that a channel needs only what is its own: `preset` and the credentials. What a
 * channel states itself wins over its preset. Sources are the makers' documentation, named at each.
 */
import type { ChannelService } from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';

export interface GatewayPreset {
  /** Settings that a channel with this preset has without stating them. */
  settings: Readonly<Record<string, string>>;
  /** Its credentials stand in the address or the body. Otherwise they are sent as HTTP Basic or Bearer. */
  hasOwnCredentials: boolean;
}

const FORM = 'application/x-www-form-urlencoded';

export const PRESETS = {
  // docs.ovhcloud.com, "Sending SMS messages via a URL - http2sms". 100 and 101: the request was processed.
  // Without `noStop` an SMS gets an advertisement's clause, and is held back at night.
  'ovh-http2sms': {
    settings: {
      method: 'GET',
      url:
        'https://www.ovh.com/cgi-bin/sms/http2sms.cgi?account={{ account | url_encode }}&login={{ user | url_encode }}' +
        '&password={{ password | url_encode }}&from={{ sender | url_encode }}' +
        '{% if sender == "" %}&senderForResponse=1{% endif %}' +
        '&to=00{{ number }}&message={{ text | url_encode }}&noStop=1&contentType=application/json',
      expect: '"status":10',
    },
    hasOwnCredentials: true,
  },
  // mobile.free.fr, "Notifications par SMS": to the subscriber's own number only.
  'free-mobile': {
    settings: {
      method: 'GET',
      url: 'https://smsapi.free-mobile.fr/sendmsg?user={{ user | url_encode }}&pass={{ password | url_encode }}&msg={{ text | url_encode }}',
    },
    hasOwnCredentials: true,
  },
  // Orange Business, Contact Everyone, manual of the "API Light".
  'orange-contact-everyone': {
    settings: {
      url: 'https://contact-everyone.orange-business.com/api/light/diffusions/sms',
      contentType: `${FORM}; charset=UTF-8`,
      body: 'token={{ password | url_encode }}&to={{ to | url_encode }}&msg={{ text | url_encode }}',
    },
    hasOwnCredentials: true,
  },
  // developer.vonage.com/en/api/sms. Status "0": accepted. Its `callback` may have 100 characters only.
  vonage: {
    settings: {
      url: 'https://rest.nexmo.com/sms/json',
      contentType: FORM,
      body: 'api_key={{ user | url_encode }}&api_secret={{ password | url_encode }}&from={{ sender | url_encode }}&to={{ number }}&text={{ text | url_encode }}',
      expect: '"status":"0"',
      replyFrom: 'msisdn',
      replyId: 'messageId',
    },
    hasOwnCredentials: true,
  },
  // twilio.com/docs/messaging/api/message-resource, signalwire.com/docs/compatibility-api.
  'twilio-compatible': {
    settings: {
      url: '{{ server }}/2010-04-01/Accounts/{{ user | url_encode }}/Messages.json',
      contentType: FORM,
      body:
        'From={{ sender | url_encode }}&To={{ to | url_encode }}&Body={{ text | url_encode }}' +
        '{% if receiptUrl != "" %}&StatusCallback={{ receiptUrl | url_encode }}{% endif %}',
      replyFrom: 'From',
      replyText: 'Body',
      replyId: 'MessageSid',
      receiptState: 'MessageStatus',
    },
    hasOwnCredentials: false,
  },
  // kannel.org, user's guide, "sendsms". 19: delivered, not delivered, rejected.
  kannel: {
    settings: {
      method: 'GET',
      url:
        '{{ server }}/cgi-bin/sendsms?username={{ user | url_encode }}&password={{ password | url_encode }}' +
        '&to={{ to | url_encode }}&text={{ text | url_encode }}&charset=UTF-8&coding=0' +
        '{% if sender != "" %}&from={{ sender | url_encode }}{% endif %}' +
        `{% if receiptUrl != "" %}&dlr-mask=19&dlr-url={{ receiptUrl | append: '&status=%d' | url_encode }}{% endif %}`,
      expect: 'Accepted for delivery',
    },
    hasOwnCredentials: true,
  },
  // docs.playsms.org, "Webservices".
  playsms: {
    settings: {
      method: 'GET',
      url: '{{ server }}/index.php?app=ws&op=pv&u={{ user | url_encode }}&h={{ password | url_encode }}&to={{ to | url_encode }}&msg={{ text | url_encode }}',
      expect: '"status":"OK"',
    },
    hasOwnCredentials: true,
  },
  // docs.sms-gate.app.
  'sms-gate': {
    settings: {
      url: '{{ server }}/message',
      body: '{"id": {{ id | json }}, "phoneNumbers": [{{ to | json }}], "textMessage": {"text": {{ text | json }}}, "withDeliveryReport": true}',
      replyFrom: 'payload.phoneNumber',
      replyText: 'payload.message',
      receiptId: 'payload.messageId',
      receiptState: 'event',
    },
    hasOwnCredentials: false,
  },
} satisfies Record<string, GatewayPreset>;

export type PresetId = keyof typeof PRESETS;

export const PRESET_IDS = Object.keys(PRESETS) as PresetId[];

export function presetOf({ settings }: Pick<ChannelService, 'settings'>): GatewayPreset | null {
  const said = textSetting(settings, 'preset');
  const id = PRESET_IDS.find((one) => one === said);
  return id === undefined ? null : PRESETS[id];
}

/** The channel with the settings of its preset. */
export function withPreset<Service extends Pick<ChannelService, 'settings'>>(service: Service): Service {
  const given = Object.entries(service.settings).filter(([, value]) => value !== '');
  return { ...service, settings: { ...presetOf(service)?.settings, ...Object.fromEntries(given) } };
}
