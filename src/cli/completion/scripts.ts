/** The shells that there are scripts for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

/** What a shell reads to complete `orm`: it asks the command of the project, or the one on the path. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# orm completion bash; put this into ~/.bashrc: source <(npx orm completion bash)
_orm_completion() {
  local bin=orm line words
  [ -x node_modules/.bin/orm ] && bin=node_modules/.bin/orm
  COMPREPLY=()
  read -r -a words <<< "\${COMP_LINE:0:$COMP_POINT}"
  case "\${COMP_LINE:0:$COMP_POINT}" in *[[:space:]]) words+=("") ;; esac
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <("$bin" __complete bash "\${words[@]}" 2>/dev/null)
}
complete -o bashdefault -o default -F _orm_completion orm
`,
  zsh: `#compdef orm
# orm completion zsh; put this into ~/.zshrc: source <(npx orm completion zsh)
_orm() {
  local bin=orm
  local -a lines
  [[ -x node_modules/.bin/orm ]] && bin=node_modules/.bin/orm
  lines=("\${(@f)$("$bin" __complete zsh "\${(@)words[1,CURRENT]}" 2>/dev/null)}")
  lines=(\${lines:#})
  if (( $#lines )); then _describe -V orm lines; else _files; fi
}
if [ "$funcstack[1]" = "_orm" ]; then _orm "$@"; else compdef _orm orm; fi
`,
  fish: `# orm completion fish; put this into ~/.config/fish/config.fish: npx orm completion fish | source
function __orm_completion
  set -l bin orm
  test -x node_modules/.bin/orm; and set bin node_modules/.bin/orm
  set -l lines ($bin __complete fish (commandline -opc) (commandline -ct) 2>/dev/null)
  if test (count $lines) -gt 0
    printf '%s\\n' $lines
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c orm -f -k -a '(__orm_completion)'
`,
};
