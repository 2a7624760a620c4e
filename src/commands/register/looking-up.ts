import { Argument } from "commander";
import { examples } from "../help-text.js";
import { portNumber, withOutput } from "../option-groups.js";
import type { OutputOptions } from "../options.js";
import type { SandboxOptions } from "../sandbox.js";
import { SCHEMA_NAMES } from "../schema-names.js";
import type { SchemaName } from "../schema-names.js";
import type { Register } from "./register.js";

/** What needs no project. */
export function registerLookingUp({ context, add, finish }: Register): void {
  withOutput(add("sandbox", "run an emulated PostHog until Ctrl-C"))
    .option("--state <file>", "the state document to start from; without it the packaged example")
    .option("--port <n>", "0: any free one", portNumber, 8010)
    .addHelpText("after", examples([["warehog sandbox --state state.json --port 8010", "http://127.0.0.1:8010"]]))
    .action(async (options: SandboxOptions) => finish(await (await import("../sandbox.js")).sandbox(context, options)));

  withOutput(add("schema", "print a JSON Schema"))
    .addArgument(new Argument("<name>", "which one").choices(SCHEMA_NAMES))
    .addHelpText("after", examples([["warehog schema source", "of the files beside warehog.yaml"]]))
    .action(async (name: SchemaName, options: OutputOptions) =>
      finish(await (await import("../schema.js")).schema(context, { ...options, name })),
    );

  withOutput(add("explain", "say what a code means and the way out"))
    .argument("<code>", "as it stands in brackets behind a message")
    .addHelpText("after", examples([["warehog explain cursor-changed", "why a new cursor costs an import"]]))
    .action(async (code: string, options: OutputOptions) =>
      finish(await (await import("../explain.js")).explain(context, { ...options, code })),
    );
}
