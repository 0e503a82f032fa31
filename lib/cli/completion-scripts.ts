import type { SHELLS } from './completing';

/** Each asks `continuity __complete`, which prints one word a line, a tab, and what it is. Where it prints none, files are offered. */
const BASH = String.raw`# continuity completion for bash: source <(continuity completion bash)
_continuity() {
  local line=${'$'}{COMP_LINE:0:COMP_POINT} words found word
  read -ra words <<<"$line"
  case $line in *[[:space:]]) words+=('') ;; esac
  local typed=${'$'}{words[${'$'}{#words[@]}-1]}
  COMPREPLY=()
  while IFS=$'\t' read -r word _; do
    [ -n "$word" ] && COMPREPLY+=("$word")
  done < <("${'$'}{words[0]}" __complete -- "${'$'}{words[@]:1}" 2>/dev/null)
  # Readline breaks words at a colon, and replaces only what stands after the last one.
  case $COMP_WORDBREAKS in *:*)
    local head=${'$'}{typed%"${'$'}{typed##*:}"}
    COMPREPLY=("${'$'}{COMPREPLY[@]#"$head"}")
  ;; esac
}
complete -o default -F _continuity continuity
`;

const ZSH = String.raw`#compdef continuity
# continuity completion for zsh: continuity completion zsh > "${'$'}{fpath[1]}/_continuity"
_continuity() {
  local -a found
  local line
  while IFS= read -r line; do
    line=${'$'}{line//:/\\:}
    found+=("${'$'}{line/$'\t'/:}")
  done < <("${'$'}{words[1]}" __complete -- "${'$'}{(@)words[2,CURRENT]}" 2>/dev/null)
  if (( ${'$'}{#found} )); then
    _describe continuity found
  else
    _files
  fi
}
if [ "$funcstack[1]" = _continuity ]; then
  _continuity "$@"
else
  compdef _continuity continuity
fi
`;

const FISH = String.raw`# continuity completion for fish: continuity completion fish > ~/.config/fish/completions/continuity.fish
function __continuity_complete
    set -l typed (commandline -ct)
    set -l found (continuity __complete -- (commandline -opc)[2..] "$typed" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path "$typed"
    end
end
complete -c continuity -f -a '(__continuity_complete)'
`;

/** The script of each shell. */
export const COMPLETION: Readonly<Record<(typeof SHELLS)[number], string>> = { bash: BASH, zsh: ZSH, fish: FISH };
