/**
 * Defines the meaning of common traps, one line per trap; integrations add their own (`snmp.traps`). OIDs omit the `0`
 * that RFC 3584 puts before the last number of SMIv1 traps.
 */
import type { Severity } from '#domain/incident/signal/alert';

export interface KnownTrap {
  name: string;
  title: string;
  severity: Severity;
  status: 'firing' | 'resolved' | 'info';
  /** Traps with the same problem and the same value of `about` belong together: one begins it, another ends it. */
  problem: string;
  /** The name of the value that identifies the thing; its index, if it has one. */
  about?: string;
  /** A constant that identifies the thing, in place of `about`. */
  fixed?: string;
  /** Names of values for the title; the first one present is used. */
  shows?: readonly string[];
  /** A value that gives the severity, by its number. */
  state?: { name: string; values: Readonly<Record<string, Severity | 'resolved' | 'info'>> };
}

const SNMP = '1.3.6.1.6.3.1.1.5';
const UPS = '1.3.6.1.2.1.33.2';
const APC = '1.3.6.1.4.1.318';
const EATON = '1.3.6.1.4.1.534.1.11.4.1';
const ENVMON = '1.3.6.1.4.1.9.9.13.3';
const FRU = '1.3.6.1.4.1.9.9.117.2';
const NETSNMP = '1.3.6.1.4.1.8072.4';
const EVENT = '1.3.6.1.2.1.88.2';
const BGP = '1.3.6.1.2.1.15';
const OSPF = '1.3.6.1.2.1.14.16.2';

/** Well-known alarms of RFC 1628; a UPS on battery reports it in two ways. */
const ON_BATTERY = '1.3.6.1.2.1.33.1.6.3.2';

const PORT = { problem: 'link', about: 'ifIndex', shows: ['ifAlias', 'ifName', 'ifDescr', 'ifIndex'] } as const;
const UPS_ALARM = { problem: 'upsAlarm', about: 'upsAlarmDescr', shows: ['upsAlarmDescr'] } as const;
const APC_TEXT = { shows: ['mtrapargsString'] } as const;
const PEER = { problem: 'bgp', about: 'bgpPeerState', shows: ['bgpPeerRemoteAddr'] } as const;
/** CISCO-ENVMON-MIB, CiscoEnvMonState. */
const STATES = { 1: 'resolved', 2: 'warning', 3: 'critical', 4: 'critical', 5: 'info', 6: 'critical' } as const;

const firing = (
  name: string,
  title: string,
  severity: Severity,
  more: Omit<KnownTrap, 'name' | 'title' | 'severity' | 'status' | 'problem'> & { problem?: string } = {},
): KnownTrap => ({ problem: name, ...more, name, title, severity, status: 'firing' });
const ends = (
  name: string,
  title: string,
  more: { problem: string; about?: string; fixed?: string; shows?: readonly string[] },
): KnownTrap => ({ ...more, name, title, severity: 'info', status: 'resolved' });

