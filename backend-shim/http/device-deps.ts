/** The dependencies of the routes of devices and of the app on them. */
import type { DeviceWire } from '#contract/people/device';
import type { Incident } from '#domain/incident/model';
import type { Responder } from '#domain/notify/responder';

export interface AppSession {
  device: string;
  user: string;
  /** The session was extended, so the cookie must be renewed as well. */
  renewed: boolean;
}

export interface ListedDevice {
  id: string;
  body: DeviceWire;
  createdAt: number;
  /** Epoch ms; null if its session has ended. */
  seenAt: number | null;
}

export interface DeviceDeps {
  list(user: string): Promise<ListedDevice[]>;
  /** The enrolment URL of a code, and its QR code as SVG. */
  link(code: string): { url: string; qr: string };
}

/** An incident as the responder stage shows it to one person, ready to be sent to the app. */
type AppIncidentView = object;

export interface AppDeps {
  check(token: string): Promise<AppSession | null>;
  /** null if the session's person no longer exists or may no longer use the app. */
  person(session: AppSession): Responder | null;
  teamsOf(login: string): string[];
  /** Why a browser's push endpoint is refused; null if it is accepted. */
  wrongEndpoint(endpoint: string): string | null;
  device(id: string): DeviceWire | null;
  view(incident: Incident, person: Responder): Promise<AppIncidentView>;
  /** Records that the device showed the notification of this delivery. @returns false: it did not go to the device */
  shown(session: AppSession, delivery: string): Promise<boolean>;
  /** null if the key cannot be read; no device can subscribe then. */
  publicKey(): Promise<string | null>;
  /** Whether the person's rules use the device, or the person has no rules of their own. */
  isUsed(person: Responder, device: string): boolean;
  /** `path` is the app's path as browsers see it. `life` is in ms. */
  cookie: { path: string; secure: boolean; life: number };
}
