import type { EngineName } from '../../components/reserved';
import { script } from '../../words/steps';

/*
 * The command line of a login. A password is given by the environment alone: no argument, no file and no answer has it.
 * https://www.postgresql.org/docs/current/libpq-envars.html, https://dev.mysql.com/doc/refman/8.4/en/environment-variables.html,
 * https://mariadb.com/docs/server/clients-and-utilities/mariadb-client/mariadb-command-line-client, 2026-11. UNVERIFIED: not run against AWS.
 */

/** The programs that log in. */
const CLIENTS: Readonly<Partial<Record<EngineName, string>>> = { postgres: 'psql', mysql: 'mysql', mariadb: 'mariadb' };

/** The program that logs in to an engine. */
export const clientOf = (engine: EngineName): string => CLIENTS[engine] ?? engine;

// `command` runs it where it is there: a machine without it lacks nothing that a procedure needs. Each calls TLS by words of its own; whose certificate it
// is, nobody asks here.
const LOGIN = `set -eu
region=$1 name=$2 secret=$3 user=$4 database=$5 client=$6
if ! command -v "$client" >/dev/null; then printf '%s is not installed here: nobody was asked\\n' "$client" >&2; exit 3; fi
at=$(aws rds describe-db-instances --region "$region" --db-instance-identifier "$name" --query 'DBInstances[0].Endpoint.[Address,Port]' --output text)
password=$(aws secretsmanager get-secret-value --region "$region" --secret-id "$secret" --query SecretString --output text)
export PGPASSWORD="$password" PGCONNECT_TIMEOUT=10 PGSSLMODE=require MYSQL_PWD="$password"
set -- $at
asks() {
  case $client in
    psql) command psql --no-psqlrc --no-password --host "$1" --port "$2" --username "$user" --dbname "$database" --tuples-only --no-align --command 'SELECT 1' ;;
    mysql) command mysql --no-defaults --host "$1" --port "$2" --user "$user" --connect-timeout 10 --ssl-mode REQUIRED --batch --skip-column-names --execute 'SELECT 1' "$database" ;;
    mariadb) command mariadb --no-defaults --host "$1" --port "$2" --user "$user" --connect-timeout 10 --ssl --skip-ssl-verify-server-cert --batch --skip-column-names --execute 'SELECT 1' "$database" ;;
  esac
}
said=$(asks "$@" 2>&1) && code=0 || code=$?
case $code:$said in
  0:1) echo opens ;;
  *'password authentication failed'* | *'Access denied for user'*) echo refused ;;
  *) printf 'nobody was asked: %s\\n' "$said" >&2; exit 3 ;;
esac`;

/** `opens` where what a secret holds opens a database, `refused` where it does not; nobody is asked where nothing reaches it from here. */
export const opensBy = (
  region: string,
  name: string,
  as: { readonly engine: EngineName; readonly secret: string; readonly username: string; readonly database: string },
): string[] => script(LOGIN, region, name, as.secret, as.username, as.database, clientOf(as.engine));
