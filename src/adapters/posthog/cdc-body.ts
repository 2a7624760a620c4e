import type { DesiredCdc } from "../../model/desired.js";

/** How the CDC calls of a source name what YAML declares. An absent name leaves the choice to PostHog. */
export const cdcBody = ({ management_mode, slot_name, publication_name }: DesiredCdc) => ({
  cdc_management_mode: management_mode,
  ...(slot_name !== undefined && { cdc_slot_name: slot_name }),
  ...(publication_name !== undefined && { cdc_publication_name: publication_name }),
});
