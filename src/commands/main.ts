import { CommanderError } from "commander";
import { systemClock } from "../adapters/clock.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { writeJsonError } from "./json-error.js";
import { buildProgram } from "./program.js";

/** The world around a command; without a clock of its own it gets the machine's. */
type Surroundings = Omit<Context, "clock"> & Partial<Pick<Context, "clock">>;

/** One run of the command line. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const context: Context = { clock: systemClock(surroundings.stop.signal), ...surroundings };
  const json = argv.includes("--json");
  let exit: ExitCode = EXIT.done;
  const program = buildProgram(context, json, (code) => (exit = code));
  try {
    await program.parseAsync(argv, { from: "user" });
    return exit;
  } catch (error) {
    return error instanceof CommanderError ? usage(context, json, error) : bug(context, json, error);
  }
}

/** commander has already said what is wrong, or shown the help that was asked for. */
function usage(context: Context, json: boolean, error: CommanderError): ExitCode {
  if (error.exitCode === 0) return EXIT.done;
  const [message = "", hint = ""] = error.message.replace(/^error: /, "").split("\n");
  if (json) writeJsonError(context, { code: "usage", message, hint: hint === "" ? "warehog --help" : hint });
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
