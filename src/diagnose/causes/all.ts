import type { Cause } from "../cause.js";
import { billingLimit } from "./billing-limit.js";
import { cdcPaused, cdcPublication, cdcSlot, cdcUnpublished, cdcWal } from "./cdc.js";
import { credentials } from "./credentials.js";
import { keyMissing } from "./key-missing.js";
import { keyNotUnique } from "./key-not-unique.js";
import { missingColumn } from "./missing-column.js";
import { missingRelation } from "./missing-relation.js";
import { network } from "./network.js";
import { runCancelled } from "./run-cancelled.js";
import { schemaDrift } from "./schema-drift.js";
import { ssh } from "./ssh.js";
import { stuckRunning } from "./stuck-running.js";
import { typeUnsupported } from "./type-unsupported.js";
import { switchedOff, unknownError } from "./unknown-error.js";
import { webhookSilent } from "./webhook-not-delivering.js";

/** In the order in which they are asked: what a state tells before what a text tells, the narrower text before the wider. */
export const CAUSES: readonly Cause[] = [
  billingLimit,
  stuckRunning,
  runCancelled,
  cdcSlot,
  cdcPublication,
  cdcUnpublished,
  cdcWal,
  keyNotUnique,
  keyMissing,
  typeUnsupported,
  schemaDrift,
  missingColumn,
  ssh,
  credentials,
  missingRelation,
  network,
  cdcPaused,
  webhookSilent,
  switchedOff,
  unknownError,
];
