import { CommanderError } from "commander";
import { systemClock } from "../adapters/clock.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { HELP_HINT } from "./help-text.js";
import { writeJsonError } from "./json-error.js";
import { buildProgram } from "./program.js";
import { withoutValues } from "./without-values.js";

/** The world around a command; without a clock of its own it gets the machine's. */
type Surroundings = Omit<Context, "clock"> & Partial<Pick<Context, "clock">>;

/** One run of the command line. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const context: Context = { clock: systemClock(surroundings.stop.signal), ...surroundings };
  const json = argv.includes("--json");
  let exit: ExitCode = EXIT.done;
  let shown = "";
  const program = buildProgram(context, {
    json,
    show: (text) => (shown += text),
    finish: (code) => (exit = code),
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) return bug(context, json, error);
    if (error.exitCode !== 0) return usage(context, json, error);
    context.stdout.write(json ? `${JSON.stringify({ version: 1, text: shown }, null, 2)}\n` : shown);
    return EXIT.done;
  }
}

/** commander has already said what is wrong to whoever reads stderr. */
function usage(context: Context, json: boolean, error: CommanderError): ExitCode {
  const [message = "", hint = ""] =
    error.code === "commander.help"
      ? ["no command was named"]
      : withoutValues(error.message)
          .replace(/^error: /, "")
          .split("\n");
  if (json) writeJsonError(context, { code: "usage", message, hint: hint === "" ? HELP_HINT : hint });
  return EXIT.usage;
}

function bug(context: Context, json: boolean, error: unknown): ExitCode {
  const name = error instanceof Error ? error.name : typeof error;
  const message = `this is a bug in Warehog (${name}); what was written before it stands in the journal`;
  const hint = "please report it with the command you ran; WAREHOG_DEBUG=1 shows where it happened";
  if (json) writeJsonError(context, { code: "bug", message, hint });
  else context.stderr.write(`error: ${message}\nhint: ${hint}\n`);
  if (context.env["WAREHOG_DEBUG"] === "1")
    context.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.error;
}
