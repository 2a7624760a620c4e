import type { Command } from "commander";
import { bashScript } from "./completion/bash.js";
import { fishScript } from "./completion/fish.js";
import type { Shell } from "./completion/shells.js";
import { wordsOf } from "./completion/words.js";
import type { CommandWords } from "./completion/words.js";
import { zshScript } from "./completion/zsh.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import type { OutputOptions } from "./options.js";

const SCRIPTS: Readonly<Record<Shell, (commands: readonly CommandWords[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Prints a script that completes what the program itself says can be typed. */
export function completion(context: Context, options: OutputOptions, program: Command, shell: Shell): ExitCode {
  const script = SCRIPTS[shell](wordsOf(program));
  context.stdout.write(options.json === true ? `${JSON.stringify({ version: 1, shell, script }, null, 2)}\n` : script);
  return EXIT.done;
}
