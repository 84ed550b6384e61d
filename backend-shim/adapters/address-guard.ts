/** Guards against SSRF: decides which addresses a URL given by a user may reach (contract, "Rights"). */
import ipaddr from 'ipaddr.js';

type ParsedAddress = ipaddr.IPv4 | ipaddr.IPv6;
export type AddressRange = [ParsedAddress, number];

/** Private ranges that a trusted URL may reach; overlay networks use carrier-grade NAT. */
const PRIVATE: ReadonlySet<string> = new Set(['private', 'uniqueLocal', 'carrierGradeNat']);

/**
 * Addresses at which clouds hand out credentials, besides link-local 169.254.169.254: AWS and Google over IPv6,
 * Alibaba, Azure's wire server.
 */
const METADATA: readonly AddressRange[] = [
  'fd00:ec2::/32',
  'fd20:ce::/32',
  '100.100.100.200/32',
  '168.63.129.16/32',
].map((cidr) => ipaddr.parseCIDR(cidr));

/** @returns the ranges, or the first entry that is neither an address nor a CIDR */
export function parseRanges(
  entries: readonly string[],
): { ok: true; ranges: AddressRange[] } | { ok: false; entry: string } {
  const ranges: AddressRange[] = [];
  for (const entry of entries) {
    const cidr = entry.includes('/') ? entry : `${entry}/${entry.includes(':') ? 128 : 32}`;
    if (!ipaddr.IPv6.isValidCIDR(cidr) && !ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) {
      return { ok: false, entry };
    }
    ranges.push(ipaddr.parseCIDR(cidr));
  }
  return { ok: true, ranges };
}

/** All public IPv6 assigned so far (RFC 4291 §2.4); `::127.0.0.1` in other spellings lies outside. */
const PUBLIC_IPV6: AddressRange = ipaddr.parseCIDR('2000::/3');

function isIn(address: ParsedAddress, ranges: readonly AddressRange[]): boolean {
  return ranges.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits));
}

/**
 * Refuses by default: only plainly public addresses pass, so ranges that embed an IPv4 address (6to4, Teredo, NAT64) or
 * are unassigned cannot bypass the guard.
 *
 * @param text a resolved address, never a name
 */
export function isReachable(text: string, trusted: boolean, allow: readonly AddressRange[]): boolean {
  if (!ipaddr.isValid(text)) {
    return false;
  }
  // IPv4 inside IPv6 (`::ffff:127.0.0.1`) is judged as IPv4.
  const address = ipaddr.process(text);
  if (isIn(address, allow)) {
    return true;
  }
  if (isIn(address, METADATA)) {
    return false;
  }
  const range = address.range();
  const isPublic = range === 'unicast' && (address.kind() === 'ipv4' || isIn(address, [PUBLIC_IPV6]));
  return isPublic || (trusted && PRIVATE.has(range));
}
