import { partitionOf } from './partition';

/** The registry of an account in a region. https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html, 2026-11. */
export const registryOf = ({ region, account }: { readonly region: string; readonly account: string }): string =>
  `${account}.dkr.ecr.${region}.amazonaws.com${partitionOf(region) === 'aws-cn' ? '.cn' : ''}`;
