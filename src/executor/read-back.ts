import type { FieldValues, PatchBody } from "../model/plan.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS, type Field, type LiveSettings } from "../model/settings.js";

/** The fields that do not hold what was sent: a 200 proves nothing, only this does. */
export const differingFields = (sent: FieldValues | PatchBody, live: LiveSettings): readonly Field[] =>
  FIELDS.filter((field) => field in sent && !sameValue(field, sent[field], live[field]));
