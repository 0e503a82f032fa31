import type { Construct } from 'constructs';
import { ContinuityError } from '../words/errors';
import { bySite, flag, prose, whole, word } from '../words/shapes';
import { COUNT } from './instances';
import { Service, serviceTakes, type ServiceDeclaration, type ServiceProps } from './service';

/**
 * What {@link MachineGroup} takes. Where it works on something, or has an environment, a machine finds that in `/etc/continuity/environment`
 * (lines of `NAME='value'`) before `userData` runs: on Linux, by cloud-init. Of a secret it has the id alone, and reads the value by its own role.
 */
export interface MachineGroupProps extends ServiceProps {
  /**
   * Name of the image, of the account of each site: the same name at both of them, and another name for another content. The site that
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

/** Machines made from one image: as many as serve, fewer while the site stands by, none once it is fenced. They hold nothing that is kept. */
export class MachineGroup extends Service {
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
  ) {
    super(scope, id, props, TAKES);
    refuseTwoImages(id, props);
    refuseIdle(id, this.declaration());
  }

  /** The group as plain data. */
  override declaration(): MachineGroupDeclaration {
    const { image, images = {}, userData = '', storageGiB, reserved = {}, sessions = false, logs = false } = this.props;
    const given = { ...(image === undefined ? {} : { image }), ...(storageGiB === undefined ? {} : { storageGiB }) };
    return { ...super.declaration(), kind: this.kind, ...given, ...{ images, userData, reserved, sessions, logs } };
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
