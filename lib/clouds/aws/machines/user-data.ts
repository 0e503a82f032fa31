import { Fn } from 'cdktf';
import type { MachineGroupDeclaration } from '../../../components/machine-group';
import type { Environment } from '../environment';

/** Bytes that a machine is told when it boots: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html, 2026-11. */
const MOST_BYTES = 16_384;
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
export const hasEnvironment = ({ uses, environment, logs }: MachineGroupDeclaration): boolean =>
  uses.length > 0 || Object.keys(environment).length > 0 || logs;

/** Bytes that are too many for what a machine is told, with how many there may be; undefined where they are not. */
export function tooLong(declaration: MachineGroupDeclaration): { readonly bytes: number; readonly most: number } | undefined {
  const { userData, environment } = declaration;
  // Texts are told as base64, which is a third longer.
  const inBase64 = (text: string): number => 4 * Math.ceil(Buffer.byteLength(text) / 3);
  if (!hasEnvironment(declaration)) {
    const bytes = Buffer.byteLength(userData);
    return bytes > MOST_BYTES ? { bytes, most: MOST_BYTES } : undefined;
  }
  const bytes = inBase64(userData) + inBase64(Object.entries(environment).flat().join(''));
  return bytes > MOST_BYTES - OWN_BYTES ? { bytes, most: MOST_BYTES - OWN_BYTES } : undefined;
}

/** What of an environment is no line of a file, or is an expression for Terraform. */
export const notPlain = ({ environment }: MachineGroupDeclaration): string | undefined =>
  Object.keys(environment).find((name) => /[\r\n]|[$%]\{/.test(environment[name] ?? ''));

/** Whether it can stand beside an environment, which is written by a part of its own: cloud-init has to know what it is. */
export const isKnown = (declaration: MachineGroupDeclaration): boolean =>
  declaration.userData === '' || !hasEnvironment(declaration) || typeOf(declaration.userData) !== undefined;

/** A text in single quotes, as a shell and a unit of systemd read it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** What a machine is told when it boots, in base64; undefined where that is nothing. What its architect wrote is never read as an expression. */
export function userDataOf(
  declaration: MachineGroupDeclaration,
  { texts, secrets }: Environment,
  more: Environment['texts'],
): string | undefined {
  const { userData } = declaration;
  const own = Buffer.from(userData).toString('base64');
  if (!hasEnvironment(declaration)) return userData === '' ? undefined : own;
  const lines = [...texts, ...secrets, ...more].map(([name, value]) => `${name}=${quoted(value)}`);
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
  // Addresses are known by an apply alone: hence a function of Terraform, whose text is literal but for them.
  return Fn.base64encode(literal(told.join('\n')));
}

/** What cdktf leaves of a text that Terraform would read otherwise. */
const literal = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
