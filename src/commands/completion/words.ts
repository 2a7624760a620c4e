import type { Command, Option } from "commander";
import { NAME_KINDS } from "./name-kinds.js";
import type { NameKind } from "./name-kinds.js";

/** What may stand behind an option, or as an argument. */
export type Values =
  | { readonly kind: "none" }
  | { readonly kind: "choices"; readonly choices: readonly string[] }
  /** names that the project's files declare */
  | { readonly kind: "names"; readonly of: NameKind }
  | { readonly kind: "file" }
  /** anything, e.g. a number */
  | { readonly kind: "free" };

export interface OptionWords {
  /** --long, and -s where it has one */
  readonly flags: readonly string[];
  readonly about: string;
  readonly values: Values;
}

export interface CommandWords {
  /** with that of the command it stands below: `webhook info` */
  readonly name: string;
  readonly about: string;
  readonly options: readonly OptionWords[];
  readonly argument: Values;
  /** the argument may be given several times */
  readonly isRepeated: boolean;
}

/** What can be typed, read off the program itself. */
export function wordsOf(program: Command): readonly CommandWords[] {
  return below(program, "");
}

function below(parent: Command, prefix: string): readonly CommandWords[] {
  const help = parent.createHelp();
  return help
    .visibleCommands(parent)
    .filter((command) => command.name() !== "help")
    .flatMap((command) => {
      const name = prefix + command.name();
      const commands = below(command, `${name} `);
      const words: CommandWords = {
        name,
        about: help.subcommandDescription(command),
        options: help.visibleOptions(command).map(optionWords),
        argument:
          commands.length === 0
            ? argumentOf(command)
            : { kind: "choices", choices: commands.map((one) => one.name.slice(name.length + 1)) },
        isRepeated: command.registeredArguments[0]?.variadic ?? false,
      };
      return [words, ...commands];
    });
}

const optionWords = (option: Option): OptionWords => ({
  flags: [option.long, option.short].flatMap((flag) => flag ?? []),
  about: option.description,
  values: valuesOf(option),
});

const isName = (name: string): name is NameKind => NAME_KINDS.some((kind) => kind === name);

/** The names of arguments that are not called as what they name. */
const CALLED: Readonly<Record<string, NameKind>> = { "source/table": "address" };

function valuesOf(option: Option): Values {
  if (option.isBoolean() || (!option.required && !option.optional)) return { kind: "none" };
  if (option.argChoices !== undefined) return { kind: "choices", choices: option.argChoices };
  const name = option.long?.slice(2) ?? "";
  if (isName(name)) return { kind: "names", of: name };
  return /[<[](file|state)/.test(option.flags) ? { kind: "file" } : { kind: "free" };
}

function argumentOf(command: Command): Values {
  const [argument] = command.registeredArguments;
  if (argument === undefined) return { kind: "none" };
  if (argument.argChoices !== undefined) return { kind: "choices", choices: argument.argChoices };
  const name = CALLED[argument.name()] ?? argument.name();
  if (isName(name)) return { kind: "names", of: name };
  return name === "plan" ? { kind: "file" } : { kind: "free" };
}
