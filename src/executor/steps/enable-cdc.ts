import { asking, ensure } from "../ensure.js";
import type { Runner } from "../run.js";

/** Once a source: whoever comes second finds it on. */
export const enableCdc: Runner<"enable_cdc"> = (run, step) => {
  const { warehouse } = run.world;
  const { source_id } = run.item;
  return ensure(run, "enable_cdc", {
    holds: () => asking(warehouse.cdcEnabled(source_id), (enabled) => enabled),
    write: () => warehouse.enableCdc(source_id, step),
    unmet: { code: "cdc-not-enabled", message: "the server took the call, but CDC is not on for the source" },
  });
};
