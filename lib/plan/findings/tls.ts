import type { LoadBalancerDeclaration } from '../../components/load-balancer';
import type { Rule } from './rule';

/** DR-TLS-01: a load balancer without a certificate at every site answers in clear text. */
export const tls: Rule = (input, plan) =>
  plan.protections
    .filter((p) => p.declaration.kind === 'load-balancer')
    .flatMap((p) => {
      const { certificates } = p.declaration as LoadBalancerDeclaration;
      const bare = input.sites.map((site) => site.key).filter((key) => !certificates[key]);
      return bare.length === 0
        ? []
        : [
            {
              id: 'DR-TLS-01',
              level: 'warning' as const,
              subject: p.declaration.id,
              what: `${p.declaration.id} has no certificate at every site: it answers in clear text there`,
              value: bare.join(', '),
              fix: `certificates: { '${bare[0]}': … }`,
            },
          ];
    });
