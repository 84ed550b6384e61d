/** Names the values in common traps, by their OID without the index. */
export const NAMES: Readonly<Record<string, string>> = {
  '1.3.6.1.2.1.1.5': 'sysName',
  '1.3.6.1.2.1.1.6': 'sysLocation',
  '1.3.6.1.2.1.2.2.1.1': 'ifIndex',
  '1.3.6.1.2.1.2.2.1.2': 'ifDescr',
  '1.3.6.1.2.1.2.2.1.3': 'ifType',
  '1.3.6.1.2.1.2.2.1.7': 'ifAdminStatus',
  '1.3.6.1.2.1.2.2.1.8': 'ifOperStatus',
  '1.3.6.1.2.1.31.1.1.1.1': 'ifName',
  '1.3.6.1.2.1.31.1.1.1.18': 'ifAlias',
  '1.3.6.1.4.1.9.2.2.1.1.20': 'locIfReason',
  '1.3.6.1.2.1.33.1.2.2': 'upsSecondsOnBattery',
  '1.3.6.1.2.1.33.1.2.3': 'upsEstimatedMinutesRemaining',
  '1.3.6.1.2.1.33.1.6.2.1.1': 'upsAlarmId',
  '1.3.6.1.2.1.33.1.6.2.1.2': 'upsAlarmDescr',
  '1.3.6.1.2.1.33.1.9.7': 'upsConfigLowBattTime',
  '1.3.6.1.4.1.318.2.3.3': 'mtrapargsString',
  '1.3.6.1.4.1.9.9.13.1.2.1.2': 'ciscoEnvMonVoltageDescr',
  '1.3.6.1.4.1.9.9.13.1.2.1.3': 'ciscoEnvMonVoltageValue',
  '1.3.6.1.4.1.9.9.13.1.2.1.7': 'ciscoEnvMonVoltageState',
  '1.3.6.1.4.1.9.9.13.1.3.1.2': 'ciscoEnvMonTemperatureDescr',
  '1.3.6.1.4.1.9.9.13.1.3.1.3': 'ciscoEnvMonTemperatureValue',
  '1.3.6.1.4.1.9.9.13.1.3.1.6': 'ciscoEnvMonTemperatureState',
  '1.3.6.1.4.1.9.9.13.1.4.1.2': 'ciscoEnvMonFanDescr',
  '1.3.6.1.4.1.9.9.13.1.4.1.3': 'ciscoEnvMonFanState',
  '1.3.6.1.4.1.9.9.13.1.5.1.2': 'ciscoEnvMonSupplyDescr',
  '1.3.6.1.4.1.9.9.13.1.5.1.3': 'ciscoEnvMonSupplyState',
  '1.3.6.1.2.1.47.1.1.1.1.4': 'entPhysicalContainedIn',
  '1.3.6.1.2.1.47.1.1.1.1.7': 'entPhysicalName',
  '1.3.6.1.2.1.15.3.1.2': 'bgpPeerState',
  '1.3.6.1.2.1.15.3.1.7': 'bgpPeerRemoteAddr',
  '1.3.6.1.2.1.15.3.1.14': 'bgpPeerLastError',
  '1.3.6.1.2.1.14.1.1': 'ospfRouterId',
  '1.3.6.1.2.1.14.10.1.1': 'ospfNbrIpAddr',
  '1.3.6.1.2.1.14.10.1.3': 'ospfNbrRtrId',
  '1.3.6.1.2.1.14.10.1.6': 'ospfNbrState',
  '1.3.6.1.2.1.88.2.1.1': 'mteHotTrigger',
  '1.3.6.1.2.1.88.2.1.4': 'mteHotOID',
  '1.3.6.1.2.1.88.2.1.5': 'mteHotValue',
};

/** RFC 1628, upsWellKnownAlarms, by their last number. */
const UPS_ALARMS = [
  'battery bad',
  'on battery',
  'low battery',
  'depleted battery',
  'temperature bad',
  'input bad',
  'output bad',
  'output overload',
  'on bypass',
  'bypass bad',
  'output off as requested',
  'off as requested',
  'charger failed',
  'output off',
  'system off',
  'fan failure',
  'fuse failure',
  'general fault',
  'diagnostic test failed',
  'communications lost',
  'awaiting power',
  'shutdown pending',
  'shutdown imminent',
  'test in progress',
];
const UPS_ALARM = /^1\.3\.6\.1\.2\.1\.33\.1\.6\.3\.(\d{1,2})$/;

/** A value as readable text. */
export function inWords(value: string): string {
  return UPS_ALARMS[Number(UPS_ALARM.exec(value)?.[1]) - 1] ?? value;
}

/**
 * Splits an OID into its name and the rest: `ifDescr` and `3` of `1.3.6.1.2.1.2.2.1.2.3`. The longest known prefix
 * counts.
 */
export function nameOf(oid: string, own: Readonly<Record<string, string>>): { name: string; index: string } | null {
  for (let end = oid.length; end > 0; end = oid.lastIndexOf('.', end - 1)) {
    const base = oid.slice(0, end);
    const name = Object.hasOwn(own, base) ? own[base] : Object.hasOwn(NAMES, base) ? NAMES[base] : undefined;
    if (name !== undefined) {
      return { name, index: oid.slice(end + 1) };
    }
  }
  return null;
}
