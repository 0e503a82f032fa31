import * as ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** Written in full: a leading zero would be read as octal. */
const BLOCK = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})\/(?:0|[1-9]\d?)$/;
/** What no network can have: this host, links, groups, and what is reserved. */
const NOBODYS = new Set(['unspecified', 'broadcast', 'multicast', 'linkLocal', 'loopback', 'reserved']);

/** An IPv4 block of a size that a network takes, from its first address on. */
export function block(widest: number, narrowest: number, network: string): z.ZodType<string> {
  const allowed = `an IPv4 range of ${network}, from /${widest} to /${narrowest}, for instance 10.10.0.0/16`;
  return z.string(allowed).superRefine((text, context) => {
    const refuse = (message: string, fix?: string): void => {
      context.addIssue({ code: 'custom', message, ...(fix === undefined ? {} : { params: { fix } }) });
    };
    if (!BLOCK.test(text) || !ipaddr.IPv4.isValidCIDR(text)) {
      refuse(allowed);
      return;
    }
    const [address, bits] = ipaddr.IPv4.parseCIDR(text);
    const first = `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${bits}`;
    if (NOBODYS.has(address.range())) refuse(`${allowed}, that a network can have`);
    else if (bits < widest || bits > narrowest) refuse(allowed);
    else if (first !== text) refuse(`${allowed}, that begins at its first address`, `cidr: '${first}'`);
  });
}

/** Whether a range is one that the internet may know: a private one is RFC 1918's, or RFC 6598's. */
export function isPublic(text: string): boolean {
  return ipaddr.IPv4.isValidCIDR(text) && ipaddr.IPv4.parseCIDR(text)[0].range() === 'unicast';
}

/** Whether it is an IPv4 address, or a range of them, that no private network has. Those of documentation (RFC 5737) count as such. */
export function isOutside(text: string): boolean {
  const range = text.includes('/') ? text : `${text}/32`;
  return BLOCK.test(range) && ipaddr.IPv4.isValidCIDR(range) && ['unicast', 'reserved'].includes(ipaddr.IPv4.parseCIDR(range)[0].range());
}
