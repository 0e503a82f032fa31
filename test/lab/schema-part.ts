/** What of a provider's answer to GetProviderSchema is a map from the name of a type: resources, data, functions, what is ephemeral. */
const BY_TYPE = [2, 3, 7, 8];

/**
 * The answer of a provider to GetSchema, with those of its types alone. It is told apart field by field; what a field says stays as the
 * provider wrote it. https://github.com/hashicorp/terraform/blob/v1.11.4/docs/plugin-protocol/tfplugin5.8.proto (GetProviderSchema.Response),
 * https://protobuf.dev/programming-guides/encoding/ (message structure, maps)
 */
export function ofTypes(answer: Buffer, types: ReadonlySet<string>): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < answer.length;) {
    const [tag, length] = varint(answer, at);
    if ((tag & 7) !== LENGTH_DELIMITED) throw new Error(`field ${tag >> 3} of the schema is of wire type ${tag & 7}`);
    const [size, more] = varint(answer, at + length);
    const from = at + length + more;
    const field = answer.subarray(from, from + size);
    if (!BY_TYPE.includes(tag >> 3) || types.has(keyOf(field))) kept.push(answer.subarray(at, from + size));
    at = from + size;
  }
  return Buffer.concat(kept);
}

const LENGTH_DELIMITED = 2;

/** The key of an entry of a map: its first field. */
function keyOf(entry: Buffer): string {
  const [size, length] = varint(entry, 1);
  return entry.toString('utf8', 1 + length, 1 + length + size);
}

/** A number, and how many bytes it took. */
function varint(bytes: Buffer, at: number): readonly [value: number, length: number] {
  let value = 0;
  for (let n = 0; ; n += 1) {
    const byte = bytes[at + n] as number;
    value += (byte & 127) * 2 ** (7 * n);
    if (byte < 128) return [value, n + 1];
  }
}
