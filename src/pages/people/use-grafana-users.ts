/** Hooks for the people of this Grafana and for their teams. */
import { useEffect, useState } from 'react';
import type { ApiFailure } from '../../api/client/failure.ts';
import type { ApiResult } from '../../api/client/client.ts';
import type { GrafanaTeam, GrafanaTeams, GrafanaUser } from '../../api/grafana/grafana-users.ts';
import { listGrafanaTeams, readGrafanaTeams, readGrafanaUsers } from '../../api/grafana/grafana-users.ts';

export interface GrafanaUsers {
  /** null if not known yet, or not at all. */
  users: GrafanaUser[] | null;
  failure: ApiFailure | null;
}

/** @param isAsked false for readers to whom Grafana does not list its people */
export function useGrafanaUsers(isAsked: boolean): GrafanaUsers {
  const [found, setFound] = useState<GrafanaUsers>({ users: null, failure: null });
  useEffect(() => {
    let isHere = true;
    if (isAsked) {
      void readGrafanaUsers().then((sent) => {
        if (isHere) {
          setFound(sent.ok ? { users: sent.value, failure: null } : { users: null, failure: sent.failure });
        }
      });
    }
    return () => {
      isHere = false;
    };
  }, [isAsked]);
  return found;
}

export type GrafanaTeamList = ApiResult<GrafanaTeam[]> | null;

/** The teams of this Grafana; null while they are not known. @param isAsked false for readers to whom Grafana lists none */
export function useGrafanaTeamList(isAsked: boolean): GrafanaTeamList {
  const [found, setFound] = useState<GrafanaTeamList>(null);
  useEffect(() => {
    let isHere = true;
    if (isAsked) {
      void listGrafanaTeams().then((sent) => isHere && setFound(sent));
    }
    return () => {
      isHere = false;
    };
  }, [isAsked]);
  return found;
}

const NO_TEAMS: GrafanaTeams = new Map();

/** Takes a request for each team, so only the dialog that searches by them uses it. Empty until they are known. */
export function useGrafanaTeams(): GrafanaTeams {
  const [teams, setTeams] = useState(NO_TEAMS);
  useEffect(() => {
    let isHere = true;
    void readGrafanaTeams().then((found) => isHere && setTeams(found));
    return () => {
      isHere = false;
    };
  }, []);
  return teams;
}
