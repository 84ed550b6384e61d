/**
 * Defines what is read of the objects of Jira Service Management (JSM), where it differs from Opsgenie. What has the same
 * form there is checked with the schemas of Opsgenie.
 */
import { z } from 'zod';
import { list, text } from '../shared/fields.ts';

export const jsmSite = z.looseObject({ cloudId: text });

/** An Atlassian account; the mail address is hidden unless its owner or an administrator shows it. */
export const jsmAccount = z.looseObject({
  accountId: text,
  displayName: text.nullish(),
  emailAddress: text.nullish(),
  timeZone: text.nullish(),
});
export type JsmAccount = z.output<typeof jsmAccount>;

export const jsmTeam = z.looseObject({ teamId: text, teamName: text.nullish() });
export type JsmTeam = z.output<typeof jsmTeam>;

/** Lists come as they are asked for: the whole of it in `values`, or in an older form as a list. */
export const jsmPage = z.looseObject({
  values: list(z.record(z.string(), z.unknown())),
  links: z.looseObject({ next: text.nullish() }).nullish(),
});

const responder = z.looseObject({ type: text, id: text.nullish() });

export const jsmSchedule = z.looseObject({
  id: text,
  teamId: text.nullish(),
  rotations: list(z.looseObject({ participants: list(responder) })),
});

const escalation = z.looseObject({
  id: text,
  name: text,
  enabled: z.boolean().nullish(),
  rules: list(z.looseObject({ delay: z.number(), recipient: responder })),
});
/** The escalations of a team. */
export const jsmEscalations = z.looseObject({ teamId: text, values: list(escalation) });
export type JsmEscalation = z.output<typeof escalation>;

/** The routing rules of a team. */
export const jsmRouting = z.looseObject({
  teamId: text,
  values: list(z.looseObject({ notify: responder.nullish() })),
});

const heartbeat = z.looseObject({
  name: text,
  intervalUnit: text,
  enabled: z.boolean().nullish(),
  ownerTeamId: text.nullish(),
});
/** The heartbeats of a team. */
export const jsmHeartbeats = z.looseObject({ teamId: text, values: list(heartbeat) });

export const jsmForwarding = z.looseObject({ id: text, fromUserId: text, toUserId: text });

export const jsmIntegration = z.looseObject({
  id: text,
  apiKey: text.nullish(),
  typeSpecificProperties: z.looseObject({ apiKey: text.nullish() }).nullish(),
});

const teamPolicy = z.looseObject({
  id: text,
  type: text.nullish(),
  timeRestriction: z
    .looseObject({
      enabled: z.boolean().nullish(),
      appliedTimeZone: text.nullish(),
      timeRestrictions: list(
        z.looseObject({ startHour: z.int(), startMinute: z.int(), endHour: z.int(), endMinute: z.int() }),
      ),
    })
    .nullish(),
  delayAction: z
    .looseObject({
      delayOption: text,
      delayTime: z.looseObject({ hours: z.int(), minutes: z.int() }).nullish(),
    })
    .nullish(),
});
/** The alert and notification policies of a team. */
export const jsmTeamPolicies = z.looseObject({ teamId: text, values: list(teamPolicy) });
export type JsmTeamPolicy = z.output<typeof teamPolicy>;

export const jsmMaintenance = z.looseObject({ id: text, startDate: text, endDate: text });

const override = z.looseObject({ responder: responder.nullish(), rotationIds: list(text) });

const period = z.looseObject({
  startDate: text,
  endDate: text,
  responder: responder.nullish(),
  flattenedResponders: list(responder),
});

const finalTimeline = z.looseObject({
  rotations: list(z.looseObject({ deleted: z.boolean().nullish(), periods: list(period) })),
});
export const jsmTimeline = z.looseObject({ finalTimeline });

/** One answer: a timeline, or the overrides of the schedule. */
export const jsmAnswer = z.looseObject({ finalTimeline: finalTimeline.nullish(), values: list(override) });
