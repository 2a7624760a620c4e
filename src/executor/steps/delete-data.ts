import { asking, ensure } from "../ensure.js";
import type { Runner } from "../run.js";
import { readBack } from "../write.js";
import { untilIdle } from "./hold.js";

/** Deletes the rows. The table has to be gone afterwards: a run that was not stopped in time writes it again. */
export const deleteData: Runner<"delete_data"> = async (run) => {
  const idle = await untilIdle(run, "delete_data");
  if (idle.kind !== "done") return idle;
  return ensure(run, "delete_data", {
    holds: () => asking(readBack(run), ({ table }) => table === null),
    write: () => run.world.warehouse.deleteData(run.item.schema_id),
    unmet: { code: "read-back-differs", message: "the server took the call, but the table still holds rows" },
  });
};
