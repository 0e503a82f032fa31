import type { Declaration } from '../../../components/component';
import { isOf } from '../../../components/declarations';
import type { ObjectStorageDeclaration } from '../../../components/object-storage';
import type { Flaw, SiteFacts } from '../../../port/facts';

/** Whether it is one account over two regions. */
export const isGeo = (declaration: Declaration): boolean => isOf('object-storage', declaration) && declaration.redundancy !== undefined;

/** What no account of Azure takes of a store. */
export const containerFlaws = ({ policy, accessLogs }: ObjectStorageDeclaration, { key }: SiteFacts): Flaw[] => [
  ...(policy.length > 0
    ? [{ of: 'policy', value: `${policy.length} statements`, allowed: 'none: who may what is said by roles at the account' }]
    : []),
  ...(accessLogs[key] === undefined
    ? []
    : [
        {
          of: 'accessLogs',
          value: `${accessLogs[key]} at ${key}`,
          allowed: 'none: diagnostic settings of the account tell, added in onEverySite',
        },
      ]),
];
