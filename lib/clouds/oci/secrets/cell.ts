import { kebab } from '../../../plan/names';
import type { Endpoint, Rendered } from '../../../port/cloud';
import type { Flaw } from '../../../port/facts';
import { OWN, type Recovery } from '../../../words/figure';
import { ociCell, type OciContext } from '../cell';
import { domainOf } from '../partition';
import { renderVault } from '../vault';
import { secretsDoctor } from './doctor';
import { secretNames, SECRETS_NAMES, type SecretsPlacement } from './names';
import { secretsSignals } from './signals';
import { secretsRecovery } from './steps';

const VERSIONS = 'https://docs.oracle.com/iaas/Content/secret-management/Concepts/secret-versions.htm';

const IN_DOMAINS = {
  seconds: 0,
  source: `a service of its region, over its availability domains, where it has several: ${OWN}`,
  verified: false,
};

/** A value that was overwritten is an earlier version of its secret; one that was deleted waits for a day at the least before it is gone. */
const IN_PLACE: Recovery = {
  rpo: { seconds: 0, source: `each value is a version that stays, of 30 at the most (${VERSIONS}, 2026-11)`, verified: false },
  promotion: {
    seconds: 600,
    source: `oci vault secret update with the number of an earlier version; oci vault secret cancel-secret-deletion: by hand, ${OWN}`,
    verified: false,
  },
};

/**
 * A vault of its own at each site, filled from one source. OCI's own replicas of a secret are read-only, and take a new value by way of their
 * source alone (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/vault_secret.html.markdown, `is_write_forward_enabled`): whoever serves could give none while the other region is out. It is not the vault of the site's key, which
 * may be an adopted one of somebody else. No value stands in a state or a plan: steps carry it from vault to vault.
 */
export const secrets = ociCell({
  kind: 'secrets',
  service: 'OCI Vault',
  facts: {
    flips: { replica: 'symmetric' },
    joinedAt: [],
    spreads: ['single', 'zonal'],
    zonal: { rpo: IN_DOMAINS, promotion: IN_DOMAINS, always: true },
    made: {
      why: 'a step carries values between two vaults by their names, and what it writes back after a move are versions in the vault of somebody else',
      instead: 'and give each of its secrets its value once, from a file',
    },
    limits: 'secrets are replicas at every tier',
    fence:
      'none: no application writes there; a value that somebody gives it later stays a version of its own, and the other side is compared with it',
    automatic: true,
    names: SECRETS_NAMES,
    oneWay: [],
    refuses: ({ secrets: names }) => names.flatMap(tooLong),
    restoresInPlace: () => IN_PLACE,
    slas: () => [],
    figures: () => ({
      rpo: {
        seconds: 300,
        source: `a value is given to the other vault by a step, once it is changed at the site that serves (continuity run --transition establish --execute): within 5 min, ${OWN}; nothing does it by itself, and doctor tells what is out of step`,
        verified: false,
      },
      promotion: { seconds: 0, source: `each site reads its own vault; ${OWN}`, verified: false },
    }),
  },
  // Vaults and keys are of the ground, too: their rows are of the catalogue.
  types: {},
  renderSite: renderSecrets,
  recovery: secretsRecovery,
  signals: secretsSignals,
  doctor: secretsDoctor,
});

/** https://docs.oracle.com/iaas/api/#/en/secretmgmt/20180608/Secret/CreateSecret, 2026-11: UNVERIFIED. */
const tooLong = (name: string): Flaw[] =>
  kebab(name).length > 255 ? [{ of: 'names', value: name, allowed: 'a name of at most 255 characters in kebab case' }] : [];

function renderSecrets(context: OciContext, { id, component, here, declaration }: SecretsPlacement): Rendered {
  const { region } = context.site;
  const { vault, key } = renderVault(context, { id, component, displayName: here.names.vault });
  const host = `secrets.vaults.${region.code}.oci.${domainOf(region.code)}`;
  const at = (name: string): Endpoint => ({ host, name, secretName: name });
  return {
    instance: vault,
    ready: [vault, key],
    waits: [],
    endpoint: at(secretNames(declaration)[0] as string),
    named: (name) => (declaration.secrets.includes(name) ? at(kebab(name)) : undefined),
  };
}
