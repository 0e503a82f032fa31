import { Construct } from 'constructs';
import { Component, scopeFaults } from '../components/component';
import { faultsIn, type Declared } from '../words/checked';
import { ContinuityError, refuseAll, withArticle } from '../words/errors';
import { idFaults } from '../words/identifier';
import type { ObservationDeclaration } from './declarations';

/** Who takes it in: the workload, seen from below. */
export interface ObservationHost {
  /** Takes one in. */
  observe(one: Observation): void;
}

/** Something that an architect names, and that somebody is told of where it is wrong. */
export abstract class Observation extends Construct {
  /** Throws `DR-OBS-01` where it is given what it cannot take, `DR-COMP-01` outside of a workload, `DR-COMP-02` where its id is taken. */
  constructor(scope: Construct & ObservationHost, id: string, props: unknown, takes: Declared) {
    super(fitting(scope, id, props, takes, new.target.name), id);
    scope.observe(this);
  }

  /** The same as plain data. */
  abstract declaration(): ObservationDeclaration;
}

/** The scope, once nothing is wrong with what is declared there. */
function fitting(scope: Construct & ObservationHost, id: string, props: unknown, takes: Declared, type: string): Construct {
  const rule = 'DR-OBS-01';
  const subject = typeof id === 'string' && id !== '' ? `${type} '${id}'` : withArticle(type);
  refuseAll([
    ...scopeFaults(scope, type, rule),
    ...idFaults(id, withArticle(type), rule),
    ...faultsIn(props, takes, { subject, id: rule }),
  ]);
  if (typeof scope.observe !== 'function' || scope.node.scopes.some((one) => one instanceof Component)) {
    throw new ContinuityError({
      id: 'DR-COMP-01',
      what: `${withArticle(type)} is declared outside a workload`,
      value: scope.node.path || 'the app',
      allowed: 'a Workload',
      fix: `new ${type}(workload, '${id}', { … })`,
    });
  }
  if (scope.node.tryFindChild(id)) {
    throw new ContinuityError({
      id: 'DR-COMP-02',
      what: `${scope.node.id} has something of that id already`,
      value: id,
      allowed: 'an id that is not used yet',
      fix: `another id than '${id}'`,
    });
  }
  return scope;
}
