import type { KnownReason } from "../model/fault.js";

/** What a failed call means for the reader, and what to do next. */
export interface FaultDescription {
  readonly message: string;
  readonly hint: string;
}

/** What each refusal that PostHog documents means. */
export const REASONS: Readonly<Record<KnownReason, FaultDescription>> = {
  "key-missing": {
    message: "PostHog saw no API key",
    hint: "set the environment variable that the target's api_key_env names; a proxy may also drop the Authorization header",
  },
  "key-invalid": {
    message: "PostHog does not know this API key",
    hint: "check that the key was not revoked and belongs to this host: a key of the EU cloud is unknown in the US",
  },
  "key-scope": {
    message: "the API key is valid, but lacks a scope that this call needs",
    hint: "in PostHog, open Settings → Personal API keys, edit this key, and give it external_data_source:read to plan, external_data_source:write to apply",
  },
  "key-unsupported": {
    message: "this PostHog is too old to let a scoped API key do this",
    hint: "upgrade PostHog (April 2026 or later)",
  },
  "key-project": {
    message: "the project is not within reach of this API key",
    hint: "check the target's project_id, and which projects the key is limited to",
  },
  "keys-disallowed": {
    message: "the organization does not allow personal API keys",
    hint: "ask an administrator of the organization to allow them",
  },
  "access-level": {
    message: "the owner of the API key may not do this with the table or source",
    hint: "give that user editor access in PostHog, or use the key of somebody who has it",
  },
  "managed-by-posthog": {
    message: "PostHog manages this table or source itself and lets nobody change it",
    hint: "take it out of the configuration",
  },
  "not-found": {
    message: "PostHog has no such table, source or project, or hides it from this API key",
    hint: "plan again: it may have been deleted since; otherwise check the target's project_id",
  },
  redirected: {
    message: "the target's host sent Warehog elsewhere, and the key goes nowhere else",
    hint: "write the host that PostHog really answers at, with https",
  },
  throttled: {
    message: "PostHog's rate limit is used up, and waiting as long as it asked did not help",
    hint: "run the same command again later, or lower the requests per minute: others may be using the same key",
  },
  billing: {
    message: "the project has reached its sync limit, so PostHog refused",
    hint: "raise the billing limit, or wait for the next period",
  },
  "start-failed": {
    message: "PostHog could not start the run",
    hint: "run the same command again in a few minutes",
  },
  "key-change-refused": {
    message: "PostHog refuses another primary key while rows are there",
    hint: "plan again: the table got its rows after it was planned",
  },
  "key-required": {
    message: "PostHog refuses this sync type for a table without a primary key",
    hint: "declare primary_key_columns",
  },
  "cdc-not-enabled": {
    message: "CDC is off on this source",
    hint: "declare cdc in the source's file, then plan again",
  },
  "cdc-team-flag": {
    message: "PostHog has not switched CDC on for this project",
    hint: "ask PostHog to enable it, or choose another sync_type",
  },
  "cdc-already-enabled": {
    message: "CDC was already on for this source",
    hint: "plan again: nothing is left to enable",
  },
  "cdc-prerequisites": {
    message: "the database does not meet what CDC needs",
    hint: "plan again: it lists what is missing",
  },
  publication: {
    message: "the table could not be added to the publication, so PostHog did not switch it to CDC",
    hint: "let PostHog's database user own the table, or manage the publication yourself",
  },
  "webhook-setup": {
    message: "PostHog saved the sync type, but could not set the webhook up at the provider",
    hint: "finish it on the Webhook tab of the source, then plan again",
  },
  "webhook-in-use": {
    message: "the webhook stays: tables of the source still use it",
    hint: "plan again: somebody else may have switched a table to webhook",
  },
  "webhook-only": {
    message: "this table can only be synced by webhook",
    hint: "declare sync_type: webhook",
  },
  "no-run-to-cancel": { message: "there was no run to cancel", hint: "plan again: the run has ended by itself" },
  "no-frequency": {
    message: "the table has no sync frequency, so PostHog cannot schedule it",
    hint: "declare sync_frequency",
  },
  "source-unreachable": {
    message: "PostHog could not reach the source or its credentials were refused",
    hint: "check the source's connection in PostHog, then run the same command again",
  },
};
