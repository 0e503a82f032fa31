import type { MachineGroupDeclaration } from '../components/machine-group';
import type { Flaw } from './facts';

/* What a machine is told when it boots, on whatever cloud: cloud-init reads it there. */

/** Bytes left for what the library tells it: addresses of a few components (the library's own bound). */
const OWN_BYTES = 4096;

/** Where a machine finds its environment. */
const FOLDER = '/etc/continuity';

/** How cloud-init tells one part from another: https://cloudinit.readthedocs.io/en/latest/explanation/format.html */
const BEGINS: readonly (readonly [beginning: string, type: string])[] = [
  ['#!', 'text/x-shellscript'],
  ['#cloud-config', 'text/cloud-config'],
];
const typeOf = (text: string): string | undefined => BEGINS.find(([beginning]) => text.startsWith(beginning))?.[1];

/** Whether a machine finds an environment. */
const hasEnvironment = ({ uses, environment, logs }: MachineGroupDeclaration): boolean =>
  uses.length > 0 || Object.keys(environment).length > 0 || logs;

/** Bytes that are too many for what a machine is told, with how many there may be; undefined where they are not. */
function tooLong(declaration: MachineGroupDeclaration, mostBytes: number): { readonly bytes: number; readonly most: number } | undefined {
  const { userData, environment } = declaration;
  // Texts are told as base64, which is a third longer.
  const inBase64 = (text: string): number => 4 * Math.ceil(Buffer.byteLength(text) / 3);
  if (!hasEnvironment(declaration)) {
    const bytes = Buffer.byteLength(userData);
    return bytes > mostBytes ? { bytes, most: mostBytes } : undefined;
  }
  const bytes = inBase64(userData) + inBase64(Object.entries(environment).flat().join(''));
  return bytes > mostBytes - OWN_BYTES ? { bytes, most: mostBytes - OWN_BYTES } : undefined;
}

/** What of an environment is no line of a file, or is an expression for Terraform. */
const notPlain = ({ environment }: MachineGroupDeclaration): string | undefined =>
  Object.keys(environment).find((name) => /[\r\n]|[$%]\{/.test(environment[name] ?? ''));

/** Whether it can stand beside an environment, which is written by a part of its own: cloud-init has to know what it is. */
const isKnown = (declaration: MachineGroupDeclaration): boolean =>
  declaration.userData === '' || !hasEnvironment(declaration) || typeOf(declaration.userData) !== undefined;

/** What of it a machine cannot be told: by a service that tells it so many bytes. */
export function toldFlaws(declaration: MachineGroupDeclaration, service: string, mostBytes: number): Flaw[] {
  const long = tooLong(declaration, mostBytes);
  const odd = notPlain(declaration);
  return [
    ...(odd === undefined
      ? []
      : [{ of: 'environment', value: odd, allowed: 'one line each, without ${ or %{: a machine reads them from a file' }]),
    ...(long
      ? [
          {
            of: 'userData',
            value: `${long.bytes} bytes, with the environment`,
            allowed: `${long.most} bytes: ${service} tells a machine no more`,
            fix: 'put what it runs into the image, or into a bucket that it uses',
          },
        ]
      : []),
    ...(isKnown(declaration)
      ? []
      : [
          {
            of: 'userData',
            value: declaration.userData.slice(0, 40),
            allowed: 'a script (#!) or a configuration of cloud-init (#cloud-config), beside an environment',
            fix: "begin it with '#!/bin/sh', or leave uses, environment and logs out",
          },
        ]),
  ];
}

/** A text in single quotes, as a shell and a unit of systemd read it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** What a machine is told: what its architect wrote alone, in base64; or parts, as text, whose values an apply alone may know. */
export type Told = { readonly base64: string } | { readonly parts: string } | undefined;

/** What a machine is told when it boots; undefined where that is nothing. What its architect wrote is never read as an expression. */
export function toldAtBoot(declaration: MachineGroupDeclaration, environment: readonly (readonly [name: string, value: string])[]): Told {
  const { userData } = declaration;
  const own = Buffer.from(userData).toString('base64');
  if (!hasEnvironment(declaration)) return userData === '' ? undefined : { base64: own };
  const lines = environment.map(([name, value]) => `${name}=${quoted(value)}`);
  const type = typeOf(userData);
  const told = [
    'Content-Type: multipart/mixed; boundary="continuity"',
    'MIME-Version: 1.0',
    '',
    '--continuity',
    // Ahead of all that is started, and at each boot.
    'Content-Type: text/cloud-boothook',
    '',
    ...[
      '#!/bin/sh',
      'set -eu',
      `mkdir -p ${FOLDER}`,
      `cat >${FOLDER}/environment <<'END_OF_ENVIRONMENT'`,
      ...lines,
      'END_OF_ENVIRONMENT',
      '',
    ],
    ...(type === undefined ? [] : ['--continuity', `Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', '', own, '']),
    '--continuity--',
    '',
  ];
  return { parts: literal(told.join('\n')) };
}

/** What cdktf leaves of a text that Terraform would read otherwise: it is handed to a function of Terraform, whose text is literal but for addresses. */
const literal = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
