import type { Placement } from '../../../plan/plan';
import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { checkStep, type Check } from '../../../words/steps';
import { appRuns, appsThere, imageThere, IS_RUNNING } from '../cli-apps';
import { registryNameOf, type ImagesPlacement } from '../container-images/names';
import { appOf, replicasAt, type AppPlacement } from './names';

/** Seconds that placing a replica and pulling its image may take, and that the end of all of them may (the library's own bounds). */
const [PULLS_WITHIN, ENDS_WITHIN] = [600, 600];

/**
 * Looks around an app. It is made, changed and taken away by the apply of its site, and is told nothing by command: Azure starts the replicas of what
 * it makes, and there are none of what is gone.
 */
export function appRecovery(placement: AppPlacement, { beside = [] }: Pick<MoveFacts, 'beside'>): RecoverySteps {
  const { id, component, here, declaration } = placement;
  const kept = replicasAt(placement);
  const image = (step: string): Check => imageIn(placement, beside, step);
  const runs = (step: string, title: string, least: number): Check =>
    checkStep({
      id: `${step}-${id}`,
      title: `${component} at ${here.region} ${title}`,
      run: appRuns(appOf(placement), least),
      matches: IS_RUNNING,
      endpoint: here.region,
      timeout: PULLS_WITHIN + 2 * declaration.startup,
      onFailure: whyNot(placement),
    });
  return {
    check: [image('image')],
    fenced: [
      checkStep({
        id: `fenced-${id}`,
        title: `${component} at ${here.region} is there no more, and starts no replica`,
        run: appsThere(appOf(placement)),
        matches: '0',
        endpoint: here.region,
        timeout: ENDS_WITHIN,
      }),
    ],
    // Until it is made, what it will be made from is looked for.
    verify: [placement.runsLater ? image('image-given') : runs('running', 'runs', declaration.instances.active)],
    standing: [image('image-there'), kept > 0 ? runs('standing', 'stands by, at the size of its tier', kept) : noneLeft(placement)],
  };
}

/** What a person looks at. */
export const whyNot = ({ here: { account, ground, names } }: AppPlacement): string =>
  `the answer says what Azure says of its revision; what it printed, and what the platform did: az containerapp logs show --subscription ${account} --resource-group ${ground.group} --name ${names.app} --type console (and system). Mend it, apply its stack, and run the procedure again. Where an apply says that it exists already, an earlier one failed while it was made (an image or a secret that is not there): delete it, it holds nothing: ${deletes({ account, ground, names })}`;

const deletes = ({ account, ground, names }: Pick<AppPlacement['here'], 'account' | 'ground' | 'names'>): string =>
  `az containerapp delete --subscription ${account} --resource-group ${ground.group} --name ${names.app} --yes`;

/** An app whose image is not there cannot be made: it is looked for in the registries of its site. */
function imageIn({ id, component, here, declaration }: AppPlacement, beside: readonly Placement[], step: string): Check {
  const { repository, digest } = declaration;
  const registries = beside.flatMap((one) => (one.kind === 'container-images' ? [registryNameOf((one as ImagesPlacement).here)] : []));
  return checkStep({
    id: `${step}-${id}`,
    title: `The image of ${component} is in the registry of ${here.region}`,
    run: imageThere(here.account, registries, repository, digest),
    matches: digest,
    endpoint: here.region,
    onFailure: `push that digest to ${registries.join(', or ')}, in the repository ${repository}: az acr import, or the pipeline`,
  });
}

/** What an apply that failed left stands in no state, as azurerm 4.55 makes it (https://github.com/hashicorp/terraform-provider-azurerm/issues/28511): the next one would stop at it. */
function noneLeft(placement: AppPlacement): Check {
  const { id, component, here } = placement;
  return checkStep({
    id: `none-left-${id}`,
    title: `No app of an apply that failed is in the way of ${component} at ${here.region}`,
    run: appsThere(appOf(placement)),
    matches: '0',
    endpoint: here.region,
    onFailure: `it holds nothing: ${deletes(here)}`,
  });
}
