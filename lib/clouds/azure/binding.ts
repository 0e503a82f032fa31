import { needBinding, type Binding } from '../../port/binding';

/** The binding, looked up when this file is loaded: ahead of every other import of the cloud. */
export const BINDING: Binding = {
  entry: 'cdktf-continuity/azure',
  module: '@cdktf/provider-azurerm/lib/provider/index.js',
  versions: '^14.23.1',
  install: '@cdktf/provider-azurerm@14.23.1',
  provider: '~> 4.55',
};

needBinding(BINDING);
