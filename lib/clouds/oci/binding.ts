import { needBinding, type Binding } from '../../port/binding';

/**
 * The binding, looked up when this file is loaded: ahead of every other import of the cloud. No package has its name: it is an alias, under
 * which a package of the community is installed.
 */
export const BINDING: Binding = {
  entry: 'cdktf-continuity/oci',
  module: '@cdktf/provider-oci/provider',
  versions: '^7.29.0',
  install: '@cdktf/provider-oci@npm:@cdktf-providers/oracle-oci@7.29.0',
  provider: '~> 7.29',
};

needBinding(BINDING);
