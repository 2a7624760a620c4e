import { packagedText } from "./packaged.js";
import type { SchemaName } from "./schema-names.js";

/** Where editors find the schema: its own name, which says the version. */
export async function schemaUrl(name: SchemaName): Promise<string> {
  const schema: { readonly $id: string } = JSON.parse(await packagedText(`schemas/v1/${name}.schema.json`));
  return schema.$id;
}
