import type { StepKind } from "../../model/plan.js";
import type { ItemRun, Runner, StepOf, StepResult } from "../run.js";
import { catchUp } from "./catch-up.js";
import { deleteData } from "./delete-data.js";
import { enableCdc } from "./enable-cdc.js";
import { enable, patch, pause } from "./fields.js";
import { hold } from "./hold.js";
import { awaitImport, importRows } from "./import.js";
import { verify } from "./verify.js";
import { createWebhook, deleteWebhook } from "./webhook.js";

const RUNNERS: { readonly [K in StepKind]: Runner<K> } = {
  hold,
  catch_up: catchUp,
  enable_cdc: enableCdc,
  pause,
  delete_data: deleteData,
  patch,
  create_webhook: createWebhook,
  import: importRows,
  await: awaitImport,
  enable,
  verify,
  delete_webhook: deleteWebhook,
};

export const runStep = <K extends StepKind>(run: ItemRun, kind: K, step: StepOf[K]): Promise<StepResult> =>
  RUNNERS[kind](run, step);
