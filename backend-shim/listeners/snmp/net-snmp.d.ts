/** Types for the parts of `net-snmp` that are used here (it has none of its own). */
declare module 'net-snmp' {
  export interface Varbind {
    oid: string;
    type: number;
    value: unknown;
  }

  /** v1 has enterprise, agentAddr, generic, specific and upTime; v2c has id. */
  export interface NotificationPdu {
    type: number;
    community?: string;
    id?: number;
    enterprise?: string;
    agentAddr?: string;
    generic?: number;
    specific?: number;
    upTime?: number;
    varbinds: Varbind[];
  }

  export interface ReceiverOptions {
    port: number;
    address?: string;
    transport?: 'udp4' | 'udp6';
    disableAuthorization: boolean;
    includeAuthentication: boolean;
    /** Replaces `node:dgram`. */
    dgramModule: { createSocket(type: string): unknown };
  }

  interface Receiver {
    close(): void;
  }

  interface NetSnmp {
    PduType: Record<'Trap' | 'TrapV2' | 'InformRequest' | 'GetResponse', number>;
    ObjectType: Record<string, number | string>;
    createReceiver(
      options: ReceiverOptions,
      callback: (
        error: Error | null,
        notification?: { pdu: NotificationPdu; rinfo: { address: string; port: number } },
      ) => void,
    ): Receiver;
  }

  const snmp: NetSnmp;
  export default snmp;
}
