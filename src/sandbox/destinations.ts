import { isRecord } from "../model/is-record.js";
import { invalid } from "./errors.js";
import { recordsIn, textIn, textsIn } from "./extensions.js";
import type { ApiRequest } from "./handler.js";
import { listOf, uuid } from "./patch/field-types.js";
import type { Extensions } from "./state.js";

const MOST = 10;
const ATTR = "destination_ids";

/** What a source or a schema keeps of its own: `extensions.destination_ids`. The ones that exist stand in the document's `extensions.destinations`. */
export const destinationsOf = ({ extensions }: { readonly extensions?: Extensions }): readonly string[] | undefined =>
  textsIn(extensions, ATTR);

/** Stores them; null takes the own ones away. */
export function setDestinations(owner: { extensions?: Extensions }, ids: readonly string[] | null): void {
  const { destination_ids: _replaced, ...others } = owner.extensions ?? {};
  owner.extensions = ids === null ? others : { ...others, destination_ids: ids };
}

/** @throws {ApiError} 400 with `attr` destination_ids */
export function sentDestinations({ body, world, projectId }: ApiRequest): readonly string[] | null {
  const sent = isRecord(body) ? body[ATTR] : undefined;
  if (sent === undefined) throw refused("This field is required.", "required");
  if (sent === null) return null;
  const ids = listOf(uuid)(sent, ATTR);
  if (ids.length === 0) throw pickOne();
  if (ids.length > MOST) throw refused(`Pick at most ${MOST} destinations.`);
  const known = recordsIn(world.document.extensions, "destinations")
    .filter((destination) => (destination["project_id"] ?? projectId) === projectId)
    .map((destination) => textIn(destination, "id"));
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw refused(`Unknown destinations: ${unknown.toSorted().join(", ")}`);
  return ids;
}

export const pickOne = () =>
  refused(
    "Pick at least one destination. To stop syncing this data, turn off syncing instead of removing every destination.",
  );

const refused = (detail: string, code = "invalid_input") => invalid(detail, { attr: ATTR, code });
