import type { TypeRow } from '../../../port/facts';

const OCID = '! its OCID is made by OCI';
const BESIDE = 'a role is moved by continuity run, at what takes it';

/** What is known of the types of a DB system, and of those that architects may add beside one; of its vault, and of who is let in, the catalogue says it. */
export const BASE_TYPES: Readonly<Record<string, TypeRow>> = {
  oci_database_db_system: {
    holdsData: true,
    importId: `${OCID}: oci db system list --compartment-id OCID --display-name NAME`,
    keeps: [
      { argument: 'db_home.database.db_backup_config.recovery_window_in_days', what: 'any moment of the last days (automatic backups)' },
    ],
    bounds: [
      {
        argument: 'database_edition',
        shape: /^ENTERPRISE_EDITION(?:_HIGH_PERFORMANCE|_EXTREME_PERFORMANCE)?$/,
        allowed: 'ENTERPRISE_EDITION, or more: Data Guard is in no Standard Edition, and what follows has the edition of its source',
        fix: 'leave database_edition as it is',
      },
      {
        argument: 'source',
        allowed: 'none: what is made anew on another source is another DB system, and what follows is launched from this one',
        fix: 'leave source out',
      },
      {
        argument: 'node_count',
        shape: /^1$/,
        allowed: '1: fences and steps look at one node',
        fix: 'leave node_count out',
      },
    ],
  },
  oci_database_database: {
    holdsData: true,
    moves: { by: ['action_trigger', 'data_guard_action'], why: `action_trigger runs data_guard_action; ${BESIDE}` },
  },
  oci_database_data_guard_association: {
    holdsData: true,
    moves: `it makes a standby with a password in the state, and its deletion ends that with its DB system (delete_standby_db_home_on_delete); ${BESIDE}`,
  },
};
