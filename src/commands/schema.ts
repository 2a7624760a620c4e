import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import type { OutputOptions } from "./options.js";
import { packagedText } from "./packaged.js";
import type { SchemaName } from "./schema-names.js";

/** Prints a JSON Schema as it is shipped. */
export async function schema(
  context: Context,
  { name }: OutputOptions & { readonly name: SchemaName },
): Promise<ExitCode> {
  context.stdout.write(await packagedText(`schemas/v1/${name}.schema.json`));
  return EXIT.done;
}
