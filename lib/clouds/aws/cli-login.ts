import { script } from '../../words/steps';

/*
 * The command line of a login. A password is given by the environment alone: no argument, no file and no answer has it.
 * https://www.postgresql.org/docs/current/libpq-envars.html, 2026-11. UNVERIFIED: not run against AWS.
 */

// `command` runs it where it is there: a machine without it lacks nothing that a procedure needs.
const LOGIN = `set -eu
region=$1 name=$2 secret=$3 user=$4 database=$5
if ! command -v psql >/dev/null; then echo 'psql is not installed here: nobody was asked' >&2; exit 3; fi
at=$(aws rds describe-db-instances --region "$region" --db-instance-identifier "$name" --query 'DBInstances[0].Endpoint.[Address,Port]' --output text)
PGPASSWORD=$(aws secretsmanager get-secret-value --region "$region" --secret-id "$secret" --query SecretString --output text)
export PGPASSWORD PGCONNECT_TIMEOUT=10 PGSSLMODE=require
set -- $at
said=$(command psql --no-psqlrc --no-password --host "$1" --port "$2" --username "$user" --dbname "$database" --tuples-only --no-align --command 'SELECT 1' 2>&1) && code=0 || code=$?
case $code:$said in
  0:1) echo opens ;;
  *'password authentication failed'*) echo refused ;;
  *) printf 'nobody was asked: %s\\n' "$said" >&2; exit 3 ;;
esac`;

/** `opens` where what a secret holds opens a database, `refused` where it does not; nobody is asked where nothing reaches it from here. */
export const opensBy = (
  region: string,
  name: string,
  as: { readonly secret: string; readonly username: string; readonly database: string },
): string[] => script(LOGIN, region, name, as.secret, as.username, as.database);
