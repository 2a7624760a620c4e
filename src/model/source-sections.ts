import type { DesiredSource } from "./desired.js";

/** What a file asks of its source beside the tables: equal texts ask for the same. */
export const sourceSections = ({ cdc, cdcEnabled, webhook }: DesiredSource): string =>
  JSON.stringify([cdc ?? null, cdcEnabled ?? null, webhook ?? null]);

/** A file without such sections. */
export const NOTHING_ASKED = "[null,null,null]";
