import { safe } from "../markdown-text.js";
import { complete, whole } from "./budget.js";
import { markerLine } from "./marker.js";

/** Stands in place of a plan once the pull request has stopped to touch anything of ours. */
export const renderUnconcerned = (): string =>
  complete([
    whole(markerLine("plan")),
    whole(safe`### Touches nothing that Warehog manages`),
    whole(safe`An earlier push did; merging this one changes nothing in the warehouse.`),
  ]);
