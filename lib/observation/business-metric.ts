import type { Construct } from 'constructs';
import { z } from 'zod';
import { Duration } from '../objectives/duration';
import { declared } from '../words/checked';
import { bySite, instance, oneOf, prose, word } from '../words/shapes';
import type { Aggregation, BusinessMetricDeclaration, Publisher } from './declarations';
import { Observation, type ObservationHost } from './observation';

/** What {@link BusinessMetric} takes. */
export interface BusinessMetricProps {
  /** What is wrong where it is told, for whoever is called: 'No order was placed for an hour'. */
  readonly says: string;
  /**
   * Which site publishes it: `serving`, where the business goes on; `standby`, where a job of yours keeps in step what no service does
   * (docs/synchronization.md), so that it is told where one survives. @default 'serving'
   */
  readonly from?: Publisher;
  /** Where the application publishes it, in the words of the cloud's own store of metrics. */
  readonly namespace: string;
  /** Its name there. */
  readonly metric: string;
  /**
   * What it is about at each site, by site key, in the same words: dimensions; where a cloud asks for it, the id of what publishes it, too, by any
   * name (`DR-VALUE-01` says where). @default nothing more
   */
  readonly of?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** On which side of its bound it is wrong. */
  readonly wrong: 'above' | 'below';
  /**
   * The bound, in the unit in which the metric is published, against the one number of a window (`aggregation`). It is still well itself: wrong is what
   * is greater (`above`) or less (`below`), so that `below` 1 is none at all.
   */
  readonly bound: number;
  /** How the numbers of a window count: their sum, their mean, or the worst of them. @default the sum */
  readonly aggregation?: Aggregation;
  /** How long is looked back: 1, 5, 15 or 30 minutes, 1, 6 or 24 hours. @default 1 hour */
  readonly window?: Duration;
  /** That nothing is published is well: who publishes says nothing while nothing happens. @default false: silence is an alarm, where the cloud hears it */
  readonly silenceIsWell?: boolean;
}

/** Seconds of the windows that every cloud takes. */
const WINDOWS = [1, 5, 15, 30, 60, 360, 1440].map((minutes) => minutes * 60);
const WINDOW = '1, 5, 15 or 30 minutes, 1, 6 or 24 hours';
const BOUND = z.number('a number').refine(Number.isFinite, 'a number');

const TAKES = declared<BusinessMetricProps>(
  {
    says: prose('what is wrong where it is told, in a sentence', 250),
    from: oneOf(['serving', 'standby']).optional(),
    namespace: word('where it is published', /^/, 255),
    metric: word('the name of a metric', /^/, 255),
    of: bySite(z.record(z.string(), word('what it is about', /^/, 1024), 'texts by name'), 'what it is about').optional(),
    wrong: oneOf(['above', 'below']),
    bound: BOUND,
    aggregation: oneOf(['sum', 'average', 'extreme']).optional(),
    window: instance(Duration, WINDOW)
      .refine((time) => WINDOWS.includes(time.toSeconds()), WINDOW)
      .optional(),
    silenceIsWell: z.boolean('true or false').optional(),
  },
  {
    says: "'No order was placed for an hour'",
    from: "'standby'",
    namespace: "'Acme/Orders'",
    metric: "'placed'",
    of: "{ 'cloud:region': { shop: 'main' } }",
    wrong: "'below'",
    bound: '1',
    aggregation: "'sum'",
    window: 'Duration.hours(1)',
    silenceIsWell: 'true',
  },
);

/**
 * A number that says whether the business goes on, published by the application itself: told at the site that serves, where it is published. A
 * service may answer every page and sell nothing: no other level sees that.
 */
export class BusinessMetric extends Observation {
  constructor(
    scope: Construct & ObservationHost,
    id: string,
    private readonly props: BusinessMetricProps,
  ) {
    super(scope, id, props, TAKES);
  }

  /** The metric as plain data. */
  override declaration(): BusinessMetricDeclaration {
    const { from = 'serving', of = {}, aggregation = 'sum', window = Duration.hours(1), silenceIsWell = false } = this.props;
    return { ...this.props, is: 'business metric', id: this.node.id, from, of, aggregation, window: window.toSeconds(), silenceIsWell };
  }
}
