/** A web test as plain data. */
export interface WebTestDeclaration {
  readonly is: 'web test';
  /** Its id in the workload. */
  readonly id: string;
  /** The path. */
  readonly path: string;
  /** The one status that is right. */
  readonly status?: number;
  /** What has to be in the answer. */
  readonly contains?: string;
  /** The name that is asked for. */
  readonly host?: string;
}

/** How what was published in a window is brought to one number. */
export type Aggregation = 'sum' | 'average' | 'extreme';

/** Which site publishes a number: the one where the business goes on, or the one that stands by. */
export type Publisher = 'serving' | 'standby';

/** A number of the business, or of what an architect keeps in step, as plain data. */
export interface BusinessMetricDeclaration {
  readonly is: 'business metric';
  /** Its id in the workload. */
  readonly id: string;
  /** What is wrong where it is told. */
  readonly says: string;
  /** Which site publishes it. */
  readonly from: Publisher;
  /** Where it is published. */
  readonly namespace: string;
  /** Its name there. */
  readonly metric: string;
  /** What it is about, by site key. */
  readonly of: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** On which side of its bound it is wrong. */
  readonly wrong: 'above' | 'below';
  /** The bound. */
  readonly bound: number;
  /** How the numbers of a window count. */
  readonly aggregation: Aggregation;
  /** Seconds that are looked back over. */
  readonly window: number;
  /** That nothing is published is well. */
  readonly silenceIsWell: boolean;
}

/** What is to be told beside what the cells tell, as plain data. */
export type ObservationDeclaration = WebTestDeclaration | BusinessMetricDeclaration;