export const TRAPS: Readonly<Record<string, KnownTrap>> = {
  // SNMPv2-MIB, IF-MIB (RFC 3418, RFC 2863)
  [`${SNMP}.1`]: firing('coldStart', 'Restarted, perhaps with another configuration', 'warning', { problem: 'start' }),
  [`${SNMP}.2`]: firing('warmStart', 'SNMP agent restarted', 'info', { problem: 'start' }),
  [`${SNMP}.3`]: firing('linkDown', 'Link down', 'error', PORT),
  [`${SNMP}.4`]: ends('linkUp', 'Link up', PORT),
  [`${SNMP}.5`]: firing('authenticationFailure', 'SNMP request with a wrong community', 'info'),
  [`${SNMP}.6`]: firing('egpNeighborLoss', 'EGP neighbour lost', 'error'),

  // UPS-MIB (RFC 1628): "on battery" repeats every minute; the removal of the alarm ends it.
  [`${UPS}.1`]: firing('upsTrapOnBattery', 'UPS on battery', 'critical', { problem: 'upsAlarm', fixed: ON_BATTERY }),
  [`${UPS}.2`]: {
    name: 'upsTrapTestCompleted',
    title: 'UPS test completed',
    severity: 'info',
    status: 'info',
    problem: 'upsTest',
  },
  [`${UPS}.3`]: firing('upsTrapAlarmEntryAdded', 'UPS alarm', 'critical', UPS_ALARM),
  [`${UPS}.4`]: ends('upsTrapAlarmEntryRemoved', 'UPS alarm over', UPS_ALARM),

  // PowerNet-MIB
  [`${APC}.1`]: firing('communicationLost', 'APC: no communication with the UPS', 'critical', {
    problem: 'apcCommunication',
    ...APC_TEXT,
  }),
  [`${APC}.8`]: ends('communicationEstablished', 'APC: communication with the UPS is back', {
    problem: 'apcCommunication',
  }),
  [`${APC}.2`]: firing('upsOverload', 'APC: UPS overloaded', 'critical', APC_TEXT),
  [`${APC}.3`]: firing('upsDiagnosticsFailed', 'APC: self-test of the UPS failed', 'error', {
    problem: 'apcDiagnostics',
    ...APC_TEXT,
  }),
  [`${APC}.10`]: ends('upsDiagnosticsPassed', 'APC: self-test of the UPS passed', { problem: 'apcDiagnostics' }),
  [`${APC}.4`]: firing('upsDischarged', 'APC: battery of the UPS discharged', 'critical', APC_TEXT),
  [`${APC}.5`]: firing('upsOnBattery', 'APC: UPS on battery', 'critical', { problem: 'apcOnBattery', ...APC_TEXT }),
  [`${APC}.9`]: ends('powerRestored', 'APC: utility power restored', { problem: 'apcOnBattery' }),
  [`${APC}.7`]: firing('lowBattery', 'APC: battery of the UPS is low', 'critical', {
    problem: 'apcLowBattery',
    ...APC_TEXT,
  }),
  [`${APC}.11`]: ends('returnFromLowBattery', 'APC: battery of the UPS is charged', { problem: 'apcLowBattery' }),

  // XUPS-MIB (Eaton, Powerware)
  [`${EATON}.3`]: firing('xupstdOnBattery', 'Eaton: UPS on battery', 'critical', { problem: 'eatonOnBattery' }),
  [`${EATON}.5`]: ends('xupstdUtilityPowerRestored', 'Eaton: utility power restored', { problem: 'eatonOnBattery' }),
  [`${EATON}.4`]: firing('xupstdLowBattery', 'Eaton: battery of the UPS is low', 'critical', {
    problem: 'eatonLowBattery',
  }),
  [`${EATON}.6`]: ends('xupstdReturnFromLowBattery', 'Eaton: battery of the UPS is charged', {
    problem: 'eatonLowBattery',
  }),
  [`${EATON}.7`]: firing('xupstdOutputOverload', 'Eaton: UPS overloaded', 'critical'),

  // CISCO-ENVMON-MIB, CISCO-ENTITY-FRU-CONTROL-MIB
  [`${ENVMON}.1`]: firing('ciscoEnvMonShutdown', 'Cisco: shutting down to protect itself', 'critical'),
  [`${ENVMON}.2`]: firing('ciscoEnvMonVoltage', 'Cisco: voltage out of range', 'error', {
    problem: 'ciscoVoltage',
    about: 'ciscoEnvMonVoltageState',
    shows: ['ciscoEnvMonVoltageDescr'],
    state: { name: 'ciscoEnvMonVoltageState', values: STATES },
  }),
  [`${ENVMON}.3`]: firing('ciscoEnvMonTemperature', 'Cisco: temperature out of range', 'error', {
    problem: 'ciscoTemperature',
    about: 'ciscoEnvMonTemperatureState',
    shows: ['ciscoEnvMonTemperatureDescr'],
    state: { name: 'ciscoEnvMonTemperatureState', values: STATES },
  }),
  [`${ENVMON}.4`]: firing('ciscoEnvMonFan', 'Cisco: fan failed', 'error', {
    problem: 'ciscoFan',
    about: 'ciscoEnvMonFanState',
    shows: ['ciscoEnvMonFanDescr'],
    state: { name: 'ciscoEnvMonFanState', values: STATES },
  }),
  [`${ENVMON}.5`]: firing('ciscoEnvMonRedundantSupply', 'Cisco: power supply failed', 'error', {
    problem: 'ciscoSupply',
    about: 'ciscoEnvMonSupplyState',
    shows: ['ciscoEnvMonSupplyDescr'],
    state: { name: 'ciscoEnvMonSupplyState', values: STATES },
  }),
  [`${ENVMON}.6`]: firing('ciscoEnvMonVoltStatusChange', 'Cisco: voltage changed', 'error', {
    problem: 'ciscoVoltage',
    about: 'ciscoEnvMonVoltageState',
    shows: ['ciscoEnvMonVoltageDescr'],
    state: { name: 'ciscoEnvMonVoltageState', values: STATES },
  }),
  [`${ENVMON}.7`]: firing('ciscoEnvMonTempStatusChange', 'Cisco: temperature changed', 'error', {
    problem: 'ciscoTemperature',
    about: 'ciscoEnvMonTemperatureState',
    shows: ['ciscoEnvMonTemperatureDescr'],
    state: { name: 'ciscoEnvMonTemperatureState', values: STATES },
  }),
  [`${ENVMON}.8`]: firing('ciscoEnvMonFanStatusChange', 'Cisco: fan changed', 'error', {
    problem: 'ciscoFan',
    about: 'ciscoEnvMonFanState',
    shows: ['ciscoEnvMonFanDescr'],
    state: { name: 'ciscoEnvMonFanState', values: STATES },
  }),
  [`${ENVMON}.9`]: firing('ciscoEnvMonSuppStatusChange', 'Cisco: power supply changed', 'error', {
    problem: 'ciscoSupply',
    about: 'ciscoEnvMonSupplyState',
    shows: ['ciscoEnvMonSupplyDescr'],
    state: { name: 'ciscoEnvMonSupplyState', values: STATES },
  }),
  [`${FRU}.4`]: firing('cefcFRURemoved', 'Cisco: part removed', 'warning', {
    problem: 'ciscoPart',
    about: 'entPhysicalContainedIn',
    shows: ['entPhysicalContainedIn'],
  }),
  [`${FRU}.3`]: ends('cefcFRUInserted', 'Cisco: part inserted', {
    problem: 'ciscoPart',
    about: 'entPhysicalContainedIn',
  }),

  // BGP4-MIB (RFC 4273, and as RFC 1657 numbered them), OSPF-TRAP-MIB (RFC 4750)
  [`${BGP}.1`]: ends('bgpEstablishedNotification', 'BGP session established', PEER),
  [`${BGP}.2`]: firing('bgpBackwardTransNotification', 'BGP session lost', 'error', PEER),
  [`${BGP}.7.1`]: ends('bgpEstablished', 'BGP session established', PEER),
  [`${BGP}.7.2`]: firing('bgpBackwardTransition', 'BGP session lost', 'error', PEER),
  [`${OSPF}.2`]: firing('ospfNbrStateChange', 'OSPF neighbour changed', 'error', {
    problem: 'ospfNeighbour',
    about: 'ospfNbrState',
    shows: ['ospfNbrIpAddr'],
    state: {
      name: 'ospfNbrState',
      values: {
        1: 'error',
        2: 'error',
        3: 'warning',
        4: 'resolved',
        5: 'warning',
        6: 'warning',
        7: 'warning',
        8: 'resolved',
      },
    },
  }),

  // NET-SNMP-AGENT-MIB (Linux, Synology, QNAP), DISMAN-EVENT-MIB (its monitors)
  [`${NETSNMP}.1`]: ends('nsNotifyStart', 'SNMP agent started', { problem: 'agent' }),
  [`${NETSNMP}.2`]: firing('nsNotifyShutdown', 'SNMP agent stopped', 'warning', { problem: 'agent' }),
  [`${NETSNMP}.3`]: ends('nsNotifyRestart', 'SNMP agent restarted', { problem: 'agent' }),
  [`${EVENT}.1`]: firing('mteTriggerFired', 'Monitor fired', 'error', {
    about: 'mteHotTrigger',
    shows: ['mteHotTrigger'],
  }),
  [`${EVENT}.2`]: firing('mteTriggerRising', 'Value above its threshold', 'error', {
    problem: 'mteThreshold',
    about: 'mteHotTrigger',
    shows: ['mteHotTrigger'],
  }),
  [`${EVENT}.3`]: ends('mteTriggerFalling', 'Value below its threshold', {
    problem: 'mteThreshold',
    about: 'mteHotTrigger',
    shows: ['mteHotTrigger'],
  }),
  [`${EVENT}.4`]: firing('mteTriggerFailure', 'Monitor cannot read its value', 'warning', {
    about: 'mteHotTrigger',
    shows: ['mteHotTrigger'],
  }),
};
