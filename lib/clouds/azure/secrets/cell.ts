import { ownNames } from '../../../components/secrets';
import { kebab } from '../../../plan/names';
import type { BaseContext, Endpoint, Rendered } from '../../../port/cloud';
import type { Flaw } from '../../../port/facts';
import { OWN, type Recovery } from '../../../words/figure';
import { works } from '../../../words/posture';
import { renderHeard, VAULT_LOSS } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import type { AzureGroundName } from '../names';
import { grantContributors, grantSecretsOfficer } from '../officer';
import { partitionOf } from '../partition';
import type { AzureSite } from '../site';
import { renderVault } from '../vault';
import { idOfNamedVault, refuseNamedVaultElsewhere } from '../vault-region';
import { secretsDoctor } from './doctor';
import { existingFlaws, vaultOfExisting } from './existing';
import { secretNamed, secretNames, SECRETS_NAMES, vaultNameOf, type SecretsBase, type SecretsPlacement } from './names';
import { secretsServingSignals, secretsSignals } from './signals';
import { secretsRecovery } from './steps';

const GUIDE = 'https://learn.microsoft.com/azure/reliability/reliability-key-vault';

const IN_ZONES = {
  seconds: 0,
  source: `a vault is spread over the zones of its region by itself, where it has zones (${GUIDE}); that it loses nothing with one is ${OWN}`,
  verified: false,
};

/** A value that was overwritten is an earlier version of its secret; one that was deleted is kept for as long as a vault is (90 days). */
const IN_PLACE: Recovery = {
  rpo: {
    seconds: 0,
    source: 'each value is a version that stays (https://learn.microsoft.com/azure/key-vault/secrets/about-secrets, 2026-11)',
    verified: false,
  },
  promotion: {
    seconds: 600,
    source: `az keyvault secret list-versions, and set; az keyvault secret recover: by hand, ${OWN}`,
    verified: false,
  },
};

/**
 * A vault of its own at each site, filled from one source: Azure's own copy of a vault is in the paired region, where there is one, and takes no write
 * while its region is out (`GUIDE`). It is not the vault of the site's key, which admits those who apply, and nobody else: an application reads
 * its secrets here. No value stands in a state or a plan: steps carry it from vault to vault.
 */
export const secrets = azureCell({
  kind: 'secrets',
  service: 'Azure Key Vault',
  facts: {
    calls: () => ['Microsoft.KeyVault'],
    flips: { replica: 'symmetric' },
    joinedAt: [],
    spreads: ['single', 'zonal'],
    zonal: { rpo: IN_ZONES, promotion: IN_ZONES, always: true },
    limits: 'secrets are replicas at every tier',
    fence:
      'none: no application writes there; a value that somebody gives it later stays a version of its own, and the other side is compared with it',
    automatic: true,
    names: SECRETS_NAMES,
    oneWay: [],
    refuses: (declaration, site) => [...ownNames(declaration).flatMap(tooLong), ...existingFlaws(declaration, site)],
    adopts: (declaration, site) => {
      const keyVault = vaultOfExisting(declaration, site);
      return keyVault === undefined ? undefined : { keyVault };
    },
    restoresInPlace: () => IN_PLACE,
    slas: () => [],
    figures: () => ({
      rpo: {
        seconds: 300,
        source: `a value is given to the other vault by a step, once it is changed at the site that serves (continuity run --transition establish --execute): within 5 min, ${OWN}; nothing does it by itself, and doctor tells what is out of step`,
        verified: false,
      },
      promotion: { seconds: 0, source: `each site reads its own vault (${GUIDE})`, verified: true },
    }),
  },
  // Other cells make vaults, too: their row is of the catalogue.
  types: {},
  renderBase: renderGrants,
  renderSite: renderSecrets,
  recovery: secretsRecovery,
  signals: secretsSignals,
  servingSignals: secretsServingSignals,
  doctor: secretsDoctor,
});

/** https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers, 2026-11. */
const tooLong = (name: string): Flaw[] =>
  kebab(name).length > 127 ? [{ of: 'names', value: name, allowed: 'a name of at most 127 characters in kebab case' }] : [];

function renderSecrets(context: AzureContext, { id, component, here, declaration, form }: SecretsPlacement): Rendered {
  const host = `${vaultNameOf(here)}.${partitionOf(context.site.region.code).vaultSuffix}`;
  const at = (name: string): Endpoint => ({ host, name, secretName: name });
  const named = (name: string): Endpoint | undefined =>
    declaration.secrets.includes(name) ? at(secretNamed(declaration, name)) : undefined;
  const first = secretNames(declaration)[0] as string;
  if (here.existing) {
    // What is fenced is not read, so that nothing of it can stop a fence.
    if (works(form)) refuseNamedVaultElsewhere(context, `${id}-vault`, vaultNameOf(here));
    return { ready: [], waits: [], endpoint: at(first), named };
  }
  const vault = renderVault(context, id, {
    name: vaultNameOf(here),
    subnets: readersOf(context),
    tags: { workload: context.workload.id, component },
  });
  return { instance: vault, ready: [vault], waits: [], endpoint: at(first), named };
}

/** Subnets of the application: those of the site, and those of its own network that reach vaults by an endpoint. */
function readersOf({ site, neighbour }: AzureContext): readonly string[] {
  const network = neighbour('network')?.network;
  const own = network?.reaches?.includes('Microsoft.KeyVault') ? network.privateSubnets : [];
  return [...(site as AzureSite).subnets, ...own];
}

/**
 * Whoever applies carries values; those who work on the data read them. By group: the vault comes with the site, which no grant waits for. So
 * they read the password of a database there, too, which is theirs as well.
 */
function renderGrants(context: BaseContext<AzureGroundName>, { id, component, here }: SecretsBase): void {
  grantSecretsOfficer(context);
  if (here.existing) {
    const scope = idOfNamedVault(context, `${id}-vault`, vaultNameOf(here));
    renderHeard(context, { id, scope, what: component, losses: VAULT_LOSS });
  }
  grantContributors(context, 'reads-secrets', 'Key Vault Secrets User');
}
