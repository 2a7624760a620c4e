import type { CommandWords, OptionWords, Values } from "./words.js";

const quoted = (about: string): string => `'${about.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;

function values(of: Values): string {
  switch (of.kind) {
    case "none":
      return "";
    case "choices":
      return ` -x -a ${quoted(of.choices.join(" "))}`;
    case "names":
      return ` -x -a '(warehog __complete ${of.of} -- (commandline -opc) 2>/dev/null)'`;
    case "file":
      return " -r -F";
    case "free":
      return " -x";
  }
}

const flagWords = ({ flags }: OptionWords): string =>
  flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(" ");

/** A command that has commands below it is done once one of them stands there. */
function condition({ name, argument }: CommandWords, all: readonly CommandWords[]): string {
  const seen = name.split(" ").map((word) => `__fish_seen_subcommand_from ${word}`);
  const isParent = argument.kind === "choices" && all.some((other) => other.name.startsWith(`${name} `));
  return [...seen, ...(isParent ? [`not __fish_seen_subcommand_from ${argument.choices.join(" ")}`] : [])].join(
    "; and ",
  );
}

function commandLines(command: CommandWords, all: readonly CommandWords[]): readonly string[] {
  const { name, about, options, argument } = command;
  const inside = `complete -c warehog -n '${condition(command, all)}'`;
  return [
    ...(name.includes(" ") ? [] : [`complete -c warehog -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`]),
    ...options.map((option) => `${inside} ${flagWords(option)} -d ${quoted(option.about)}${values(option.values)}`),
    ...(argument.kind === "none" || argument.kind === "free" ? [] : [`${inside}${values(argument)}`]),
  ];
}

/** For a file of ~/.config/fish/completions. */
export const fishScript = (commands: readonly CommandWords[]): string =>
  [
    "# warehog completion for fish; try it: warehog completion fish | source",
    "complete -c warehog -f",
    ...commands.flatMap((command) => commandLines(command, commands)),
    "",
  ].join("\n");
