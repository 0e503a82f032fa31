import type { Construct } from 'constructs';
import { ContinuityError } from '../words/errors';
import { bySite, flag, prose, whole, word } from '../words/shapes';
import { existingOf } from './existing';
import { COUNT } from './instances';
import { Service, serviceTakes, type ServiceDeclaration, type ServiceProps } from './service';

/**
 * What {@link MachineGroup} takes. Where it works on something, or has an environment, a machine finds that in `/etc/continuity/environment`
 * (lines of `NAME='value'`) before `userData` runs: on Linux, by cloud-init. Of a secret it has the id alone, and reads the value by its own role.
 */
export interface MachineGroupProps extends ServiceProps {
  /**
   * Name of the image, of the account of each site, or the version of it where its cloud counts versions: the same at both of them, and another one for another content. The site that
   * serves has it; it is copied to the other one by a step, where both are of one account. @default `images`
   */
  readonly image?: string;
  /** The image of each site, by site key (`aws:eu-west-3`): its id there, of its region and account. Nothing is copied. @default `image` */
  readonly images?: Readonly<Record<string, string>>;
  /** What a machine runs once it has booted, the same at every site: so it names no region. No secret: it stands in the state. @default nothing */
  readonly userData?: string;
  /** Size of the first volume, GiB; not smaller than the image's. @default the image's own */
  readonly storageGiB?: number;
  /**
   * Machines for which capacity is kept, by site key (`aws:eu-west-3`), as many in each zone of its network, rounded up: paid for whether
   * they run or not, and the same in every situation, so that none of it is ordered on the day. @default none: that there is capacity then is promised by nobody
   */
  readonly reserved?: Readonly<Record<string, number>>;
  /** Operators may open sessions on machines and run commands there, through the cloud's own agent in the image: no port is opened. @default false */
  readonly sessions?: boolean;
  /** Machines may write to a log of their own at their site, `LOG_GROUP` of their environment. @default false */
  readonly logs?: boolean;
}

/** A group of machines that exists already, at the site that serves first. */
export interface ExistingMachines {
  /** The group, as its cloud names it. */
  readonly id: string;
  /** How many its owner wants at the least: it is given that number back after a fence. */
  readonly least: number;
}

/** A group of machines as plain data. */
export interface MachineGroupDeclaration extends ServiceDeclaration {
  /** Its kind. */
  readonly kind: 'machine-group';
  /** Name of the image; absent where each site has an id. */
  readonly image?: string;
  /** Ids of the image by site key. */
  readonly images: Readonly<Record<string, string>>;
  /** What a machine runs once it has booted; empty for nothing. */
  readonly userData: string;
  /** Size of the first volume, GiB; absent where it is the image's own. */
  readonly storageGiB?: number;
  /** Machines for which capacity is kept, by site key. */
  readonly reserved: Readonly<Record<string, number>>;
  /** Whether operators may open sessions. */
  readonly sessions: boolean;
  /** Whether machines write to a log. */
  readonly logs: boolean;
  /** What exists, by site key; absent where the library makes it everywhere. */
  readonly existing?: Readonly<Record<string, ExistingMachines>>;
}

const TAKES = serviceTakes<MachineGroupProps>(
  {
    image: word('the name of an image', /^/, 128).optional(),
    images: bySite(word('the id of an image', /^\S+$/, 255), 'ids of images').optional(),
    userData: prose('what a machine runs once it has booted', 16_384).optional(),
    storageGiB: whole('a size in GiB, 1 to 16384', 1, 16_384).optional(),
    reserved: bySite(COUNT, 'machines').optional(),
    sessions: flag.optional(),
    logs: flag.optional(),
  },
  {
    image: "'acme-api-2026-11-29'",
    images: "{ 'cloud:region': '…' }",
    userData: "'#!/bin/sh\\n…'",
    storageGiB: '20',
    reserved: "{ 'cloud:region': 4 }",
    sessions: 'true',
    logs: 'true',
  },
);

