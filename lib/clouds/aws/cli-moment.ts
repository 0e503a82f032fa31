/**
 * A moment that a call answered, in seconds since 1970: version 2 of the command line writes ISO 8601, version 1 what the service sends, which
 * may be that number already (https://docs.aws.amazon.com/cli/latest/topic/config-vars.html, cli_timestamp_format). `date -d` is that of GNU.
 */
export const MOMENT = `moment() {
  said=$(printf %s "$1" | tr -d '"')
  case $said in
    '' | None | null) return 1 ;;
    *[!0-9.]*) date -u -d "$said" +%s ;;
    *) printf '%s\\n' "\${said%%.*}" ;;
  esac
}`;
