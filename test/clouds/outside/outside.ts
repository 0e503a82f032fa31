import type { Cloud } from '../../../lib/port/cloud';
import type { CloudUnderTest } from '../../support/clouds';
import { fakeBucket, FakeResource, underTest } from '../fourth-cloud';
import { GROUNDED, type FakeGround } from './cloud';
import { entrance, traffic } from './entrance';
import { AcmeLedger, LEDGER, ledger } from './ledger';
import { AcmeRing, RING, ring } from './ring';

/** The fourth cloud with two kinds that the library does not know: between them they use every word of the port that no built-in cell needs. */
export const outside: Cloud<FakeGround> = {
  ...GROUNDED,
  traffic,
  cells: {
    'object-storage': {
      ...fakeBucket,
      renderSite: ({ stack, ground, workload, sitePlan }, { id, here, form }) => {
        const bucket = new FakeResource(
          stack,
          'fake_bucket',
          id,
          {
            name: here.names['bucket'],
            open: form === 'serving' || form === 'closed' || form === 'standby',
            key: ground.key.getStringAttribute('id'),
            copies_every: sitePlan.copies.every,
          },
          undefined,
          { preventDestroy: workload.durable },
        );
        return {
          instance: bucket,
          ready: [bucket],
          waits: [],
          endpoint: { host: here.names['bucket'] ?? '', name: here.names['bucket'] ?? '' },
        };
      },
    },
    'load-balancer': entrance,
    'acme-ledger': ledger,
    'acme-ring': ring,
  },
};

/** As the laws look at any other. */
export const OUTSIDE: CloudUnderTest = {
  ...underTest(outside as unknown as Cloud<never>),
  own: {
    'acme-ledger': { id: 'Postings', row: LEDGER, make: (workload) => void new AcmeLedger(workload, 'Postings') },
    'acme-ring': { id: 'Ring', row: RING, make: (workload) => void new AcmeRing(workload, 'Ring') },
  },
};
