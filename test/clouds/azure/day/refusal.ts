import { Refusal } from '../../../support/day/refusal';

/** Of what is not there: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors */
export const notFound = (code: string, id: string): Refusal => new Refusal(404, code, `The resource '${id}' was not found.`);
