import { word } from './shapes';

const ONE = /(?:=|!=|>=|<=|~>|>|<)?\s*v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?/.source;

/** A version constraint as Terraform writes it: https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
export const VERSION_CONSTRAINT = word("a version constraint: '~> 6.25', '>= 6.25, < 7'", new RegExp(`^${ONE}(?:\\s*,\\s*${ONE})*$`));
