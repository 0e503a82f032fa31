import { isOf } from '../../components/declarations';
import type { Rule } from './rule';

/** DR-TLS-01: a load balancer without a certificate at every site answers in clear text: only where that is declared. */
export const tls: Rule = (input, plan) =>
  plan.protections
    .map((p) => p.declaration)
    .filter((declaration) => isOf('load-balancer', declaration))
    .flatMap(({ id, certificates, plainHttp }) => {
      const bare = input.sites.map((site) => site.key).filter((key) => !certificates[key]);
      return bare.length === 0
        ? []
        : [
            {
              id: 'DR-TLS-01',
              level: plainHttp ? ('warning' as const) : ('error' as const),
              subject: id,
              what: `${id} has no certificate at every site: it answers in clear text there`,
              value: bare.join(', '),
              fix: `certificates: { '${bare[0]}': … }${plainHttp ? '' : ', or plainHttp: true'}`,
            },
          ];
    });