const refuseForeign = existingOf<ExistingMachines>(
  'MachineGroup',
  { id: word('the name of a group of machines', /^\S+$/, 2048), least: whole('how many run at the least, 0 to 1000', 0, 1000) },
  "{ id: 'acme-api', least: 2 }",
);

/** Machines made from one image: as many as serve, fewer while the site stands by, none once it is fenced. They hold nothing that is kept. */
export class MachineGroup extends Service {
  /**
   * Protects a group that exists, by site key: nothing of it is managed, and what is told of it in `props` is what runs at the other site.
   * Only its numbers and what raises them are changed, by the steps that fence and start it. Throws `DR-COMP-06` where it is given what it
   * cannot take.
   */
  static fromExisting(
    scope: Construct,
    id: string,
    existing: Readonly<Record<string, ExistingMachines>>,
    props: MachineGroupProps,
  ): MachineGroup {
    refuseForeign(existing);
    return new MachineGroup(scope, id, props, existing);
  }

  /** Its kind. */
  readonly kind = 'machine-group';

  /**
   * Throws `DR-COMP-06` where it is given no image, or two, or more capacity than it ever uses; `DR-COMP-09` where its environment says what
   * a component that it works on says.
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MachineGroupProps,
    existing?: Readonly<Record<string, ExistingMachines>>,
  ) {
    super(scope, id, props, TAKES, existing);
    if (existing !== undefined) refuseForeign(existing);
    refuseTwoImages(id, props);
    refuseIdle(id, this.declaration());
    refuseMore(id, this.declaration());
  }

  /** The group as plain data. */
  override declaration(): MachineGroupDeclaration {
    const { image, images = {}, userData = '', storageGiB, reserved = {}, sessions = false, logs = false } = this.props;
    const given = { ...(image === undefined ? {} : { image }), ...(storageGiB === undefined ? {} : { storageGiB }) };
    const existing = this.existing ? { existing: this.existing as Readonly<Record<string, ExistingMachines>> } : {};
    return { ...super.declaration(), kind: this.kind, ...given, ...{ images, userData, reserved, sessions, logs }, ...existing };
  }
}

function refuseTwoImages(id: string, { image, images = {} }: MachineGroupProps): void {
  const ids = Object.keys(images);
  if ((image === undefined) !== (ids.length === 0)) return;
  throw new ContinuityError({
    id: 'DR-COMP-06',
    what: image === undefined ? `MachineGroup '${id}' has no image` : `MachineGroup '${id}' has an image of one name, and others by site`,
    value: image === undefined ? 'none' : `${image}, and ids at ${ids.join(', ')}`,
    allowed: 'the name of an image, or the ids that it has at each site',
    fix: "image: 'acme-api-2026-11-29', which is copied to the other site by a step",
  });
}

/** Capacity that nothing ever uses. */
function refuseIdle(id: string, { reserved, instances: { most } }: MachineGroupDeclaration): void {
  const idle = Object.entries(reserved).find(([, kept]) => kept > most);
  if (!idle) return;
  const [site, kept] = idle;
  throw new ContinuityError({
    id: 'DR-COMP-06',
    what: `MachineGroup '${id}' keeps capacity for more machines than ever run`,
    value: `${kept} at ${site}`,
    allowed: `at most ${most}: the most of its instances`,
    fix: `reserved: { '${site}': ${most} }`,
  });
}

/** What starts a group that exists wants as many as are active, which are no fewer than its least. */
function refuseMore(id: string, { existing = {}, instances: { active } }: MachineGroupDeclaration): void {
  const more = Object.entries(existing).find(([, { least }]) => least > active);
  if (!more) return;
  const [site, { least }] = more;
  throw new ContinuityError({
    id: 'DR-COMP-06',
    what: `MachineGroup '${id}' exists with more at the least than are declared to serve`,
    value: `${least} at ${site}`,
    allowed: `at most ${active}: the active ones of its instances`,
    fix: `instances: { active: ${least} }, as many as serve`,
  });
}
