import type { CommandWords, OptionWords, Values } from "./words.js";

const quoted = (about: string): string => `'${about.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;

function values(of: Values): string {
  switch (of.kind) {
    case "none":
      return "";
    case "choices":
      return ` -x -a ${quoted(of.choices.join(" "))}`;
    case "names":
      return ` -x -a '(warehog __complete ${of.of} 2>/dev/null)'`;
    case "file":
      return " -r -F";
    case "free":
      return " -x";
  }
}

const flagWords = ({ flags }: OptionWords): string =>
  flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(" ");

function commandLines({ name, about, options, argument }: CommandWords): readonly string[] {
  const inside = `complete -c warehog -n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c warehog -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
    ...options.map((option) => `${inside} ${flagWords(option)} -d ${quoted(option.about)}${values(option.values)}`),
    ...(argument.kind === "choices" || argument.kind === "file" ? [`${inside}${values(argument)}`] : []),
  ];
}

/** For a file of ~/.config/fish/completions. */
export const fishScript = (commands: readonly CommandWords[]): string =>
  [
    "# warehog completion for fish; try it: warehog completion fish | source",
    "complete -c warehog -f",
    ...commands.flatMap(commandLines),
    "",
  ].join("\n");
