/** Rooms and services as the API answers them, the kinds of channels, and their states. */
import type { TranslatedText } from '#contract/base/translated';
import type { ChannelWire } from '#contract/paging/channel';
import type { ChannelSetupWire, FieldInputWire } from '#contract/paging/channel-kind';
import type { Stored } from '#contract/stored';
import type { ApiResult } from '../client/client.ts';
import { segment, send } from '../client/client.ts';
import type { MethodTestResult } from './people.ts';

/** Names of the secrets that are set, without their values; settings are for Admins, and empty for others. */
export type StoredChannel = Stored<Omit<ChannelWire, 'secrets'> & { secrets: Record<string, string | null> }>;

export interface ChannelField {
  name: string;
  labels: TranslatedText;
  hints: TranslatedText;
  secret: boolean;
  required: boolean;
  /** Missing in sidecars before 0.2: text. */
  input?: FieldInputWire;
}

/** `GET channel-kinds` */
export interface ChannelKind {
  kind: string;
  names: TranslatedText;
  /** Types of contact methods that go through services of this kind. */
  serves: string[];
  /** Whether a message to a person's method of this kind can be sent; missing in older sidecars. */
  ready?: boolean;
  address: { labels: TranslatedText; hints: TranslatedText };
  fields: ChannelField[];
  /** The ways to set such a channel up; missing in sidecars before 0.2. */
  setups?: ChannelSetupWire[];
}

/** `GET channel-states`: the services that can be probed without reaching anybody. */
export interface ChannelState {
  /** Id of a channel, or the name of its kind if the environment configures it. */
  service: string;
  kind: string;
  up: boolean;
  /** Why it is down; null for readers who are not Admins. */
  problem: string | null;
}

/** `GET channel-tests`: the latest test of each channel since it was changed. */
export interface ChannelTestWire {
  channel: string;
  at: string;
  outcome: MethodTestResult['outcome'];
  /** null also for readers who are not Admins. */
  reason: string | null;
}

export function testChannel(id: string): Promise<ApiResult<MethodTestResult>> {
  return send<MethodTestResult>({ method: 'POST', path: `channels/${segment(id)}/test`, body: {} });
}
