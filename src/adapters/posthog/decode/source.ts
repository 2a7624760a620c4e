import type { ListedTable, LiveSource, ServerCapabilities } from "../../../model/live.js";
import { serverCapabilities } from "./capabilities.js";
import type { Part } from "./part.js";
import { decodeTable } from "./table.js";

/** A page of sources; `next` is the path of the one that follows, null on the last. */
export interface SourcePage {
  readonly sources: readonly LiveSource[];
  readonly next: string | null;
}

/**
 * @param before how many sources the pages before this one held, those that stood on two pages twice
 * @param follow the path of a `next` link, or undefined where it must not be followed
 */
export function decodeSourcePage(page: Part, before: number, follow: (next: string) => string | undefined): SourcePage {
  const sources = page.list("results").map(decodeListedSource);
  const next = page.textOrNull("next");
  if (next === null) {
    // A source that is left out would look like one that is not there.
    const read = before + sources.length;
    if ((page.numberOrNull("count") ?? 0) > read)
      page.wrong("count", `no more than the ${read} that were listed`, null);
    return { sources, next };
  }
  // A list that goes on without bringing anything never ends.
  const path = sources.length === 0 ? undefined : follow(next);
  return { sources, next: path ?? page.wrong("next", "another page of this project", null) };
}

/** A source as retrieved: only then are its tables complete. `server` is undefined where it has no table to tell from. */
export interface RetrievedSource {
  readonly source: LiveSource;
  readonly server: ServerCapabilities | undefined;
}

export function decodeRetrievedSource(answer: Part): RetrievedSource {
  const schemas = answer.list("schemas");
  return {
    source: { ...decodeListedSource(answer), tables: schemas.map(decodeTable) },
    server: schemas[0] && serverCapabilities(schemas[0]),
  };
}

function decodeListedSource(source: Part): LiveSource {
  const inputs = source.part("job_inputs");
  return {
    id: source.text("id"),
    source_type: source.text("source_type"),
    prefix: source.textOrNull("prefix") ?? "",
    access_method: source.textOrNull("access_method") === "direct" ? "direct" : "warehouse",
    listed: source.list("schemas").map(decodeListedTable),
    tables: undefined,
    supports_webhooks: source.flagOrNull("supports_webhooks") ?? false,
    supports_column_selection: source.flagOrNull("supports_column_selection") ?? false,
    traits: { state: "not-read" },
    auto_sync_new_schemas: source.flagOrNull("auto_sync_new_schemas") ?? false,
    user_access_level: source.textOrNull("user_access_level"),
    cdc: {
      enabled: isTrue(inputs?.raw("cdc_enabled")),
      management_mode: inputs?.raw("cdc_management_mode") === "self_managed" ? "self_managed" : "posthog",
      status: { state: "not-read" },
      prerequisites: { state: "not-read" },
    },
    webhook: { state: "not-read" },
  };
}

/** The server keeps the settings of a source as text: "True", "False". */
const isTrue = (input: unknown): boolean => String(input).toLowerCase() === "true";

const decodeListedTable = (schema: Part): ListedTable => ({
  id: schema.text("id"),
  name: schema.text("name"),
  should_sync: schema.flag("should_sync"),
  status: schema.textOrNull("status"),
  sync_type: schema.textOrNull("sync_type"),
});
