import { APPLY, asked, notSeen, type DoctorItem } from '../../../words/doctor';
import { BASE_FOLLOWS, BASE_WRITES, basesDiffer, baseState } from '../cli-dbsystem';
import { secretsMissing } from '../cli-secrets';
import { baseOf, loginOf, type BasePlacement } from './names';

/** Whether a database is there and in its role, as large and of the same release as the other one, and whoever works on it finds its password at its own site. */
export function baseDoctor({ id, component, here, peer, attached }: BasePlacement): DoctorItem[] {
  const { region, names } = here;
  const look = (step: string, title: string, run: string[], matches: string, fix: string): DoctorItem =>
    asked({ about: 'standby', id: `${step}-${id}`, title, run, matches, endpoint: region, fix });
  const made = `what follows is made by a step: ${APPLY}`;
  return [
    look(
      'there',
      `${component} at ${region} is there, and ready`,
      baseState(baseOf(here)),
      attached ? BASE_FOLLOWS : BASE_WRITES,
      attached ? made : APPLY,
    ),
    look(
      'password',
      `The password of ${component} is in the vault of ${region}`,
      secretsMissing(loginOf(here), [names.password]),
      '0',
      `it is chosen, or carried, by a step: ${APPLY}`,
    ),
    ...(attached
      ? [
          look(
            'alike',
            `${component} has the shape, the size, the edition and the release at ${region} that it has at ${peer.region}`,
            basesDiffer(baseOf(here), baseOf(peer)),
            'alike',
            'patch or scale what follows first, then the other one, as Oracle has it for Data Guard (oci db system update); a release is never older at what follows',
          ),
          notSeen(
            'quota',
            `whether ${region} has room for one more DB system of ${component}, where it is made anew`,
            'what its limit is called was not found: oci limits value list --service-name database --compartment-id TENANCY says what there is',
          ),
        ]
      : []),
  ];
}
