import type { CloudDoctor, SiteInPeace } from '../../port/cloud';
import { UNLOCK } from '../../port/lock-words';
import type { Site } from '../../port/site';
import type { StateLocation } from '../../port/state-location';
import { APPLY, asked, notSeen, type DoctorItem } from '../../words/doctor';
import {
  activeCloud,
  groupRegion,
  groupThere,
  keyThere,
  locks,
  PROGRAMS,
  readStates,
  registration,
  serviceEndpoints,
  vaultState,
  versioning,
  whoAnswers,
} from './cli-doctor';
import { hash, keyVaultName, type AzureGroundName } from './names';
import { partitionOf } from './partition';
import { admitted, type AzureSite } from './site';
import type { AzureState } from './state';

/** Arguments of a provider that let it in by itself: the program `az` does not read them. */
const ITS_OWN = ['clientId', 'useOidc', 'useMsi', 'tenantId'] as const;

function credentials(site: Site): DoctorItem[] {
  const { account, region } = site;
  const own = ITS_OWN.filter((name) => (site as AzureSite).provider[name] !== undefined);
  const answers = asked({
    about: 'credentials',
    id: `who-${region.code}`,
    title: `The subscription ${account} answers at ${region.code}`,
    run: whoAnswers(account),
    matches: `${account} Enabled .*`,
    endpoint: region.code,
    letIn: true,
    fix: `az login, with access to the subscription ${account}`,
  });
  const said = (name: string): DoctorItem =>
    notSeen('credentials', `whether Terraform is let in at ${region.code} by ${name} of its provider`, 'the program az logs in by itself');
  const { cloud } = partitionOf(region.code);
  const speaks = asked({
    about: 'credentials',
    id: `cloud-${region.code}`,
    title: `The program az speaks to ${cloud}`,
    run: activeCloud(),
    matches: cloud,
    endpoint: region.code,
    letIn: true,
    fix: `az cloud set --name ${cloud}`,
  });
  return [speaks, answers, ...own.map(said)];
}

/** What is in a group can only be read while the group's own region is out: a marker, and what both sites share at a witness. */
const groupIsThere = (of: {
  readonly subscription: string;
  readonly group: string;
  readonly account: string;
  readonly endpoint: string;
}): DoctorItem =>
  asked({
    about: 'state',
    id: `group-${of.account}`,
    title: `The resource group ${of.group} is in ${of.endpoint}, as what is kept in it`,
    run: groupRegion(of.subscription, of.group),
    matches: of.endpoint,
    endpoint: of.endpoint,
    fix: `a resource group in ${of.endpoint}, with the account in it: none is moved`,
  });

function state(where: StateLocation, near: Site, keys: readonly string[]): DoctorItem[] {
  const { account, container, resourceGroup: group, subscription = near.account, region } = where as AzureState;
  const endpoint = region ?? near.region.code;
  const words = { subscription, group, account, container };
  return [
    // The marker of each stack is an application security group beside its state.
    registered(subscription, endpoint, 'Microsoft.Network', `state-${account}`),
    groupIsThere({ subscription, group, account, endpoint }),
    asked({
      about: 'state',
      id: `state-${account}`,
      title: `${account}/${container} can be listed, and its states can be read`,
      run: readStates(words, keys),
      matches: 'read(; .*)?',
      endpoint,
      letIn: true,
      fix: `make ${account} and its container in ${endpoint}, or be given the role Storage Blob Data Contributor there`,
    }),
    asked({
      about: 'state',
      id: `versions-${account}`,
      title: `${account} keeps versions of its states`,
      run: versioning(words),
      matches: '[Tt]rue',
      endpoint,
      fix: `az storage account blob-service-properties update --account-name ${account} --enable-versioning true`,
    }),
    asked({
      about: 'lock',
      id: `lock-${account}`,
      title: `Nobody holds a lock in ${account}/${container}`,
      run: locks(words, keys),
      matches: 'free',
      endpoint,
      fix: UNLOCK,
    }),
  ];
}

/** A resource provider that nobody registered makes an apply fail on the day: the provider of Terraform registers none here. */
export const registered = (subscription: string, region: string, namespace: string, id: string): DoctorItem =>
  asked({
    about: 'opt-in',
    id: `registered-${namespace.toLowerCase()}-${id}`,
    title: `${namespace} is registered in ${subscription}`,
    run: registration(subscription, namespace),
    matches: 'Registered',
    endpoint: region,
    fix: `az provider register --subscription ${subscription} --namespace ${namespace}`,
  });

function ground(context: SiteInPeace<AzureGroundName>): DoctorItem[] {
  const { region, account, ground: names } = context.sitePlan;
  const vault = keyVaultName(names);
  const isPageAsked = context.observed.some(({ kind }) => kind === 'page');
  const namespaces = [
    'Microsoft.KeyVault',
    'Microsoft.ManagedIdentity',
    'microsoft.insights',
    ...(isPageAsked ? ['Microsoft.OperationalInsights'] : []),
  ];
  const look = (id: string, title: string, run: string[], matches: string): DoctorItem =>
    asked({ about: 'standby', id: `${id}-${region}`, title, run, matches, endpoint: region, fix: APPLY });
  return [
    ...namespaces.map((namespace) => registered(account, region, namespace, region)),
    look('group', `The resource group of ${region} is there`, groupThere(account, names.group), '[Tt]rue'),
    look('vault', `The key vault of ${region} is there`, vaultState(account, names.group, vault), 'Succeeded'),
    asked({
      about: 'credentials',
      id: `key-${region}`,
      title: `The key of ${region} can be read from here, as every plan reads it`,
      run: keyThere(account, vault),
      matches: '[Tt]rue',
      endpoint: region,
      letIn: true,
      fix: `appliedFrom: this machine's address; and the role Key Vault Crypto Officer on ${names.group} (keyOfficer). ${APPLY}`,
    }),
    ...subnetsOf(context),
  ];
}

/** A rule admits a subnet by its service endpoint alone: without one it lets nobody in, and nothing says so. */
function subnetsOf({ site, placements }: SiteInPeace<AzureGroundName>): DoctorItem[] {
  const {
    subnets,
    appliedFrom,
    region: { code },
  } = site as AzureSite;
  const read = placements.some(({ kind }) => kind === 'secrets') ? ['Microsoft.Storage', 'Microsoft.KeyVault'] : ['Microsoft.Storage'];
  const ask = (subnet: string, services: readonly string[]): DoctorItem =>
    asked({
      about: 'standby',
      id: `endpoints-${hash(subnet)}-${code}`,
      title: `The subnet ${subnet.split('/').at(-1)} that ${code} admits has service endpoints of ${services.join(' and ')}`,
      run: serviceEndpoints(subnet),
      matches: `${services.map((service) => `(?=.*\\b${service}\\b)`).join('')}.*`,
      endpoint: code,
      fix: `az network vnet subnet update --ids ${subnet} --service-endpoints ${services.join(' ')}, beside those that it has`,
    });
  const { virtualNetworkSubnetIds: runners } = admitted(appliedFrom);
  return [
    ...subnets.filter((id) => !runners.includes(id)).map((id) => ask(id, read)),
    ...runners.map((id) => ask(id, ['Microsoft.KeyVault', 'Microsoft.Storage'])),
  ];
}

/** What Azure asks ahead of the day. */
export const doctor: CloudDoctor = {
  programs: PROGRAMS,
  credentials,
  state,
  ground: (context) => ground(context as SiteInPeace<AzureGroundName>),
};
