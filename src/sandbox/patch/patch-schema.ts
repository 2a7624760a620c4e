import { requireSchema } from "../access.js";
import type { Handler } from "../handler.js";
import { schemaView } from "../views/schema-view.js";
import { followUp, saveEdit } from "./apply-edit.js";
import { beginEdit } from "./edit.js";
import { readSentFields } from "./sent-fields.js";

/** PATCH on a schema. A refusal before the save changes nothing. */
export const patchSchema: Handler = (request) => {
  const place = requireSchema(request);
  const edit = beginEdit(request.world, place, readSentFields(request.body));
  saveEdit(edit);
  followUp(edit);
  return { status: 200, body: schemaView(place.source, place.schema, { withSource: false }) };
};
