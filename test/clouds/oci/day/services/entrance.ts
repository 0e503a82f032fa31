import type { Ended } from '../../../../support/day/door';
import type { Body } from '../../../../support/day/terraform';
import type { Service } from '../service';
import type { Thing, World } from '../world';

/*
 * Entrances and the names that lead there, as users see them: a firewall answers by the first rule that holds (https://docs.oracle.com/iaas/Content/WAF/Concepts/understanding_conditions.htm), and a
 * policy of steering by the first of its answers that a monitor does not find down (https://docs.oracle.com/iaas/Content/TrafficManagement/Concepts/overview.htm, 2026-11).
 */

const IP = 'publicip';
const BALANCER = 'loadbalancer';
const FIREWALL = 'webappfirewall';
const GUARD = 'webappfirewallpolicy';
const RRSET = 'rrset';
const STEERING = 'steeringpolicy';
const ATTACHED = 'steeringpolicyattachment';
const ZONE = 'dnszone';

const told = (one: Thing): Body => one['told'] as Body;
const plainly =
  (kind: string, name: string) =>
  (world: World, region: string, body: Body, was: Thing | undefined): Thing =>
    Object.assign(was ?? world.make(kind, region, String(body[name])), { told: body });

/** Whether a condition of a firewall holds for a request: of its language, the two words that are used. */
const holds = (condition: string, path: string, host: string): boolean =>
  condition
    .replaceAll(/http\.request\.url\.path == '([^']*)'/g, (_, is: string) => String(path === is))
    .replaceAll(/i_starts_with\(http\.request\.headers\.host\[0\], '([^']*)'\)/g, (_, begins: string) => String(host.startsWith(begins)))
    .replaceAll(/[()]/g, '')
    .split(' || ')
    .some((all) => all.split(' && ').every((one) => one === 'true'));

interface Action extends Body {
  readonly name: string;
  readonly type: string;
  readonly code?: number | string;
  readonly body?: { readonly text: string };
}

/** What an address answers; nothing where nobody does. */
function answers(
  world: World,
  address: string,
  host: string,
  path: string,
): { readonly status: number; readonly text: string } | undefined {
  const ip = world.all(IP).find((one) => one['ipAddress'] === address);
  const balancer = world.all(BALANCER).find((one) => JSON.stringify(told(one)['reserved_ips'] ?? []).includes(`"${ip?.id ?? '-'}"`));
  if (!balancer || world.down.has(balancer.region)) return undefined;
  const firewall = world.all(FIREWALL, balancer.region).find((one) => told(one)['load_balancer_id'] === balancer.id);
  const guard = world.things.get(String(firewall && told(firewall)['web_app_firewall_policy_id']));
  // Nobody guards it: everybody is let in.
  if (!guard) return { status: 200, text: 'the application' };
  const { actions, request_access_control: access } = told(guard) as {
    actions: readonly Action[];
    request_access_control: { default_action_name: string; rules: readonly { action_name: string; condition: string }[] };
  };
  const name = access.rules.find(({ condition }) => holds(condition, path, host))?.action_name ?? access.default_action_name;
  const action = actions.find((one) => one.name === name);
  return action?.type === 'ALLOW'
    ? { status: 200, text: 'the application' }
    : { status: Number(action?.code), text: action?.body?.text ?? '' };
}

const bare = (host: string): string => host.replace(/\.$/, '');

/** Where a name leads; undefined where no name server knows it. */
function resolve(world: World, host: string): string | undefined {
  const attached = world.all(ATTACHED).find((one) => told(one)['domain_name'] === host);
  const steering = attached && world.things.get(String(told(attached)['steering_policy_id']));
  if (steering) {
    const { answers: all } = told(steering) as { answers: readonly { rdata: string; pool: string }[] };
    const led = all.find(({ rdata, pool }) => pool === 'page' || isWell(world, bare(rdata)));
    return resolve(world, bare(led?.rdata ?? ''));
  }
  const record = world.all(RRSET).find((one) => one.displayName === host);
  const [item] = (record ? told(record)['items'] : []) as { rdata: string; rtype: string }[];
  return item?.rtype === 'CNAME' ? resolve(world, bare(item.rdata)) : item?.rdata;
}

function isWell(world: World, host: string): boolean {
  const address = resolve(world, host);
  return address !== undefined && answers(world, address, host, '/.continuity/serving')?.status === 200;
}

/** `curl`, as far as steps call it: 6 where no name leads anywhere, 28 where nobody answers, 22 where that is an error and `--fail` (man curl, EXIT CODES). */
export function curl(world: World, words: readonly string[]): Ended {
  const url = new URL(words.find((word) => /^https?:/.test(word)) as string);
  const address = resolve(world, url.hostname);
  if (address === undefined) return { code: 6 };
  const answer = answers(world, address, url.hostname, url.pathname);
  if (!answer) return { code: 28 };
  if (answer.status >= 400 && words.some((word) => /^(?:--fail|-\w*f\w*)$/.test(word))) return { code: 22 };
  return { code: 0, out: words.includes('--write-out') ? String(answer.status) : answer.text };
}

/** The region whose entrance serves whoever asks for a name; none where a page is shown. */
export function led(world: World, host: string): string | undefined {
  const address = resolve(world, host);
  if (address === undefined || answers(world, address, host, '/')?.status !== 200) return undefined;
  return world.all(IP).find((one) => one['ipAddress'] === address)?.region;
}

export const entrance: Service = {
  commands: {
    'dns zone list': (world, { name }) => world.all(ZONE).filter((one) => one.displayName === name),
    'dns record zone get': (world) => ({ items: world.all(RRSET).map(({ displayName: domain }) => ({ domain })) }),
    'lb load-balancer list': (world, { region = '', 'display-name': name }) => world.listed(BALANCER, region, name),
    'waf web-app-firewall list': (world, { region = '', 'display-name': name }) => ({
      items: world.listed(FIREWALL, region, name).map((one) => ({ ...one, loadBalancerId: told(one)['load_balancer_id'] })),
    }),
  },
  renders: {
    oci_core_public_ip: {
      make: (world, region, body, was) => {
        const one = was ?? world.make(IP, region, String(body['display_name']));
        return Object.assign(one, { ipAddress: `192.0.2.${one.id.split('.').at(-1) ?? ''}` });
      },
    },
    oci_load_balancer_load_balancer: { make: plainly(BALANCER, 'display_name') },
    oci_waf_web_app_firewall: { make: plainly(FIREWALL, 'display_name') },
    oci_waf_web_app_firewall_policy: { make: plainly(GUARD, 'display_name') },
    oci_dns_rrset: { make: plainly(RRSET, 'domain'), anew: ['domain', 'rtype', 'zone_name_or_id'] },
    oci_dns_steering_policy: { make: plainly(STEERING, 'display_name'), anew: ['answers', 'rules', 'template'] },
    oci_dns_steering_policy_attachment: { make: plainly(ATTACHED, 'domain_name'), anew: ['domain_name', 'steering_policy_id', 'zone_id'] },
  },
  data: {
    oci_core_public_ips: (world, region, { filter }) => ({
      public_ips: world
        .all(IP, region)
        .filter((one) => JSON.stringify(filter).includes(`"${one.displayName}"`))
        .map((one) => ({ id: one.id, ip_address: one['ipAddress'] })),
    }),
    oci_dns_zones: (world, _, { name }) => ({
      zones: world
        .all(ZONE)
        .filter((one) => one.displayName === name)
        .map(({ id }) => ({ id })),
    }),
  },
};
