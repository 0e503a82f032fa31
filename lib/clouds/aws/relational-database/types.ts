import type { TypeRow } from '../../../port/facts';

/** What is known of the types of an instance; its secret, its guards and its published address are of the catalogue. */
export const DATABASE_TYPES: Readonly<Record<string, TypeRow>> = {
  aws_db_instance: {
    holdsData: true,
    importId: '{identifier}',
    keeps: [{ argument: 'backup_retention_period', what: 'any moment of the last days (automated backups)' }],
    reach: [
      {
        argument: 'replicate_source_db',
        on: 'change',
        source: 'hashicorp/terraform-provider-aws, source of the resource read at 5.100 and 6.25',
      },
    ],
  },
  aws_db_subnet_group: { holdsData: false, importId: '{name}' },
  aws_db_parameter_group: { holdsData: false, importId: '{name}' },
};
