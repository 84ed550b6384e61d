/** What the routes of devices, and of the app on them, are handed. */
import type { DeviceWire } from '#contract/people/device';
import type { Incident } from '#domain/incident/model';
import type { Responder } from '#domain/notify/responder';

export interface AppSession {
  device: string;
  user: string;
  /** The cookie's own end has to move as well. */
  renewed: boolean;
}

export interface ListedDevice {
  id: string;
  body: DeviceWire;
  createdAt: number;
  /** Epoch ms; null: its session has ended. */
  seenAt: number | null;
}

export interface DeviceDeps {
  list(user: string): Promise<ListedDevice[]>;
  /** Where the code leads, and the same as a picture (SVG). */
  link(code: string): { url: string; qr: string };
}

/** What the responder stage knows about an incident for one person, ready to be sent to the app. */
export type AppIncidentView = object;

export interface AppDeps {
  check(token: string): Promise<AppSession | null>;
  /** null where nobody can be it any more. */
  person(session: AppSession): Responder | null;
  teamsOf(login: string): string[];
  /** What is wrong with where a browser wants to be pushed; null: nothing. */
  wrongEndpoint(endpoint: string): string | null;
  device(id: string): DeviceWire | null;
  view(incident: Incident, person: Responder): Promise<AppIncidentView>;
  /** The device showed the notification of this delivery. */
  shown(delivery: string): Promise<void>;
  /** null: it cannot be read, and no device can be subscribed. */
  publicKey(): Promise<string | null>;
  /** The person's own rules use it, or there are none. */
  isUsed(person: Responder, device: string): boolean;
  /** `path`: of the app, as browsers see it. `life`: ms. */
  cookie: { path: string; secure: boolean; life: number };
}
