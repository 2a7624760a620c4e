import type { Plan } from "../model/plan.js";
import { checksumOf } from "./identity.js";

/** A plan as it stands in a file: with a checksum over all of it, because people approve what they read there, prices and words included. */
export const writePlan = (plan: Plan): string =>
  `${JSON.stringify({ ...plan, checksum: checksumOf(plan) }, null, 2)}\n`;
