import type { CommandWords, OptionWords, Values } from "./words.js";

/** In front of what zsh reads as its own marks, then between quotes. */
const text = (about: string): string =>
  about.replaceAll(/[[\]:\\]/g, String.raw`\$&`).replaceAll("'", String.raw`'\''`);

function action(values: Values): string {
  switch (values.kind) {
    case "none":
      return "";
    case "choices":
      return `:value:(${values.choices.join(" ")})`;
    case "names":
      return `:${values.of}:_warehog_names ${values.of}`;
    case "file":
      return ":file:_files";
    case "free":
      return ":value: ";
  }
}

const specs = ({ flags, about, values }: OptionWords): readonly string[] =>
  flags.map((flag) => `'${flag}[${text(about)}]${action(values)}'`);

const commandCase = ({ name, options, argument, isRepeated }: CommandWords): string =>
  [
    `    "${name}") _arguments -s`,
    ...options.flatMap(specs),
    ...(argument.kind === "none" ? [] : [`'${isRepeated ? "*" : "1"}${action(argument)}'`]),
  ].join(" \\\n      ") + " ;;";

/** For a folder of $fpath, or to be sourced after compinit. */
export const zshScript = (commands: readonly CommandWords[]): string => `#compdef warehog
# warehog completion for zsh; try it: source <(warehog completion zsh)
_warehog_names() {
  local -a names
  names=(\${(f)"$(warehog __complete $1 -- $words 2>/dev/null)"})
  compadd -a names
}
_warehog() {
  local -a commands
  commands=(
${commands.flatMap(({ name, about }) => (name.includes(" ") ? [] : [`    '${name}:${text(about)}'`])).join("\n")}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command=$words[2]
  shift words; (( CURRENT-- ))
  if (( CURRENT > 2 )); then
    case "$command $words[2]" in
    ${commands.flatMap(({ name }) => (name.includes(" ") ? [`"${name}"`] : [])).join(" | ")}) command+=" $words[2]"; shift words; (( CURRENT-- )) ;;
    esac
  fi
  case $command in
${commands.map(commandCase).join("\n")}
    help) _describe command commands ;;
  esac
}
if [ "$funcstack[1]" = _warehog ]; then _warehog "$@"; else compdef _warehog warehog; fi
`;
