import { needBinding, type Binding } from '../../port/binding';

/** The binding, looked up when this file is loaded: ahead of every other import of the cloud. */
export const BINDING: Binding = {
  entry: 'cdktf-continuity/aws',
  module: '@cdktf/provider-aws/lib/provider/index.js',
  versions: '^21.22.1',
  install: '@cdktf/provider-aws@21.22.1',
  provider: '~> 6.25',
};

needBinding(BINDING);
