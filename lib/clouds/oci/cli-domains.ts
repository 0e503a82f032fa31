/** A function of a shell: `domains REGION COMPARTMENT` prints the availability domains of a region, as its tenancy names them. */
export const LIST_DOMAINS = `domains() { oci iam availability-domain list --region "$1" --compartment-id "$2" --query "data[].name | join(' ', @)" --raw-output; }`;
