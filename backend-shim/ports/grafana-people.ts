/** Defines the port for listing the people of a Grafana organisation, as its API shows them to a service account. */
export interface GrafanaPerson {
  uid: string;
  login: string;
  isDisabled: boolean;
}

/** `reason` is for the operator. A partial list counts as a failure. */
export type ListedPeople = { ok: true; people: GrafanaPerson[] } | { ok: false; reason: string };

export interface GrafanaPeople {
  list(): Promise<ListedPeople>;
}
