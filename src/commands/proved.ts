/** The smallest history in which a finding comes true; test/proof runs each of them, and docs/proof.md shows its rows. */
export const PROVED: Readonly<Record<string, string>> = {
  "cursor-changed":
    "Proved with incremental by created_at → incremental: a row is updated; a row is inserted; a run; then the row 1 is version 11 and not 13.",
  "to-webhook":
    "Proved with incremental → webhook: just before the patch: a row is inserted; then the row 13 is missing.",
  "from-webhook":
    "Proved with webhook → incremental: a row is inserted, and its delivery never arrives; a row is inserted; a run; then the row 13 is missing.",
  "webhook-key":
    "Proved with webhook, key of two → webhook: a row moves to another tenant; a run; then the row 1 is there 2 times.",
  "to-cdc":
    "Proved with incremental → cdc consolidated: a row is deleted; then the row 1 is there, which the source has deleted.",
  "append-to-incremental":
    "Proved with append → incremental: a row is updated; a run; afterwards: a row is updated; then the row 1 is there 2 times; 1 v11 is gone for good.",
  "to-full-refresh": "Proved with append → full_refresh: a row is updated; a run; then 1 v11 is gone for good.",
  "xmin-crossed": "Proved with append → xmin: a row is updated; a run; then 1 v11 is gone for good.",
  "cdc-target-added": "Proved with cdc cdc_only → cdc both: a row is updated; then recorded 1 v11 is gone for good.",
  "cdc-turned-on": "Proved with cdc both → cdc both: a row is updated; a run; then recorded 1 v11 is gone for good.",
  "from-cdc":
    "Proved with cdc both → incremental: nothing needs to happen; then recorded 1 v11 is gone for good; recorded 2 v12 is gone for good.",
};
