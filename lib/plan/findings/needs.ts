import type { Finding } from '../plan';
import type { Rule } from './rule';

/** What recovery needs besides the clouds, and where each lives. */
export const NEEDS = ['identity provider', 'pipeline runner', 'repository', 'registry'] as const;

/** DR-NEED-01: where one of them lives is not declared; DR-NEED-02: it lives at a site it must survive. */
export const needs: Rule = (input) =>
  NEEDS.flatMap((need): Finding[] => {
    const where = input.runsFrom[need];
    if (!where)
      return [
        {
          id: 'DR-NEED-01',
          level: 'info',
          subject: need,
          what: `Nobody said where the ${need} lives: it may die with a site`,
          value: 'unknown',
          fix: `runsFrom: { '${need}': 'cloud:region' }`,
        },
      ];
    const site = input.sites.find((s) => s.key === where);
    return site
      ? [
          {
            id: 'DR-NEED-02',
            level: 'warning',
            subject: need,
            what: `The ${need} lives at a site of the workload and dies with it`,
            value: where,
            fix: 'one in a third region, or a second one at the other site',
          },
        ]
      : [];
  });
