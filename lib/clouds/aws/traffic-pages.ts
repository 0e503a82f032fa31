import { Route53HealthCheck } from '@cdktf/provider-aws/lib/route53-health-check/index.js';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import type { PageTold } from '../../plan/plan';
import { renderMetric } from './alarm';
import type { Topic } from './topic';

/** How a page is asked for: the slower of the two intervals, from as many places as Route 53 takes. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html, 2026-11. */
const ASKED = { requestInterval: 30, failureThreshold: 3 } as const;

/** Where the checks of a switch live, and where they are published. */
export interface ChecksPlace {
  readonly stack: TerraformStack;
  /** The provider of the checks. */
  readonly near: TerraformProvider;
  /** Who is told of them, and the provider of the one region that publishes them. */
  readonly topic: Topic;
  readonly published: TerraformProvider;
}

/**
 * Pages that an architect names, asked for under the name that users know: no record rests on these checks, so that a fault of the application
 * moves nobody. Told where all checks are. A text has 255 characters at most, and is looked for in the first 5120 bytes of an answer (same page). UNVERIFIED: not asked on AWS.
 */
export function renderPages({ stack, near, topic, published }: ChecksPlace, pages: readonly PageTold[]): void {
  for (const { id, name, title, calls, host, port, path, contains, silenceIsAlarm } of pages) {
    const check = new Route53HealthCheck(stack, `${id}-check`, {
      type: `${port === 443 ? 'HTTPS' : 'HTTP'}${contains === undefined ? '' : '_STR_MATCH'}`,
      port,
      fqdn: host,
      resourcePath: path,
      ...ASKED,
      ...(port === 443 ? { enableSni: true } : {}),
      ...(contains === undefined ? {} : { searchString: contains }),
      provider: near,
      tags: { Name: name },
    });
    renderMetric(
      stack,
      topic,
      {
        ...{ kind: 'metric', id, name, title, calls, silenceIsAlarm },
        ...{ namespace: 'AWS/Route53', metric: 'HealthCheckStatus', of: { HealthCheckId: check.id } },
        ...{ below: 1, period: 60, periods: 1 },
      },
      published,
    );
  }
}
