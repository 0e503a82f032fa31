import { script } from '../../words/steps';

/*
 * The command lines of networks. Calls, options and fields are those of https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/. UNVERIFIED: none
 * of them was run against OCI.
 */

const PEERING = `oci network remote-peering-connection list --region "$1" --compartment-id "$2" --all --query "data[?\\"display-name\\"=='$3' && \\"lifecycle-state\\"=='AVAILABLE'].\\"peering-status\\" | [0]" --raw-output`;

/** What one end of a way between two regions says of it: `PEERED` where it stands. */
export const peeringState = (region: string, compartment: string, name: string): string[] => script(PEERING, region, compartment, name);
