/*
 * Texts of a shell about the private endpoints that lead to an account of both sites: which ones it says itself. Each is put behind what asks the account
 * for `public`, its access by public networks, and `doors`, the ids of what is approved (`APPROVED_DOORS`).
 */

/** What an account is asked for: ids of the endpoints that lead to it. */
export const APPROVED_DOORS = "privateEndpointConnections[?privateLinkServiceConnectionState.status=='Approved'].privateEndpoint.id";

/** In small letters; and what ids of the group "$4" have as a part. */
const OWN_DOORS = `lower() { printf '%s\\n' "$1" | tr '[:upper:]' '[:lower:]'; }
doors=$(lower "$doors")
own=$(lower "/resourcegroups/$4/")`;

/** Whether it is reached by public networks, and how many endpoints lead there that are not in that group. */
export const DOORS_BESIDE = `${OWN_DOORS}
others=$(printf '%s\\n' "$doors" | grep -vF -e "$own" | grep -c / || true)
printf '%s %s\\n' "$public" "$others"`;

/** What {@link DOORS_BESIDE} says where nobody else reaches it. */
export const CLOSED_TO_OTHERS = 'Disabled 0';

/** How many endpoints of that group lead there. */
export const DOORS_WITHIN = `${OWN_DOORS}
printf '%s\\n' "$doors" | grep -cF -e "$own" || true`;
