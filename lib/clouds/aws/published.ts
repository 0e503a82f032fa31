import { kebab } from '../../words/kebab';
import type { SiteRef } from '../../words/place';
import type { AwsGroundName } from './ground-names';

/** Under which name a site says where a component is: no generation changes it. Its key is named like the site itself. */
export const hostParameter = ({ ground }: SiteRef<AwsGroundName>, component: string): string => `/${ground.alias}/${kebab(component)}/host`;
