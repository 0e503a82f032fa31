/** What Azure says instead of doing what it is asked for: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Of what is not there. */
export const notFound = (code: string, id: string): Refusal => new Refusal(404, code, `The resource '${id}' was not found.`);
