import type { CommandWords, Values } from "./words.js";

/** What fills the answer in bash; names are asked of the command itself, which is silent where it knows none. */
function answer(values: Values): string {
  switch (values.kind) {
    case "choices":
      return `words="${values.choices.join(" ")}"`;
    case "names":
      return `words="$(warehog __complete ${values.of} -- "\${COMP_WORDS[@]}" 2>/dev/null)"`;
    case "file":
      return "compopt -o default 2>/dev/null; return";
    case "none":
    case "free":
      return "return";
  }
}

const optionCases = ({ name, options }: CommandWords): readonly string[] =>
  options
    .filter(({ values }) => values.kind !== "none")
    .map(({ flags, values }) => `    ${flags.map((flag) => `"${name} ${flag}"`).join(" | ")}) ${answer(values)} ;;`);

function argumentCase({ name, argument }: CommandWords): readonly string[] {
  return argument.kind === "none" || argument.kind === "free" ? [] : [`      "${name}") ${answer(argument)} ;;`];
}

const topOf = (commands: readonly CommandWords[]): readonly string[] =>
  commands.map(({ name }) => name).filter((name) => !name.includes(" "));

/** For bash 4 and later. */
export const bashScript = (
  commands: readonly CommandWords[],
): string => `# warehog completion for bash; try it: eval "$(warehog completion bash)"
_warehog() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD - 1]}" command="" words="" i
  if [[ $cur == "=" ]]; then cur=""; elif [[ $prev == "=" ]]; then prev="\${COMP_WORDS[COMP_CWORD - 2]}"; fi
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${command:+$command }\${COMP_WORDS[i]}" in ${commands.map(({ name }) => `"${name}"`).join(" | ")} | help) command="\${command:+$command }\${COMP_WORDS[i]}" ;; esac
  done
  case "$command $prev" in
${commands.flatMap(optionCases).join("\n")}
    *) if [[ $cur == -* ]]; then
      case "$command" in
${commands.map(({ name, options }) => `      "${name}") words="${options.flatMap(({ flags }) => flags).join(" ")}" ;;`).join("\n")}
      *) words="--help --version" ;;
      esac
    else
      case "$command" in
      "" | help) words="${topOf(commands).join(" ")} help" ;;
${commands.flatMap(argumentCase).join("\n")}
      *) return ;;
      esac
    fi ;;
  esac
  local IFS=$' \t\n' word
  set -f
  for word in $words; do [[ $word == "$cur"* ]] && COMPREPLY+=("$word"); done
  set +f
}
complete -F _warehog warehog
`;
